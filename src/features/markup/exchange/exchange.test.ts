import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { line, pagesOf, pdfOf } from "../../../../tests/fixtures/pdf.ts";
import { signedPart, signedPdf } from "../../../../tests/fixtures/signed.ts";
import type { Box, Point, Shape } from "../model/geometry.ts";
import { type Kind, kinds, states } from "../model/kinds.ts";
import type { Note } from "./note.ts";
import { annotated, annotationsIn } from "./pdf.ts";
import { notesOfXfdf, xfdfOf } from "./xfdf.ts";
import { readXml } from "./xml.ts";

const folder = mkdtempSync(join(tmpdir(), "frontstage-exchange-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const note = (id: string, kind: Kind, shape: Shape, more: Partial<Note> = {}): Note => ({
  id,
  kind,
  page: 0,
  shape,
  state: "open",
  settled: null,
  author: "Sara Säiliö, Höyry Oy",
  at: "2026-01-02T03:04:05.000Z",
  text: "Why 84 bar? – Miksi?\nSecond line (with brackets) \\ and € 漢",
  subject: "Comment 1 · Everyone in the room",
  replies: [],
  ...more,
});
const all: Note[] = [
  note("1", "highlight", {
    boxes: [
      [60, 775, 200, 800],
      [60, 740, 100, 770],
    ],
  }),
  note("2", "strike", { boxes: [[60, 700, 200, 720]] }, { page: 1 }),
  note(
    "3",
    "area",
    { boxes: [[300, 300, 400, 420]] },
    {
      state: "accepted",
      settled: { author: "Berta", at: "2026-02-03T00:00:00.000Z" },
      replies: [
        { id: "31", author: "Berta, Mill", at: "2026-01-03T00:00:00.000Z", text: "Because" },
        { id: "32", author: "Sam", at: "2026-01-04T00:00:00.000Z", text: "Sure" },
      ],
    },
  ),
  note(
    "4",
    "pin",
    { at: [500, 500] },
    { state: "rejected", settled: { author: "B", at: "2026-02-03T00:00:00.000Z" } },
  ),
  note(
    "5",
    "ink",
    {
      strokes: [
        [
          [10, 10],
          [20, 30],
          [40, 10],
        ],
        [[100, 100]],
      ],
    },
    { state: "closed", settled: { author: "B", at: "2026-02-03T00:00:00.000Z" } },
  ),
  note("6", "arrow", {
    line: [
      [100, 200],
      [150, 260],
    ],
  }),
];
const plain = ({ settled: _, ...rest }: Note) => rest;
const pdf = () => pagesOf([line("Steam pressure"), line("Second page")]);
const byId = (notes: Note[]) => [...notes].sort((a, b) => a.id.localeCompare(b.id)).map(plain);

/** Runs a tool of others, or says that it is not on this machine. */
function tool(name: string, args: string[]): string | null {
  try {
    return execFileSync(name, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw new Error(String((error as { stdout?: string }).stdout ?? error));
  }
}
const saved = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe("a PDF with comments as annotations", () => {
  it("keeps every byte that was there, and gives the same comments back", async () => {
    const before = pdf();
    const after = await annotated(pdf(), all);
    expect(Buffer.from(after.subarray(0, before.length)).equals(Buffer.from(before))).toBe(true);
    expect(byId(await annotationsIn(after))).toEqual(byId(all));
  });

  it("is well formed for other readers, who show the comments", async ({ skip }) => {
    const path = saved("checked.pdf", await annotated(pdf(), all));
    const checked = tool("qpdf", ["--check", path]);
    const drawn = tool("pdftocairo", ["-png", "-r", "36", path, join(folder, "drawn")]);
    if (checked === null && drawn === null) return skip("neither qpdf nor poppler is on this machine");
    if (checked !== null) expect(checked).toContain("No syntax or stream encoding errors found");
    if (drawn !== null) {
      tool("pdftocairo", ["-png", "-r", "36", saved("bare.pdf", pdf()), join(folder, "bare")]);
      for (const page of [1, 2])
        expect(
          readFileSync(join(folder, `drawn-${page}.png`)).equals(
            readFileSync(join(folder, `bare-${page}.png`)),
          ),
        ).toBe(false);
    }
  });

  it("has as many annotations for PDFium, of the kinds that were written", async () => {
    const { init } = await import("@embedpdf/pdfium");
    const wasm = createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm");
    const library = await init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer });
    library.PDFiumExt_Init();
    const bytes = await annotated(pdf(), all);
    const pdfium = library.pdfium as typeof library.pdfium & { HEAPU8: Uint8Array };
    const place = pdfium.wasmExports.malloc(bytes.length);
    pdfium.HEAPU8.set(bytes, place);
    const document = library.FPDF_LoadMemDocument(place, bytes.length, "");
    const kindsOn = (page: number) => {
      const handle = library.FPDF_LoadPage(document, page);
      return Array.from({ length: library.FPDFPage_GetAnnotCount(handle) }, (_, index) =>
        library.FPDFAnnot_GetSubtype(library.FPDFPage_GetAnnot(handle, index)),
      );
    };
    // Text 1, line 4, square 5, highlight 9, strike-out 12, ink 15; answers and states are texts.
    expect(kindsOn(0).filter((kind) => kind !== 1)).toEqual([9, 5, 15, 4]);
    expect(kindsOn(0).filter((kind) => kind === 1)).toHaveLength(1 + 2 + 3);
    expect(kindsOn(1)).toEqual([12]);
    library.FPDF_CloseDocument(document);
  });

  it("keeps annotations that were there, and comments of a second time", async () => {
    const once = await annotated(pdf(), all.slice(0, 3));
    const twice = await annotated(new Uint8Array(once), all.slice(3));
    expect(byId(await annotationsIn(twice))).toEqual(byId(all));
  });

  it("leaves a signature valid", async ({ skip }) => {
    const bytes = await signedPdf(pdf());
    if (!bytes) return skip("openssl is not on this machine");
    const after = await annotated(new Uint8Array(bytes), all);
    expect(Buffer.from(after.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true);
    const { digest, signature } = signedPart(after);
    expect(signature.includes(digest)).toBe(true);
    const said = tool("pdfsig", ["-nocert", saved("signed.pdf", after)]);
    if (said === null) return skip("pdfsig is not on this machine");
    expect(said).toContain("Signature is Valid");
  });

  it("says that a broken or an encrypted file cannot be written into", async () => {
    await expect(annotated(new Uint8Array(Buffer.from("no pdf at all")), all)).rejects.toMatchObject({
      code: "export-broken",
    });
    const { PDF } = await import("@libpdf/core");
    const open = await PDF.load(pdf());
    open.setProtection({ userPassword: "a", ownerPassword: "b" });
    const locked = new Uint8Array(await open.save());
    await expect(annotated(locked, all)).rejects.toMatchObject({ code: "export-encrypted" });
  });

  it("reads annotations of others, and no links or fields of forms", async () => {
    const annotations = [
      "<</Type/Annot/Subtype/Link/Rect[0 0 10 10]>>",
      "<</Type/Annot/Subtype/Underline/Rect[60 700 200 720]/QuadPoints[60 720 200 720 60 700 200 700]/T(Anna)/Contents(Under)>>",
      "<</Type/Annot/Subtype/Line/Rect[0 0 99 99]/L[1 2 3 4]/LE[/ClosedArrow/None]/Contents(Reversed)>>",
      "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/IRT 99 0 R/Contents(Of nobody)>>",
      "<</Type/Annot/Subtype/Text/Rect(bad)/Contents(Nowhere)>>",
      "<</Type/Annot/Subtype/Circle/Rect[10 10 30 30]/Contents<FEFF00E4>>>",
    ];
    const file = pdfOf([
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[${annotations.join("")}]>>`,
    ]);
    const notes = await annotationsIn(file);
    expect(notes.map(({ kind, text, shape }) => ({ kind, text, shape }))).toEqual([
      { kind: "highlight", text: "Under", shape: { boxes: [[60, 700, 200, 720]] } },
      {
        kind: "arrow",
        text: "Reversed",
        shape: {
          line: [
            [3, 4],
            [1, 2],
          ],
        },
      },
      { kind: "pin", text: "Of nobody", shape: { at: [20, 10] } },
      { kind: "area", text: "ä", shape: { boxes: [[10, 10, 30, 30]] } },
    ]);
  });
});

const coordinate = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((value) => value / 1000);
const point = fc.tuple(coordinate, coordinate) as fc.Arbitrary<Point>;
const box = fc
  .tuple(coordinate, coordinate, fc.integer({ min: 1, max: 900_000 }), fc.integer({ min: 1, max: 900_000 }))
  .map(([x, y, w, h]): Box => [x, y, Math.round(x * 1000 + w) / 1000, Math.round(y * 1000 + h) / 1000]);
const shapes: Record<Kind, fc.Arbitrary<Shape>> = {
  pin: point.map((at) => ({ at })),
  area: box.map((one) => ({ boxes: [one] })),
  highlight: fc.array(box, { minLength: 1, maxLength: 4 }).map((boxes) => ({ boxes })),
  strike: fc.array(box, { minLength: 1, maxLength: 4 }).map((boxes) => ({ boxes })),
  ink: fc
    .array(fc.array(point, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
    .map((strokes) => ({ strokes })),
  arrow: fc.tuple(point, point).map(([tail, head]) => ({ line: [tail, head] })),
};
const notes = fc
  .array(
    fc
      .constantFrom(...kinds)
      .chain((kind) =>
        fc.tuple(
          fc.constant(kind),
          shapes[kind],
          fc.string({ unit: "grapheme", maxLength: 40 }),
          fc.constantFrom(...states.filter((one) => one !== "answered")),
        ),
      ),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) =>
    list.map(([kind, shape, text, state], index) => note(`n${index}`, kind, shape, { text, state })),
  );
/** -0 is 0 in a file. */
const near = (list: Note[]) => JSON.parse(JSON.stringify(byId(list)));

describe("shapes", () => {
  it("come back from a PDF as they went in", async () => {
    await fc.assert(
      fc.asyncProperty(notes, async (list) => {
        expect(near(await annotationsIn(await annotated(pdf(), list)))).toEqual(near(list));
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it("come back from XFDF as they went in", () => {
    fc.assert(
      fc.property(notes, (list) => {
        expect(near(notesOfXfdf(xfdfOf(list, "a.pdf")))).toEqual(near(list));
      }),
    );
  });
});

describe("XFDF", () => {
  it("gives answers and states back", () => {
    expect(byId(notesOfXfdf(xfdfOf(all, 'a "b" <c>.pdf')))).toEqual(byId(all));
  });

  it("takes nothing that means harm", () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xfdf>&b;</xfdf>';
    for (const text of [
      bomb,
      "<xfdf>&secret;</xfdf>",
      "<a><b></a></b>",
      "",
      "text",
      "<a/><b/>",
      "<a>".repeat(50),
      "<xfdf>&__proto__;</xfdf>",
    ])
      expect(() => readXml(text)).toThrow();
    expect(readXml('<?xml version="1.0"?><!-- x --><x:a y="&lt;&#65;">&amp;<![CDATA[<b>]]></x:a>')).toEqual({
      name: "a",
      attributes: Object.assign(Object.create(null), { y: "<A" }),
      text: "&<b>",
      children: [],
    });
  });
});
