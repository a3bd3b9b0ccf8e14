import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { pagesOf, streamOf } from "../../../tests/fixtures/pdf.ts";
import { typesetPdf } from "../typeset/index.ts";
import { diskStore } from "./disk.ts";
import { extractText, type TextLimits, textOfPdf } from "./text.ts";

const folder = await mkdtemp(join(tmpdir(), "text-"));
const store = await diskStore(folder);
afterAll(() => rm(folder, { recursive: true }));

async function extracted(content: Uint8Array | string, type: string, limits?: Partial<TextLimits>) {
  const chunks = async function* () {
    yield Buffer.from(content);
  };
  const blob = await store.put(chunks(), { limit: 1e9 });
  return extractText(store, { ...blob, type }, limits);
}

const offer = await typesetPdf(`#set document(title: "Tarjous")
#set text(lang: "fi", font: "Libertinus Serif")
Kattilalaitoksen tarjous: höyry 540 °C
#pagebreak()
Toinen sivu
#pagebreak()
Kolmas sivu`);

test("reads the pages of a PDF", async () => {
  const found = await extracted(offer, "application/pdf");
  expect(found).toMatchObject({ pages: 3, truncated: false });
  expect(found.reason).toBeUndefined();
  expect(found.text.split("\f").map((page) => page.trim())).toEqual([
    "Kattilalaitoksen tarjous: höyry 540 °C",
    "Toinen sivu",
    "Kolmas sivu",
  ]);
});

test("stops at the limits of pages, letters and bytes, and says so", async () => {
  expect(await extracted(offer, "application/pdf", { pages: 2 })).toMatchObject({
    pages: 3,
    truncated: true,
  });
  const short = await extracted(offer, "application/pdf", { characters: 10 });
  expect(short).toMatchObject({ text: "Kattilalai", truncated: true });
  expect(await extracted(offer, "application/pdf", { bytes: 1000 })).toMatchObject({
    text: "",
    reason: "too-large",
  });
});

test("reads text files, with their encoding", async () => {
  expect(await extracted("yksi\r\nkaksi\0".replace("\0", ""), "text/plain")).toMatchObject({
    text: "yksi\nkaksi",
  });
  expect(await extracted(Buffer.from("P\xf6yt\xe4", "latin1"), "text/csv")).toMatchObject({ text: "Pöytä" });
  expect(await extracted(Buffer.from("\ufeffPöytä", "utf16le"), "text/plain")).toMatchObject({
    text: "Pöytä",
  });
  expect(await extracted("abc", "text/plain", { characters: 2 })).toMatchObject({
    text: "ab",
    truncated: true,
  });
});

describe("gives a reason and no error", () => {
  const body = Buffer.from(offer).toString("latin1");
  const encrypted = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/P -44/O(${"o".repeat(32)})/U(${"u".repeat(32)})>>endobj
trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(b)]>>
%%EOF`;
  test.each<[string, string, string, string]>([
    ["no PDF at all", "hello", "application/pdf", "broken"],
    ["cut in half", body.slice(0, body.length / 2), "application/pdf", "broken"],
    ["encrypted", encrypted, "application/pdf", "encrypted"],
    ["empty", "", "application/pdf", "no-text"],
    ["a picture", "x", "image/png", "unsupported"],
    ["HTML", "<p>x", "text/html", "unsupported"],
    ["no text", "a\0b", "text/plain", "broken"],
  ])("%s", async (_what, content, type, reason) => {
    expect(await extracted(Buffer.from(content, "latin1"), type)).toMatchObject({ text: "", reason });
  });

  test("a page without letters", async () => {
    const drawing = await typesetPdf('#set document(title: "x")\n#rect()');
    expect(await extracted(drawing, "application/pdf")).toMatchObject({
      text: "",
      pages: 1,
      reason: "no-text",
    });
  });

  test("too slow, or too hungry", async () => {
    expect(await extracted(offer, "application/pdf", { timeoutMs: 1 })).toMatchObject({
      text: "",
      reason: "timeout",
    });
    const bomb = pagesOf([streamOf(Buffer.alloc(100_000_000, " "))]);
    expect(await extracted(bomb, "application/pdf", { memoryMb: 64 })).toMatchObject({
      text: "",
      reason: "memory",
    });
    // The file itself is read in pieces and takes none.
    const padded = Buffer.concat([offer, Buffer.alloc(40_000_000, " ")]);
    expect(await extracted(padded, "application/pdf", { memoryMb: 40 })).toMatchObject({ pages: 3 });
  });

  test("bytes changed at random", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const bytes = Buffer.from(offer);
      for (let at = 0; at < 40; at++)
        bytes[(seed * 7919 + at * 104729) % bytes.length] = (seed * 31 + at) % 256;
      const found = await textOfPdf(new Uint8Array(bytes), { timeoutMs: 5000 });
      expect(typeof found.text).toBe("string");
    }
  });
});

// Large real documents lie beside some checkouts (never inside). Where they do not, the generated ones above speak.
const samples = ["../shared/samples", "../../shared/samples"]
  .map((dir) => resolve(dir))
  .find((dir) => existsSync(dir));

test.skipIf(!samples).each([
  ["owasp-asvs-5.0.pdf", 120, "Application Security Verification"],
  ["a1-drawing-40000-strokes.pdf", 2, "DN0 PN16"],
])("a real document, if ../shared/samples is there: %s", async (name, pages, words) => {
  const bytes = new Uint8Array(readFileSync(join(samples ?? "", name)));
  let ticks = 0;
  const clock = setInterval(() => {
    ticks += 1;
  }, 5);
  const found = await textOfPdf(bytes);
  clearInterval(clock);
  expect(found).toMatchObject({ pages, truncated: false });
  expect(found.text).toContain(words);
  // It is read beside the server's own work, not in its place.
  expect(ticks).toBeGreaterThan(3);
});
