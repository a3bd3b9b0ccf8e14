import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, it } from "vitest";
import { config } from "#platform/config.ts";
import { blobStore } from "#platform/files/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { askEngine } from "#platform/pages/pool.ts";
import { typesetPdf } from "#platform/typeset/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles } from "../../../../tests/fixtures/documents.ts";
import { markedPdf } from "./marked-pdf.ts";
import { markOf } from "./watermark.ts";

testDatabase();
testFiles();
afterAll(endPages);

const has = (program: string) => spawnSync(program, ["--version"]).status !== null;
const given = { name: "Berta Öhman", company: "Nordmill", room: "NMS-PM3", code: "K7F3Q-9XMTR" };

async function copyOf(source: string) {
  const original = await typesetPdf(source);
  const path = join(config().DATA_DIR, "original.pdf");
  writeFileSync(path, original);
  const store = await blobStore();
  const { hash } = await store.put(Readable.from([Buffer.from(original)]), { limit: 10_000_000 });
  const parts: Uint8Array[] = [];
  for await (const part of markedPdf(hash, markOf(given, new Date()), { who: "x" }, "Käyttöohje – höyry.pdf"))
    parts.push(part);
  const copy = join(config().DATA_DIR, "marked.pdf");
  writeFileSync(copy, Buffer.concat(parts));
  return { original: path, copy };
}

const manual = `#set document(title: "Manual")
#set text(lang: "en", size: 12pt, hyphenate: true, font: "Libertinus Serif")
#set page(width: 300pt, height: 400pt, margin: 30pt, numbering: "i")
#set par(justify: true)
= Höyry & Dampf
International communication regarding superheated steamturbines necessitates extraordinarily well-known considerations. Ελληνικά, Кириллица, 540 °C.
#rotate(-90deg, reflow: true)[Upwards it runs]
== Below
#pagebreak()
= Turbiini
Toinen sivu`;

it("keeps words where they are, contents and the pages' own numbers, and shows the image alone", async () => {
  const { original, copy } = await copyOf(manual);
  const [was, now] = [original, copy].map((path) => ({ key: path, path }));
  if (!was || !now) throw new Error("no files");
  const [before, after] = [
    await askEngine({ ask: "describe", file: was }),
    await askEngine({ ask: "describe", file: now }),
  ];
  expect(after).toEqual(before);
  expect(before.labels).toEqual(["i", "ii"]);
  const words = async (file: typeof was, page: number) => {
    const { text, runs } = await askEngine({ ask: "text", file, page });
    return { said: text.replace(/[-\u00ad\s]+/g, ""), runs };
  };
  for (const page of [0, 1]) {
    const [theirs, ours] = [await words(was, page), await words(now, page)];
    expect(ours.said).toBe(theirs.said);
    const word = page === 0 ? "International" : "Toinen";
    const place = ({ runs }: typeof ours) =>
      runs.find(([, text]) => text.startsWith(word))?.slice(2) as number[];
    for (const [index, side] of place(ours).entries())
      expect(Math.abs(side - (place(theirs)[index] ?? 0))).toBeLessThan(4);
  }
  // Burned in: below the words there is nothing but the image, and its mark.
  const bytes = readFileSync(copy);
  expect(bytes.includes("/Tr") || bytes.includes("Libertinus")).toBe(false);
  const drawn = await askEngine({ ask: "render", file: now, page: 1, whole: { width: 300, height: 400 } });
  expect(drawn.pixels.subarray(300 * 4 * 200).some((one) => one < 220)).toBe(true);
  expect(bytes.length).toBeLessThan(900_000);
}, 30_000);

it.skipIf(!has("qpdf") || !has("pdftotext"))(
  "is sound to other programs, which find the words",
  async () => {
    const { original, copy } = await copyOf(manual);
    expect(execFileSync("qpdf", ["--check", copy]).toString()).toContain(
      "No syntax or stream encoding errors",
    );
    const text = (path: string) =>
      execFileSync("pdftotext", [path, "-"])
        .toString()
        .replace(/[-\u00ad]\s/g, "")
        .replace(/\s+/g, " ")
        .trim();
    for (const words of [
      "Höyry & Dampf",
      "superheated steamturbines",
      "Ελληνικά, Кириллица, 540 °C",
      "Toinen sivu",
    ]) {
      expect(text(copy)).toContain(words);
      expect(text(original)).toContain(words);
    }
    expect(execFileSync("pdfinfo", [copy]).toString()).toContain("Käyttöohje – höyry.pdf");
  },
  30_000,
);
