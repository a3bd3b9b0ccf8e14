import { expect, test } from "vitest";
import { textOfPdf } from "../files/text.ts";
import { looksLikeValues } from "./kind.ts";
import { linesOf, pdfOfTables, pdfOfText } from "./set.ts";

const read = async (pdf: Buffer) => textOfPdf(new Uint8Array(pdf));

test("a text is set as it was written, on as many pages as it needs", async () => {
  const text = `Höyry 540 °C\n\n    indented\tby a tab\n${"x".repeat(250)}\n#import "@preview/a" *\\ $1$ 中文 😀 \u0007\n${"line\n".repeat(80)}`;
  const made = await pdfOfText(text);
  const { pages, text: said } = await read(made);
  expect(pages).toBe(2);
  for (const part of ["Höyry 540 °C", "indented by a tab", '#import "@preview/a" *\\ $1$'])
    expect(said.replace(/[ \u00a0]+/g, " ")).toContain(part.trim());
  expect((await read(await pdfOfText(""))).pages).toBe(1);
});

test("long lines go on in the next, and what never ends is cut", () => {
  expect(linesOf(`${"a".repeat(105)}\n\tb`)).toEqual(["a".repeat(104), "a", "    b"]);
  const many = linesOf("\n".repeat(1_000_000).concat("end"));
  expect([many.length, many.at(-1)]).toEqual([20_001, "…"]);
});

test("tables are set on pages as wide as they need, each with the names of its columns", async () => {
  const rows = [
    ["Part", "Power", "When", "Fits", ...Array.from({ length: 26 }, (_, at) => `C${at}`)],
    ["Boiler", 540.5, { at: "2026-11-22T10:30" }, true],
    ...Array.from({ length: 60 }, (_, at) => [`Row ${at}`, at]),
  ];
  const made = await pdfOfTables([
    { name: "Offer", rows, allRows: 62, allColumns: 30 },
    { name: "Empty", rows: [], allRows: 0, allColumns: 0 },
    { name: "Cut", rows: [["here"]], allRows: 9, allColumns: 1 },
  ]);
  const { pages, text } = await read(made);
  expect(pages).toBe(4);
  for (const part of ["Offer", "540.5", "2026-11-22 10:30", "true", "Row 59", "AD", "Empty", "here", "…"])
    expect(text).toContain(part);
});

test("a table of many cells is set within its time, cut where it is too much", async () => {
  const rows = Array.from({ length: 5000 }, (_, row) =>
    Array.from({ length: 50 }, (_, at) => `${row} ${at}`),
  );
  const { text } = await read(await pdfOfTables([{ name: "", rows, allRows: 5000, allColumns: 50 }]));
  expect(text).toContain("399 49");
  expect(text).not.toContain("400 0\n");
}, 60_000);

test("values are told from text by their separators", () => {
  expect(["a;b\n1;2\n", 'a,b\n"x,y",2', "a\tb\n\n1\t2"].map(looksLikeValues)).toEqual([true, true, true]);
  expect(["One, two\nthree\n", "a;b", "", "plain\nwords"].map(looksLikeValues)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
