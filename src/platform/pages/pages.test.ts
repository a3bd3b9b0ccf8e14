import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { pagesOf, streamOf } from "../../../tests/fixtures/pdf.ts";
import { standingWorker } from "../standing-worker.ts";
import { typesetPdf } from "../typeset/index.ts";
import { engine, engineParts } from "./engine.ts";
import { placesOf } from "./fold.ts";
import { encodePage, smallerPage } from "./image.ts";
import { askEngine, endPages } from "./pool.ts";
import { imageSize } from "./sizes.ts";

const folder = await mkdtemp(join(tmpdir(), "pages-"));
afterAll(async () => {
  await endPages();
  await rm(folder, { recursive: true });
});

async function file(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { key: name, path };
}

const offer = await file(
  "offer.pdf",
  await typesetPdf(`#set document(title: "Tarjous")
#set text(lang: "fi", font: "Libertinus Serif", size: 12pt)
#set page(width: 400pt, height: 300pt, margin: 40pt)
= Höyry
Kattilan teho on 540 °C. #link("https://example.org/a")[Lähde]
#pagebreak()
= Turbiini
Toinen sivu`),
);

test("tells pages, their sizes and the outline", async () => {
  const about = await askEngine({ ask: "describe", file: offer });
  expect(about).toMatchObject({
    pages: 2,
    sizes: [
      [400, 300],
      [400, 300],
    ],
  });
  expect(about.outline.map(({ title, page }) => [title, page])).toEqual([
    ["Höyry", 0],
    ["Turbiini", 1],
  ]);
});

test("draws a page, and a tile that is exactly its part of the page", async () => {
  const whole = { width: 800, height: 600 };
  const page = await askEngine({ ask: "render", file: offer, page: 0, whole });
  const tile = await askEngine({
    ask: "render",
    file: offer,
    page: 0,
    whole,
    tile: { x: 64, y: 72, width: 200, height: 100 },
  });
  const cut = await sharp(page.pixels, { raw: { width: 800, height: 600, channels: 4 } })
    .extract({ left: 64, top: 72, width: 200, height: 100 })
    .raw()
    .toBuffer();
  expect(Buffer.from(tile.pixels).equals(cut)).toBe(true);
  expect(new Set(tile.pixels).size).toBeGreaterThan(10); // there are letters on it
});

test("gives the text with its place, from the upper left", async () => {
  const text = await askEngine({ ask: "text", file: offer, page: 0 });
  expect(text).toMatchObject({ width: 400, height: 300, matrix: [1, 0, 0, -1, 0, 300] });
  expect(text.text).toContain("Kattilan teho on 540 °C.");
  const run = text.runs.find(([, letters]) => letters.includes("Kattilan"));
  if (!run) throw new Error("no such line");
  const [start, letters, left, top, right, bottom] = run;
  expect(text.text.slice(start, start + letters.length)).toBe(letters);
  expect(left).toBeGreaterThan(38);
  expect(left).toBeLessThan(43);
  expect(top).toBeGreaterThan(50);
  expect(bottom).toBeLessThan(110);
  expect(right).toBeLessThan(361);
});

test("words that are broken at a line's end are found in the letters of a search and in those of the page alike", async () => {
  const narrow = await file(
    "narrow.pdf",
    await typesetPdf(`#set document(title: "Narrow")
#set text(lang: "en", size: 12pt, hyphenate: true)
#set page(width: 200pt, height: 300pt, margin: 20pt)
#set par(justify: true)
International communication regarding superheated steamturbines necessitates extraordinarily well-known considerations`),
  );
  const { text } = await askEngine({ ask: "text", file: narrow, page: 0 });
  const asked = { ask: "letters" as const, file: narrow, from: 0, pages: 1, characters: 1000 };
  const { texts } = await askEngine(asked);
  expect(text).toContain("\u00ad");
  for (const words of ["steamturbines", "regarding", "extraordinarily", "Well-Known"])
    expect([placesOf(text, words).length, placesOf(texts[0] ?? "", words).length]).toEqual([1, 1]);
});

test("the dots of a table of contents are a run of their own", async () => {
  const contents = await file(
    "contents.pdf",
    pagesOf([streamOf("BT /F 12 Tf 60 700 Td (Steam v1.2 . . . . . . . . 12) Tj ET")]),
  );
  const { runs, text } = await askEngine({ ask: "text", file: contents, page: 0 });
  expect(runs.map(([, said]) => said.trim())).toEqual(["Steam v1.2", ". . . . . . . .", "12"]);
  for (const [start, said] of runs) expect(text.slice(start, start + said.length)).toBe(said);
});

test("the boxes of a stretch of text lie in the PDF's own space, counted from below", async () => {
  const { text } = await askEngine({ ask: "text", file: offer, page: 0 });
  const start = text.indexOf("teho");
  const [box = []] = await askEngine({ ask: "quads", file: offer, page: 0, start, end: start + 4 });
  const [left = 0, bottom = 0, right = 0, top = 0] = box;
  expect(right - left).toBeGreaterThan(15);
  expect(right - left).toBeLessThan(40);
  expect(top).toBeLessThan(260);
  expect(bottom).toBeGreaterThan(180);
});

test("letters are found by the boxes that they lie in, and by flat lines under them", async () => {
  const { text } = await askEngine({ ask: "text", file: offer, page: 0 });
  const start = text.indexOf("teho");
  const boxes = await askEngine({ ask: "quads", file: offer, page: 0, start, end: start + 4 });
  const within = (given: number[][]) => askEngine({ ask: "within", file: offer, page: 0, boxes: given });
  expect(await within(boxes)).toEqual([start, start + 4]);
  const flat = boxes.map(([left = 0, bottom = 0, right = 0, top = 0]) => {
    const at = bottom + (top - bottom) / 3;
    return [left, at, right, at + 0.5];
  });
  expect(await within(flat)).toEqual([start, start + 4]);
  expect(await within([[0, 0, 3, 3]])).toBeNull();
});

test("passes on links to addresses of the web and nothing else", async () => {
  const links = await askEngine({ ask: "links", file: offer, page: 0 });
  expect(links).toMatchObject([{ address: "https://example.org/a" }]);
});

test("tells in a word why there is nothing to show, and reads the next file all the same", async () => {
  const words = async (bytes: Uint8Array | string) =>
    askEngine({ ask: "describe", file: await file(`bad-${Math.random()}`, bytes) }).catch(
      (error) => error.reason,
    );
  expect(await words("%PDF-1.7\nnot at all")).toBe("broken");
  expect(await words("")).toBe("broken");
  expect(
    await askEngine({ ask: "describe", file: { key: "x", path: join(folder, "none") } }).catch(
      (e) => e.reason,
    ),
  ).toBe("missing");
  expect(await askEngine({ ask: "text", file: offer, page: 7 }).catch((error) => error.reason)).toBe(
    "missing",
  );
  expect(await askEngine({ ask: "describe", file: offer })).toMatchObject({ pages: 2 });
});

test("what takes too long or too much is ended, and the thread goes on with the next", async () => {
  const bomb = await file("bomb.pdf", pagesOf([streamOf(Buffer.alloc(100_000_000, " "))]));
  for (const [limits, reason] of [
    [{ memory: 64 * 1024 ** 2, timeoutMs: 20_000 }, "memory"],
    [{ memory: 512 * 1024 ** 2, timeoutMs: 250 }, "timeout"],
  ] as const) {
    const start = { memory: limits.memory, open: 2 };
    const thread = standingWorker(engine, start, { ...limits, parts: engineParts });
    const drawn = { ask: "render" as const, page: 0, whole: { width: 100, height: 100 } };
    const asked = [thread.ask({ ...drawn, file: bomb }), thread.ask({ ...drawn, file: bomb })];
    for (const one of asked) await expect(one).rejects.toMatchObject({ reason });
    await thread.end();
  }
});

test("text becomes a palette image, a photograph WebP", async () => {
  const page = await askEngine({ ask: "render", file: offer, page: 0, whole: { width: 800, height: 600 } });
  const text = await encodePage(page);
  expect(text.type).toBe("image/png");
  expect(text.bytes.byteLength).toBeLessThan(20_000);
  const noise = { type: "gaussian" as const, mean: 128, sigma: 60 };
  const photo = sharp({ create: { width: 200, height: 200, channels: 3, background: "#345", noise } });
  const pixels = new Uint8Array(await photo.ensureAlpha().raw().toBuffer());
  expect((await encodePage({ width: 200, height: 200, pixels })).type).toBe("image/webp");
});

test("a smaller image is made of a larger one as it would be drawn", async () => {
  const drawn = async (width: number, height: number) =>
    askEngine({ ask: "render", file: offer, page: 0, whole: { width, height } });
  const small = await smallerPage((await encodePage(await drawn(800, 600))).bytes, {
    width: 480,
    height: 360,
  });
  const image = sharp(small.bytes);
  expect(await image.metadata()).toMatchObject({ width: 480, height: 360 });
  const [ours, theirs] = [await image.greyscale().raw().toBuffer(), await drawn(480, 360)];
  let apart = 0;
  for (let at = 0; at < ours.length; at++)
    apart += Math.abs((ours[at] ?? 0) - (theirs.pixels[at * 4 + 1] ?? 0));
  expect(apart / ours.length).toBeLessThan(3);
});

test("tiles cover the page, and there is none beyond it", () => {
  const a1 = [2384, 1684] as const;
  expect(imageSize(a1, { kind: "page", width: 800 })).toEqual({ whole: { width: 800, height: 565 } });
  expect(imageSize(a1, { kind: "tile", zoom: 2, column: 4, row: 3 }).tile).toEqual({
    x: 4096,
    y: 3072,
    width: 672,
    height: 296,
  });
  expect(imageSize(a1, { kind: "tile", zoom: 2, column: 5, row: 0 }).tile).toBeUndefined();
  const strip = imageSize([10, 100_000], { kind: "page", width: 800 }).whole;
  expect(strip.width * strip.height).toBeLessThan(16_000_000);
});
