import { RouterContextProvider } from "react-router";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { textOfPdf } from "#platform/files/text.ts";
import { readerContext } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { addDocument, setDocumentRights } from "../index.ts";
import { pageSource, viewRevision } from "../queries/view.ts";
import { loader as fileLoader } from "../screens/file.ts";
import { loader as findLoader } from "../screens/page-find.ts";
import { loader as imageLoader } from "../screens/page-image.ts";
import { loader as textLoader } from "../screens/page-text.ts";
import { loadView } from "./opened.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

type Loader = (args: never) => Promise<Response>;

const bytes = (text: string) => new TextEncoder().encode(text);
const workbook = async () => {
  const data = [
    [{ value: "Part" }, { value: "Power" }],
    [{ value: "Boiler" }, { value: 540.5 }],
  ];
  return new Uint8Array((await writeExcelFile([{ data, sheet: "Offer" }] as never).toBuffer()) as Buffer);
};
const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 300, height: 200, channels: 3, background: "#fff" } })
      .png()
      .toBuffer(),
  );

/** A file that the buyer's people may go as far with as `level` says. */
async function sharedAt(level: "view" | "watermarked", content: Uint8Array<ArrayBuffer>, name: string) {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, content, name),
    title: "Kept",
    category: "technical.drawing",
  });
  const at = { room: room.id, document: id, revision };
  await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level });
  const get = (loader: Loader, who: TestPerson, question = "") => {
    const context = new RouterContextProvider();
    const rest = { email: "", companyName: "", staff: false, owner: false, sessionId: "", viewing: null };
    context.set(readerContext, { actor: who.actor, name: who.name, ...rest });
    const request = new Request(`http://localhost/p${question}`);
    return loader({ request, context, params: { ...at, page: "1" }, url: new URL(request.url) } as never);
  };
  return { at, get };
}

const kinds: [name: string, content: () => Promise<Uint8Array<ArrayBuffer>>, word: string | null][] = [
  ["notes.txt", async () => bytes("Steam at 540 C\n\n  <b>540</b>\n中文 \ud83d\ude00"), "540"],
  ["list.csv", async () => bytes("Part;Power\nBoiler;540\n"), "540"],
  ["offer.xlsx", workbook, "540.5"],
  ["photo.png", picture, null],
];

it.each(kinds)(
  "%s is seen by whoever may only view it as images with their watermark",
  async (name, content, word) => {
    const original = await content();
    const { at, get } = await sharedAt("view", original, name);
    const [marked, plain] = await Promise.all(
      [world.berta, world.sara].map(async (who) => {
        const answer = await get(imageLoader as Loader, who, "?width=800");
        expect(answer.status).toBe(200);
        return sharp(Buffer.from(await answer.arrayBuffer()))
          .removeAlpha()
          .raw()
          .toBuffer();
      }),
    );
    expect(marked?.equals(plain as Buffer)).toBe(false);
    expect((await run(pageSource, world.berta.actor, at)).mark?.name).toBe(world.berta.name);
    // Letters as of a PDF: for those who listen, and to find in.
    const text = await (await get(textLoader as Loader, world.berta)).json();
    expect(text.text.includes(word ?? "")).toBe(true);
    expect(text.text.trim() === "").toBe(word === null);
    if (word) {
      const found = await (await get(findLoader as Loader, world.berta, `?text=${word}`)).json();
      expect(found.pages).toHaveLength(1);
    }
    // The bytes themselves: nowhere.
    const file = await get(fileLoader as Loader, world.berta, "?inline");
    expect(file.status).toBe(403);
    const view = JSON.stringify(await loadView(world.berta.actor, at, new URLSearchParams()));
    expect(view).not.toMatch(/"kind":"(?:text|table)"|"rows"|"hash"/);
  },
  60_000,
);

it("a copy with a watermark is made of a text and of a table too, and is not the file", async () => {
  for (const [name, content, word] of kinds) {
    const { get } = await sharedAt("watermarked", await content(), name);
    const copy = await get(fileLoader as Loader, world.berta);
    expect([copy.status, copy.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    const read = await textOfPdf(new Uint8Array(await copy.arrayBuffer()));
    expect([read.pages, read.text.includes(word ?? "")]).toEqual([1, true]);
    if (!word) expect(read.text).toBe("");
  }
}, 60_000);

it("says to whoever may only view it so, and until when", async () => {
  const { at } = await sharedAt("view", bytes("Steam"), "notes.txt");
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await run(setDocumentRights, world.sara.actor, {
    ...at,
    holder: "buyer",
    level: "view",
    until: day,
    version: 1,
  });
  const { level, until } = await run(viewRevision, world.berta.actor, at);
  expect(level).toBe("view");
  expect(Date.parse(until ?? "")).toBeGreaterThan(Date.parse(day));
  expect((await run(viewRevision, world.sara.actor, at)).until).toBeNull();
});
