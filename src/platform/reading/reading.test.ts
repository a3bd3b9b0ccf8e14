import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { ZipFile } from "yazl";
import { inWorker } from "../workers.ts";
import { readAs } from "./index.ts";
import { readWorkbook } from "./workbook.ts";

const folder = await mkdtemp(join(tmpdir(), "workbooks-"));
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function read(bytes: Uint8Array, limits = {}) {
  const path = join(folder, String(++count));
  await writeFile(path, bytes);
  const task = { path, rows: 3, columns: 2, cells: 1000, letters: 20, unpacked: 20_000_000, ...limits };
  return inWorker(readWorkbook, task, { timeoutMs: 20_000, heapMb: 256 });
}

async function zipOf(parts: Record<string, string | Buffer>) {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const sheet = (cells: string) => ({
  "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  "xl/workbook.xml":
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
});
const cell = (value: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${value}</t></is></c></row>`;

test("sheets are tables, cut at their limits, with how much there is", async () => {
  const data = [
    [{ value: "Höyry" }, { value: 540.5 }, { value: "third" }],
    [{ value: new Date("2026-11-22T00:00:00Z"), type: Date, format: "yyyy-mm-dd" }, { value: true }, null],
    [{ value: "x".repeat(30) }, null, null],
    [{ value: "fourth" }, null, null],
  ];
  const made = (await writeExcelFile([{ data, sheet: "Offer" }] as never).toBuffer()) as Buffer;
  expect(await read(made)).toEqual([
    {
      name: "Offer",
      rows: [
        ["Höyry", 540.5],
        [{ at: "2026-11-22" }, true],
        [`${"x".repeat(20)} …`, ""],
      ],
      allRows: 4,
      allColumns: 3,
    },
  ]);
});

test("a formula is what it came to when it was saved", async () => {
  const formula = '<row r="1"><c r="A1"><f>WEBSERVICE("https://example.org")</f><v>7</v></c></row>';
  expect((await read(await zipOf(sheet(formula))))[0]?.rows).toEqual([[7]]);
});

test("bombs, liars, entities and noise end in a word", async () => {
  const word = (bytes: Uint8Array, limits = {}) =>
    read(bytes, limits).then(
      () => "read",
      (error) => (error.reason === "failed" ? error.message : error.reason),
    );
  const bomb = await zipOf(sheet(cell(" ".repeat(30_000_000))));
  expect(await word(bomb)).toBe("too-large");
  // The list says 1,000 bytes where 30 MB are.
  const liar = Buffer.from(bomb);
  for (
    let at = liar.indexOf("PK\x01\x02", 0, "latin1");
    at >= 0;
    at = liar.indexOf("PK\x01\x02", at + 4, "latin1")
  )
    if (liar.readUInt32LE(at + 24) > 1_000_000) liar.writeUInt32LE(1000, at + 24);
  expect(await word(liar)).toMatch(/larger than|maxOutputLength|Cannot create a Buffer/i);
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"bcdefghij"[n]} "${`&${"abcdefghi"[n]};`.repeat(10)}">`).join("")}]>`;
  const parts = sheet(cell("&j;"));
  const laughing = { ...parts, "xl/worksheets/sheet1.xml": laughs + parts["xl/worksheets/sheet1.xml"] };
  expect(JSON.stringify(await read(await zipOf(laughing)).catch(() => "refused")).length).toBeLessThan(1000);
  expect(await word(Buffer.from("PK\x03\x04 and noise"))).toBe("broken");
  expect(await word(Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]))).toBe(
    "encrypted",
  );
  for (let part = 1; part < 10; part++) await word(bomb.subarray(0, (bomb.length * part) / 10));
  // One cell a million rows down does not take the memory of a million rows' cells.
  const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
  expect(["read", "memory", "timeout"]).toContain(await word(await zipOf(sheet(far))));
}, 60_000);

test("what is read as text is never what a browser would run", () => {
  expect(["text/html", "image/svg+xml", "text/plain", "application/xml"].map(readAs)).toEqual(
    Array(4).fill("text"),
  );
  expect(["application/zip", "application/pdf", "image/vnd.dwg", "video/quicktime"].map(readAs)).toEqual(
    Array(4).fill(null),
  );
});
