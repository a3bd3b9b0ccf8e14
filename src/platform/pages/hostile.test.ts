import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { line, pagesOf, pdfOf, streamOf } from "../../../tests/fixtures/pdf.ts";
import { PageFailure } from "./failure.ts";
import { askEngine, endPages } from "./pool.ts";
import type { Answer } from "./shapes.ts";

/** PDFs that mean harm, or came broken: every question about them ends in an answer or in one of the known words. */

const folder = await mkdtemp(join(tmpdir(), "hostile-"));
afterAll(async () => {
  await endPages();
  await rm(folder, { recursive: true });
});

let count = 0;
async function file(bytes: Uint8Array | string) {
  const key = `hostile-${++count}.pdf`;
  const path = join(folder, key);
  await writeFile(path, bytes);
  return { key, path };
}

const whole = { width: 200, height: 280 };
const word = (error: unknown) => {
  if (error instanceof PageFailure) return error.reason;
  throw error;
};

/** Asks everything that the viewer would ask of a page; each answer, or the word for why there is none. */
async function askAll(bytes: Uint8Array | string, page = 0) {
  const about = await file(bytes);
  const known = await askEngine({ ask: "describe", file: about }).catch(word);
  const drawn = await askEngine({ ask: "render", file: about, page, whole }).catch(word);
  const text = await askEngine({ ask: "text", file: about, page }).catch(word);
  const links = await askEngine({ ask: "links", file: about, page }).catch(word);
  const letters = await askEngine({ ask: "letters", file: about, from: 0, pages: 24, characters: 1e6 }).catch(
    word,
  );
  return { known, drawn, text, links, letters };
}

const good = pagesOf([line("Steam at 540 C")]);
/** Whatever came before, the next file is read as ever. */
async function stillReads() {
  const { text } = await askAll(good);
  expect((text as Answer["text"]).text).toContain("Steam at 540 C");
}

test("cut off at any place", async () => {
  for (let part = 0; part < 20; part++) await askAll(good.slice(0, Math.floor((good.length * part) / 20)));
  await stillReads();
});

test("with bytes turned over at random", async () => {
  // The same noise at every run (an LCG after Numerical Recipes).
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % below;
  };
  for (let round = 0; round < 60; round++) {
    const bytes = good.slice();
    for (let turned = 0; turned < 12; turned++) bytes[random(bytes.length)] = random(256);
    await askAll(bytes);
  }
  await stillReads();
}, 60_000);

test("page trees, outlines, parents and forms that lead back to themselves", async () => {
  const ring = pdfOf([
    "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
    "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9/Parent 3 0 R>>",
    "<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>",
    "<</First 5 0 R/Last 5 0 R/Count 1>>",
    "<</Title(Round)/First 5 0 R/Next 5 0 R/Parent 5 0 R>>",
  ]);
  const { known } = await askAll(ring);
  expect(JSON.stringify(known).length).toBeLessThan(300_000);
  const form = pagesOf(["/I Do"], "/Resources<</XObject<</I 4 0 R>>>>", [
    streamOf("/I Do /I Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 4 0 R>>>>"),
  ]);
  expect((await askAll(form)).drawn).toBeTruthy();
  const deep = `${"<</A".repeat(20_000)} 1 ${">>".repeat(20_000)}`;
  await askAll(pdfOf(["<</Type/Catalog/Pages 2 0 R/X 3 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", deep]));
  await stillReads();
}, 60_000);

test("five thousand pages, and a count of pages that is a lie", async () => {
  const many = await file(pagesOf(Array.from({ length: 5000 }, () => "")));
  const about = await askEngine({ ask: "describe", file: many });
  expect([about.pages, about.sizes.length]).toEqual([5000, 5000]);
  expect((await askEngine({ ask: "render", file: many, page: 4999, whole })).width).toBe(200);
  const liar = Buffer.from(good).toString("latin1").replace("/Count 1", "/Count 2147483647");
  const { known } = await askAll(Buffer.from(liar, "latin1"), 2_000_000);
  expect(typeof known === "string" || known.sizes.length <= 20_000).toBe(true);
  await stillReads();
}, 90_000);

test("a page of a million points, of none, and of no number", async () => {
  for (const box of ["0 0 1e6 1e6", "0 0 1e30 1e30", "0 0 0 0", "9 9 -9 -9", "a b c d", "0 0 1e6 1"]) {
    const made = Buffer.from(good).toString("latin1").replace("0 0 595 842", box);
    const { known } = await askAll(Buffer.from(made, "latin1"));
    if (typeof known !== "string")
      for (const side of known.sizes.flat()) expect(Number.isFinite(side)).toBe(true);
  }
  await stillReads();
});

test("scripts, programs to start, addresses that are none and files inside are not passed on", async () => {
  const link = (action: string) => `<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<<${action}>>>>`;
  const annotations = [
    "/S/JavaScript/JS(app.alert\\(1\\))",
    "/S/Launch/F(cmd.exe)",
    "/S/URI/URI(javascript:alert\\(1\\))",
    "/S/URI/URI(file:///etc/passwd)",
    "/S/URI/URI(data:text/html,x)",
    "/S/SubmitForm/F(https://example.org/take)",
    "/S/GoToR/F(\\\\\\\\host\\\\share)",
    "/S/ImportData/F(x)",
  ].map(link);
  const attached = "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 50 50]/FS<</F(evil.exe)/EF<</F 4 0 R>>>>>>";
  const bytes = pagesOf(
    [line("Only this")],
    `/AA<</O<</S/JavaScript/JS(x)>>>>/Annots[${annotations.join(" ")}${attached}]`,
    [streamOf("SECRET-INSIDE", "/Type/EmbeddedFile")],
  );
  const opens = Buffer.from(bytes)
    .toString("latin1")
    .replace("/Type/Catalog", "/Type/Catalog/OpenAction<</S/JavaScript/JS(y)>>");
  for (const one of [bytes, Buffer.from(opens, "latin1")]) {
    const { known, text, links, letters } = await askAll(one);
    expect(links).toEqual([]);
    expect(JSON.stringify([known, text, letters])).not.toMatch(/SECRET|evil|alert|passwd|cmd/);
  }
});

test("fonts that are noise, and a packed stream of 200 MB", async () => {
  const font = (kind: string, bytes: Uint8Array) =>
    pagesOf([line("Broken letters").replace("/F ", "/B ")], "/Resources<</Font<</B 4 0 R>>>>", [
      "<</Type/Font/Subtype/TrueType/BaseFont/Noise/FirstChar 32/LastChar 33/Widths[500 500]/FontDescriptor 5 0 R>>",
      `<</Type/FontDescriptor/FontName/Noise/Flags 4/FontBBox[0 0 9 9]/${kind} 6 0 R>>`,
      streamOf(bytes, "/Length1 9999"),
    ]);
  const noise = Uint8Array.from({ length: 9999 }, (_, index) => (index * 7919) & 255);
  const named = Buffer.concat([Buffer.from([0, 1, 0, 0, 255, 255, 0, 1, 0, 1, 0, 1]), noise]);
  for (const [kind, bytes] of [
    ["FontFile", noise],
    ["FontFile2", named],
    ["FontFile3", Buffer.from("OTTO\xff\xff", "latin1")],
  ] as const)
    await askAll(font(kind, bytes));
  // Packed twice: some thousand bytes that become 200 MB.
  const once = streamOf(Buffer.alloc(200_000_000, " "));
  const start = Buffer.from(once).indexOf("stream\n") + 7;
  const twice = streamOf(once.slice(start, Buffer.from(once).lastIndexOf("\nendstream")));
  const bytes = Buffer.from(twice).toString("latin1").replace("/FlateDecode", "[/FlateDecode/FlateDecode]");
  const { drawn } = await askAll(pagesOf([Buffer.from(bytes, "latin1")]));
  expect(typeof drawn === "string" ? ["memory", "too-complex", "page-broken"] : ["ok"]).toContain(
    typeof drawn === "string" ? drawn : "ok",
  );
  await stillReads();
}, 120_000);

test("while one page takes for ever, this thread answers others", async () => {
  const slow = await file(
    pagesOf([
      streamOf("0 0 400 400 re 200 200 m 1 0 0 RG ".concat("0 0 m 500 800 l 9 700 l S ".repeat(400_000))),
    ]),
  );
  let longest = 0;
  let last = performance.now();
  const clock = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  await askEngine({ ask: "render", file: slow, page: 0, whole: { width: 1600, height: 2263 } }).catch(word);
  clearInterval(clock);
  expect(longest).toBeLessThan(1000);
}, 60_000);
