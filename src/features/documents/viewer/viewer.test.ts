import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { line, pagesOf, pdfOf } from "../../../../tests/fixtures/pdf.ts";
import { type Loader, sharing } from "../../../../tests/fixtures/viewer.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { reviseDocument, setDocumentRights, viewRevision, withdrawDocument } from "../index.ts";
import { loader as findLoader } from "../screens/page-find.ts";
import { loader as imageLoader } from "../screens/page-image.ts";
import { loader as textLoader } from "../screens/page-text.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

const shared = sharing(() => world);
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
