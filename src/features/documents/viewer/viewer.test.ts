import { writeFileSync } from "node:fs";
import { RouterContextProvider } from "react-router";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { config } from "#platform/config.ts";
import { textOfPdf } from "#platform/files/text.ts";
import { readerContext } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { askEngine } from "#platform/pages/pool.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { line, pagesOf, pdfOf } from "../../../../tests/fixtures/pdf.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import {
  addDocument,
  reviseDocument,
  setDocumentRights,
  showDocument,
  viewRevision,
  withdrawDocument,
} from "../index.ts";
import { traceWatermark } from "../queries/trace.ts";
import { pageSource } from "../queries/view.ts";
import { loader as fileLoader } from "../screens/file.ts";
import { loader as findLoader } from "../screens/page-find.ts";
import { loader as imageLoader } from "../screens/page-image.ts";
import { loader as textLoader } from "../screens/page-text.ts";
import { markedImage, markOf } from "./watermark.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

type Loader = (args: never) => Promise<Response>;

function asked(who: TestPerson, address: string, params: Record<string, string>, headers = {}): never {
  const context = new RouterContextProvider();
  const rest = { email: "", companyName: "", staff: false, owner: false, sessionId: "", viewing: null };
  context.set(readerContext, { actor: who.actor, name: who.name, ...rest });
  const request = new Request(`http://localhost${address}`, { headers });
  return { request, context, params, url: new URL(request.url) } as never;
}

async function shared(
  content: Uint8Array<ArrayBuffer>,
  name = "pages.pdf",
  kind: "room" | "seller" = "room",
) {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences[kind],
    upload: await upload(sara, room, content, name),
    title: "Pages",
    category: "technical.drawing",
  });
  const at = { room: room.id, document: id, revision };
  return {
    at,
    get: (loader: Loader, who: TestPerson, page: number | string, question = "", headers = {}) =>
      loader(asked(who, `/p${question}`, { ...at, page: String(page) }, headers)),
    opened: async () =>
      (await run(showDocument, sara.actor, at)).taken
        .filter((entry) => entry.kind === "document.opened")
        .map((entry) => entry.by),
  };
}

const two = pagesOf([line("Steam at 540 C"), line("Second page, steam again")]);
const problem = async (answer: Response) => [answer.status, (await answer.json()).title];

describe("a page", () => {
  it("is an image for those who see the revision, noted once, and asked for again for nothing", async () => {
    const { get, opened } = await shared(two);
    const answers = await Promise.all(
      [1, 2, 1].map((page) => get(imageLoader as Loader, world.berta, page, "?width=480")),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toContain("private, no-cache");
    }
    const image = await sharp(Buffer.from(await (answers[0] as Response).arrayBuffer())).metadata();
    expect([image.width, image.height]).toEqual([480, 679]);
    const etag = answers[0]?.headers.get("etag") ?? "";
    const again = await get(imageLoader as Loader, world.berta, 1, "?width=480", { "if-none-match": etag });
    expect(again.status).toBe(304);
    expect(await opened()).toEqual([world.berta.name]);
  });

  it("has text with its place, and is found by it", async () => {
    const { get } = await shared(two);
    const text = await (await get(textLoader as Loader, world.erik, 1)).json();
    expect(text).toMatchObject({ width: 595, height: 842, links: [] });
    expect(text.text).toContain("Steam at 540 C");
    const found = await (await get(findLoader as Loader, world.erik, 1, "?text=STEAM")).json();
    expect(found.pages.map((hit: { page: number; count: number }) => [hit.page, hit.count])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it("is not there for anybody else, nor beyond the last, nor in other sizes", async () => {
    const { get } = await shared(two, "pages.pdf", "seller");
    for (const who of [world.berta, world.erik, world.carl, world.olga])
      for (const loader of [imageLoader, textLoader, findLoader])
        expect((await get(loader as Loader, who, 1)).status).toBe(404);
    for (const [page, question] of [
      [3, ""],
      ["0", ""],
      ["x", ""],
      [1, "?width=801"],
      [1, "?zoom=3&column=0&row=0"],
      [1, "?zoom=2&column=9&row=0"],
    ] as const)
      expect((await get(imageLoader as Loader, world.sara, page, question)).status).toBe(404);
    expect((await get(imageLoader as Loader, world.sara, 1, "?zoom=2&column=0&row=1")).status).toBe(200);
  });

  it("is gone with the revision, a copy in the browser too", async () => {
    const { at, get } = await shared(two);
    const first = await get(imageLoader as Loader, world.berta, 1);
    await run(withdrawDocument, world.sara.actor, { ...at, reason: "x", version: 1 });
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    for (const loader of [imageLoader, textLoader, findLoader])
      expect((await get(loader as Loader, world.berta, 1, "", headers)).status).toBe(410);
  });

  it("of a file that has none is not there", async () => {
    const zip = Buffer.from("504b0506000000000000000000000000000000000000", "hex");
    const { get } = await shared(new Uint8Array(zip), "all.zip");
    expect((await get(imageLoader as Loader, world.sara, 1)).status).toBe(404);
  });
});

describe("a picture", () => {
  it("is a page without words, with the watermark of those who may only view it, and without where it was taken", async () => {
    const create = { width: 800, height: 400, channels: 3 as const, background: "#fff" };
    const exif = { IFD0: { Copyright: "TAKEN-BY" }, IFD3: { GPSLatitude: "61/1 29/1 0/1" } };
    const photo = await sharp({ create }).withExif(exif).jpeg().toBuffer();
    const { at, get } = await shared(new Uint8Array(photo), "photo.jpg");
    const { sara, berta } = world;
    const drawn = async (who: TestPerson, question = "?width=480") =>
      Buffer.from(await (await get(imageLoader as Loader, who, 1, question)).arrayBuffer());
    const plain = await sharp(await drawn(berta)).metadata();
    expect([plain.width, plain.height, plain.exif]).toEqual([480, 240, undefined]);
    const text = await (await get(textLoader as Loader, berta, 1)).json();
    expect(text).toMatchObject({ width: 400, height: 200, text: "", runs: [], links: [] });
    expect((await (await get(findLoader as Loader, berta, 1, "?text=x")).json()).pages).toEqual([]);
    await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level: "view" });
    const marked = await sharp(await drawn(berta))
      .greyscale()
      .stats();
    expect(marked.channels[0]?.min).toBeLessThan(220);
    expect(
      (
        await sharp(await drawn(sara))
          .greyscale()
          .stats()
      ).channels[0]?.min,
    ).toBeGreaterThan(250);
  });
});

describe("files that mean harm, or are merely broken, end in words", () => {
  const cases: [string, () => Uint8Array<ArrayBuffer>, unknown[]][] = [
    ["cut off", () => two.slice(0, 40), [422, "page-broken"]],
    [
      "encrypted",
      () =>
        pdfOf(
          [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[]/Count 0>>",
            `<</Filter/Standard/V 1/R 2/P -44/O(${"o".repeat(32)})/U(${"u".repeat(32)})>>`,
          ],
          "/Encrypt 3 0 R/ID[(a)(b)]",
        ),
      [422, "page-encrypted"],
    ],
  ];
  it.each(cases)(
    "%s",
    async (_what, content, said) => {
      const { get } = await shared(content());
      expect(await problem(await get(imageLoader as Loader, world.berta, 1))).toEqual(said);
      // And the next file is read as ever.
      const fine = await shared(two);
      expect((await fine.get(imageLoader as Loader, world.berta, 2)).status).toBe(200);
    },
    60_000,
  );

  it("an image of 60,000 by 60,000 pixels, a page 5 km wide, scripts and what opens by itself", async () => {
    const flood = `<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Length 0>>stream\n\nendstream`;
    const pixels = await shared(
      pagesOf(["q 500 0 0 500 40 40 cm /I Do Q", line("After")], "/XObject<</I 4 0 R>>", [flood]),
    );
    expect([200, 422]).toContain((await pixels.get(imageLoader as Loader, world.berta, 1)).status);
    expect((await pixels.get(imageLoader as Loader, world.berta, 2)).status).toBe(200);
    const wide = pagesOf([line("Wide")]);
    const text = Buffer.from(wide).toString("latin1").replace("[0 0 595 842]", "[0 0 14e6 9]");
    const strip = await shared(new Uint8Array(Buffer.from(text, "latin1")));
    expect([200, 422]).toContain((await strip.get(imageLoader as Loader, world.berta, 1)).status);
    const script =
      "/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/Launch/F(cmd)>>>> <</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(javascript:1)>>>>]";
    const { get } = await shared(pagesOf([line("Script")], script));
    expect((await get(imageLoader as Loader, world.berta, 1)).status).toBe(200);
    expect((await (await get(textLoader as Loader, world.berta, 1)).json()).links).toEqual([]);
  }, 60_000);
});

describe("a revision that is looked at", () => {
  it("says what holds instead when it is old", async () => {
    const { sara, berta, room } = world;
    const { at } = await shared(two);
    const before = await run(viewRevision, berta.actor, at);
    expect(before).toMatchObject({
      current: null,
      revision: { status: "current", label: { text: "A" } },
    });
    const { id } = await run(reviseDocument, sara.actor, {
      ...at,
      audience: room.audiences.room,
      upload: await upload(sara, room, pagesOf([line("New")]), "new.pdf"),
    });
    const after = await run(viewRevision, berta.actor, at);
    expect(after.current).toEqual({ id, label: { kind: "letter", text: "B" } });
    expect(after.readers.length).toBeGreaterThan(3);
  });
});

describe("a watermark", () => {
  it("has a code a person and revision, which leads the owner's side alone to the person", async () => {
    const { at, get } = await shared(two);
    const { sara, sam, berta, erik, room } = world;
    for (const who of [berta, erik]) await get(imageLoader as Loader, who, 1);
    const rows = await database.owner<{ code: string; person_id: string }>(
      "select code, person_id from viewing_trace where revision_id = $1",
      [at.revision],
    );
    expect(new Set(rows.map((row) => row.code)).size).toBe(2);
    const code = rows.find((row) => row.person_id === berta.id)?.code ?? "";
    for (const who of [sara, sam])
      expect(
        await run(traceWatermark, who.actor, { room: room.id, code: code.toLowerCase().replace("-", " ") }),
      ).toMatchObject({
        person: { name: berta.name },
        revision: at.revision,
      });
    for (const who of [berta, erik, world.carl])
      await expect(run(traceWatermark, who.actor, { room: room.id, code })).rejects.toMatchObject({
        status: 404,
      });
    expect((await run(pageSource, berta.actor, at)).mark).toBeNull();
  });

  it("is burned into every image of those who may only view, their own, and into none of the others'", async () => {
    const { at, get } = await shared(two);
    const { sara, berta, erik, room } = world;
    const limit = (level: "view" | "exists", version: number) =>
      run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level, version });
    const { version } = await limit("view", 0);
    const grey = async (who: TestPerson, question: string) => {
      const answer = await get(imageLoader as Loader, who, 1, question);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const marked = sharp(bytes).greyscale().raw();
      // Below the line of text the page is white but for the mark.
      const { data, info } = await marked.toBuffer({ resolveWithObject: true });
      const below = data.subarray(Math.floor(info.height / 3) * info.width);
      return { tag: answer.headers.get("etag"), marked: below.some((one) => one < 220), bytes };
    };
    for (const question of ["?width=160", "?width=800", "?zoom=2&column=0&row=1"]) {
      const seen = await grey(berta, question);
      expect(seen.marked).toBe(true);
      expect((await grey(sara, question)).marked).toBe(false);
      const other = await grey(erik, question);
      expect(other.tag).not.toBe(seen.tag);
      expect(other.bytes.equals(seen.bytes)).toBe(false);
      // Nobody is told that their copy holds when it carries another's name.
      const borrowed = await get(imageLoader as Loader, berta, 1, question, {
        "if-none-match": other.tag ?? "",
      });
      expect(borrowed.status).toBe(200);
    }
    expect((await run(pageSource, berta.actor, at)).mark).toMatchObject({
      name: berta.name,
      room: room.code,
    });
    expect((await get(textLoader as Loader, berta, 1)).status).toBe(200);
    await limit("exists", version);
    for (const loader of [imageLoader, textLoader, findLoader])
      expect((await get(loader as Loader, berta, 1)).status).toBe(403);
    expect((await get(imageLoader as Loader, sara, 1)).status).toBe(200);
  });

  it("is in the whole copy that may be taken: a PDF of images with the words that may be read, and nothing else of the original", async () => {
    const { at, get } = await shared(two);
    const { sara, berta, erik } = world;
    await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level: "watermarked" });
    const answer = await get(fileLoader as Loader, berta, 1);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const copy = new Uint8Array(await answer.arrayBuffer());
    const [original, hers] = await Promise.all([textOfPdf(two.slice()), textOfPdf(copy.slice())]);
    expect(original.text).toContain("Steam at 540 C");
    // What may be seen in the viewer is found in the copy too; the pages themselves are images.
    expect((await get(textLoader as Loader, berta, 1)).status).toBe(200);
    expect(hers.pages).toBe(2);
    expect(hers.text.replace(/\s+/g, " ").trim()).toBe(original.text.replace(/\s+/g, " ").trim());
    expect(Buffer.from(copy).includes("Helvetica")).toBe(false);
    const path = `${config().DATA_DIR}/copy.pdf`;
    writeFileSync(path, copy);
    const file = { key: "copy", path };
    const about = await askEngine({ ask: "describe", file });
    expect(about.sizes).toEqual([
      [595, 842],
      [595, 842],
    ]);
    const page = await askEngine({ ask: "render", file, page: 1, whole: { width: 595, height: 842 } });
    expect(page.pixels.subarray(595 * 4 * 400).some((one) => one < 220)).toBe(true);
    const his = await (await get(fileLoader as Loader, erik, 1)).arrayBuffer();
    expect(Buffer.from(his).equals(Buffer.from(copy))).toBe(false);
    const taken = (await run(showDocument, sara.actor, at)).taken;
    expect(taken.filter((one) => one.kind === "document.downloaded").map((one) => one.by)).toEqual([
      erik.name,
      berta.name,
    ]);
  });

  it("names whoever looks as somebody else, and writes nothing", async () => {
    const { at } = await shared(two);
    const { sara, berta } = world;
    await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level: "view" });
    const as = { personId: berta.id, viewerId: sara.id };
    const source = await run(pageSource, as, at);
    expect(source.mark).toMatchObject({ name: `${sara.name} / ${berta.name}`, code: null });
  });

  it("is read on white and on black, differs by person, and is the same within the hour", async () => {
    const given = { name: "Berta", company: "Nordmill", room: "NMS-PM3", code: "K7F3Q-9XMTR" };
    const now = new Date("2026-11-22T10:20:00Z");
    const mark = markOf(given, now);
    expect(mark.lines.join(" ")).toBe("Berta, Nordmill 2026-11-22 10:00 UTC  NMS-PM3  K7F3Q-9XMTR");
    expect(markOf(given, new Date("2026-11-22T10:59:00Z")).tag).toBe(mark.tag);
    expect(markOf({ ...given, name: "Erik" }, now).tag).not.toBe(mark.tag);
    for (const background of ["#fff", "#000"]) {
      const create = { width: 800, height: 1131, channels: 3 as const, background };
      const bytes = await sharp({ create }).png().toBuffer();
      const plain = { type: "image/png" as const, bytes, whole: { width: 800, height: 1131 } };
      for (const part of [
        { kind: "page", width: 800 },
        { kind: "tile", zoom: 4, column: 0, row: 0 },
      ] as const) {
        const marked = await markedImage(plain, part, mark);
        const { channels } = await sharp(marked.bytes).greyscale().stats();
        expect((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0)).toBeGreaterThan(60);
      }
    }
  });
});
