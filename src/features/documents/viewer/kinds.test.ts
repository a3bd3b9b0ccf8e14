import { rm, stat } from "node:fs/promises";
import { RouterContextProvider } from "react-router";
import { afterAll, beforeAll, expect, it } from "vitest";
import { config } from "#platform/config.ts";
import { readerContext } from "#platform/identity/context.ts";
import { makesPdf } from "#platform/office/index.ts";
import { run } from "#platform/operations/index.ts";
import { pageCache } from "#platform/pages/cache.ts";
import { kept } from "#platform/pages/draw.ts";
import { endPages, forgetPages, PageFailure, pageImage } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { addDocument, setDocumentRights } from "../index.ts";
import { pageSource } from "../queries/view.ts";
import { loader as fileLoader } from "../screens/file.ts";
import type { Kind } from "./load.ts";
import { loadView } from "./opened.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

async function shared(content: string | Uint8Array<ArrayBuffer>, name: string) {
  const { sara, room } = world;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, bytes, name),
    title: "Kinds",
    category: "technical.drawing",
  });
  const at = { room: room.id, document: id, revision };
  const see = async (who: TestPerson, search = ""): Promise<Kind> => {
    for (let tries = 0; ; tries++) {
      const { kind } = await loadView(who.actor, at, new URLSearchParams(search));
      if (kind.kind !== "making" || tries > 20) return kind;
    }
  };
  return { at, see };
}

it("a text is shown as it was written, and to whoever may only view as pages", async () => {
  const { at, see } = await shared("Höyry <b>540</b>\n", "notes.txt");
  expect(await see(world.berta)).toEqual({
    kind: "text",
    text: "Höyry <b>540</b>\n",
    truncated: false,
  });
  await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
  expect(await see(world.berta)).toMatchObject({
    kind: "pages",
    made: "set",
    read: false,
    paged: { text: expect.stringContaining("Höyry <b>540</b>") },
  });
  expect((await see(world.sara)).kind).toBe("text");
  // Where a comment leads to.
  expect(await see(world.sara, "page=1")).toMatchObject({ kind: "pages", read: true });
  expect(await see(world.sara, "find=540")).toMatchObject({
    paged: { find: { found: { pages: [{ page: 0 }] } } },
  });
});

it("separated values are a table, however many there are", async () => {
  const { see } = await shared(`a;b\n${"1;2\n".repeat(999)}`, "list.csv");
  const seen = await see(world.berta);
  if (seen.kind !== "table") throw new Error(seen.kind);
  const { table, part, parts, more } = seen;
  expect([table.head, table.rows.length, table.from, part, parts, more]).toEqual([
    ["a", "b"],
    500,
    1,
    0,
    2,
    false,
  ]);
  expect(await see(world.berta, "part=2")).toMatchObject({ part: 1, table: { from: 501, head: ["a", "b"] } });
  expect(await see(world.berta, "part=99")).toMatchObject({ part: 1 });
});

const box = (type: string, brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 20]),
    Buffer.from(`ftyp${brand}\0\0\0\0${brand}`),
    Buffer.alloc(3000, type),
  ]);
const riff = Buffer.concat([Buffer.from("RIFF\x24\x0b\0\0WAVEfmt \x10\0\0\0"), Buffer.alloc(3000)]);

it.each([
  ["film.mov", "video", box("v", "qt  ")],
  ["film.mp4", "video", box("v", "isom")],
  ["talk.m4a", "audio", box("a", "M4A ")],
  ["talk.wav", "audio", riff],
  ["talk.mp3", "audio", Buffer.concat([Buffer.from("fffb9064", "hex"), Buffer.alloc(3000)])],
])("%s is played from where one likes, by whoever may have the original", async (name, media, bytes) => {
  const { at, see } = await shared(new Uint8Array(bytes), name);
  expect(await see(world.berta)).toMatchObject({ kind: "media", media });
  const context = new RouterContextProvider();
  const rest = { email: "", companyName: "", staff: false, owner: false, sessionId: "", viewing: null };
  const { actor, name: person } = world.berta;
  context.set(readerContext, { actor, name: person, ...rest });
  const get = (range: string) => {
    const request = new Request("http://localhost/f?inline", { headers: { range } });
    return fileLoader({ request, context, params: at, url: new URL(request.url) } as never);
  };
  const part = await get("bytes=1000-1099");
  expect([part.status, part.headers.get("content-range"), part.headers.get("accept-ranges")]).toEqual([
    206,
    `bytes 1000-1099/${bytes.length}`,
    "bytes",
  ]);
  expect(part.headers.get("content-type")).toMatch(/^(?:video|audio)\//);
  expect(part.headers.get("content-disposition")).toMatch(/^inline/);
  await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
  expect(await see(world.berta)).toEqual({ kind: "kept" });
  expect((await get("bytes=0-1")).status).toBe(403);
});

it("what was swept away is made again, also while it waits for its turn", async () => {
  const { at } = await shared(`Swept ${crypto.randomUUID()}\n${"line\n".repeat(200)}`, "swept.txt");
  const { hash } = (await run(pageSource, world.berta.actor, at)).content;
  const image = (page: number) => pageImage(hash, page, { kind: "page", width: 160 });
  const first = await image(0);
  const made = pageCache(config().DATA_DIR).path(hash, "made.pdf");
  await rm(made);
  await endPages();
  expect((await image(1)).bytes.length).toBeGreaterThan(100);
  let tries = 0;
  const waited = await kept(hash, "waited.json", async ({ file }) => {
    tries += 1;
    if (tries === 1) await rm(file.path);
    return stat(file.path).then(
      ({ size }) => size > 0,
      () => {
        throw new PageFailure("missing");
      },
    );
  });
  expect([waited, tries]).toEqual([true, 2]);
  await forgetPages(hash);
  expect((await image(0)).bytes.equals(first.bytes)).toBe(true);
});

it("what is not shown says so", async () => {
  const zip = Buffer.from("504b0506000000000000000000000000000000000000", "hex");
  const { see } = await shared(new Uint8Array(zip), "all.zip");
  expect(await see(world.berta)).toEqual({ kind: "other", extension: "zip", size: zip.length });
  const photo = await shared(new Uint8Array(box("p", "heic")), "photo.heic");
  expect(await photo.see(world.berta)).toEqual({ kind: "heic" });
});

it.skipIf(!makesPdf("application/rtf"))(
  "an Office document becomes pages (needs LibreOffice)",
  async () => {
    const { at, see } = await shared("{\\rtf1\\ansi Steam at 540 C\\page Second}", "offer.rtf");
    const seen = await see(world.berta);
    if (seen.kind !== "pages") throw new Error(JSON.stringify(seen));
    expect([seen.made, seen.paged.sizes.reduce((sum, [, , pages]) => sum + pages, 0)]).toEqual(["office", 2]);
    await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
    expect((await see(world.berta)).kind).toBe("pages");
  },
  120_000,
);
