import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { textOfPdf } from "../files/text.ts";
import { convertOffice, makesPdf } from "./index.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const installed = makesPdf(DOCX);
const folder = await mkdtemp(join(tmpdir(), "office-"));
afterAll(() => rm(folder, { recursive: true }));

async function docx(body: string) {
  const zip = new ZipFile();
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
  add(
    "[Content_Types].xml",
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  add(
    "_rels/.rels",
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  );
  add(
    "word/document.xml",
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  );
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return file(Buffer.concat(pieces));
}

let count = 0;
async function file(bytes: Uint8Array) {
  const path = join(folder, String(++count));
  await writeFile(path, bytes);
  return path;
}

const said = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const textIn = async (path: string) =>
  (await textOfPdf(new Uint8Array(await convertOffice(path, "pdf")))).text;

test.skipIf(!installed)(
  "a document becomes a PDF, whatever came before it (needs LibreOffice)",
  async () => {
    const path = await docx(said("Steam at 540 C"));
    const noise = await file(Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(5000, 7)]));
    const made = await Promise.allSettled([convertOffice(noise, "pdf"), textIn(path)]);
    expect(made[1]).toMatchObject({ status: "fulfilled", value: expect.stringContaining("Steam at 540 C") });
  },
  120_000,
);

test.skipIf(!installed)(
  "a document reads no file of the machine (needs LibreOffice)",
  async () => {
    const secret = await file(Buffer.from("SECRET-OF-THE-MACHINE"));
    const field = (code: string) =>
      `<w:p><w:fldSimple w:instr="${code}"><w:r><w:t>old</w:t></w:r></w:fldSimple></w:p>`;
    const path = await docx(
      said("Fine") +
        field(`INCLUDETEXT &quot;${secret}&quot;`) +
        field("INCLUDETEXT &quot;/etc/passwd&quot;"),
    );
    const text = await textIn(path);
    expect(text).toContain("Fine");
    expect(text).not.toMatch(/SECRET-OF|root:/);
  },
  120_000,
);

test("what no part of LibreOffice reads is not made into pages", () => {
  expect(["application/zip", "image/png", "text/html"].map(makesPdf)).toEqual([false, false, false]);
});
