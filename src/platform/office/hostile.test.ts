import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { compoundOf } from "../../../tests/fixtures/compound.ts";
import { textOfPdf } from "../files/text.ts";
import { convertOffice, makesPdf, OfficeFailure } from "./index.ts";
import { UNSHARE } from "./sandbox.ts";

const installed = makesPdf("application/vnd.oasis.opendocument.text");
const folder = await mkdtemp(join(tmpdir(), "hostile-office-"));
afterAll(() => rm(folder, { recursive: true }));

let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  response.end("here");
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, ready)));
afterAll(() => new Promise((closed) => server.close(closed)));
const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary`;

let count = 0;
async function file(bytes: Uint8Array) {
  const path = join(folder, String(++count));
  await writeFile(path, bytes);
  return path;
}

async function zipOf(parts: Record<string, string | Buffer>) {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return file(Buffer.concat(pieces));
}

const said = async (path: string) => (await textOfPdf(new Uint8Array(await convertOffice(path, "pdf")))).text;
const word = (path: string) =>
  convertOffice(path, "pdf", 15_000).then(
    () => "made",
    (error: unknown) => (error instanceof OfficeFailure ? error.reason : String(error)),
  );

const names =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dom="http://www.w3.org/2001/xml-events"';

test.skipIf(!installed)(
  "a macro that a document begins with is not run, and what it links to is not fetched (needs LibreOffice)",
  async () => {
    const event = (name: string) =>
      `<script:event-listener script:language="ooo:script" script:event-name="dom:${name}" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/>`;
    const macro = `Sub Main
ThisComponent.Text.String = "MACRO RAN"
End Sub`;
    const path = await file(
      Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<office:document ${names} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries><ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>${macro}</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners>${["load", "open", "load-finished", "view-created"].map(event).join("")}</office:event-listeners></office:scripts>
<office:body><office:text><text:p>Fine</text:p><text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="${here()}.png"/></draw:frame></text:p>
<text:section text:name="s"><text:section-source xlink:href="${here()}.txt"/><text:p>old</text:p></text:section></office:text></office:body></office:document>`),
    );
    const text = await said(path);
    expect(text).toContain("Fine");
    expect(text).not.toContain("MACRO RAN");
    expect(asked).toBe(0);
  },
  120_000,
);

test.skipIf(!installed)(
  "where it runs there is no network, no file of this machine, and no other process (needs LibreOffice)",
  () => {
    const [root, work] = [join(folder, "root"), join(folder, "work")];
    for (const one of [root, work]) mkdirSync(one);
    writeFileSync(join(folder, "secret"), "SECRET-OF-THE-MACHINE");
    const port = (server.address() as AddressInfo).port;
    // In the place of LibreOffice: what it would see.
    const probe = `#!/bin/bash
exec > /work/seen 2>&1
echo "networks: $(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' \\n')"
(exec 3<> /dev/tcp/127.0.0.1/${port}) 2> /dev/null && echo "reached the machine"
[ -e ${folder}/secret ] && echo "saw the secret"
[ -e /etc/passwd ] && echo "saw /etc"
[ -e ${process.cwd()} ] && echo "saw the project"
echo "processes: $(ls /proc | grep -c '^[0-9]')"
echo "variables: $(env | cut -d= -f1 | sort | tr '\\n' ' ')"
touch /usr/here 2> /dev/null && echo "wrote to /usr"
echo end
`;
    writeFileSync(join(work, "probe"), probe);
    chmodSync(join(work, "probe"), 0o755);
    execFileSync("unshare", [...UNSHARE, root, work, "/work/probe", "document", "pdf"]);
    const seen = readFileSync(join(work, "seen"), "utf8");
    expect(seen).toContain("networks: lo\n");
    expect(Number(/processes: (\d+)/.exec(seen)?.[1])).toBeLessThan(10);
    expect(seen).toMatch(/variables: (?:(?:HOME|LC_ALL|PATH|PWD|SHLVL|_) )+\n/);
    expect(seen).not.toMatch(/reached|saw|wrote/);
    expect(seen).toMatch(/end\n$/);
  },
);

test.skipIf(!installed)(
  "bombs, broken compound files, noise and documents that nest for ever end in a word (needs LibreOffice)",
  async () => {
    const document = (body: string) => ({
      "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      "word/document.xml": body,
    });
    const words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const nested = `${"<w:tbl><w:tr><w:tc>".repeat(3000)}${"</w:tc></w:tr></w:tbl>".repeat(3000)}`;
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"bcdefghij"[n]} "${`&${"abcdefghi"[n]};`.repeat(10)}">`).join("")}]>`;
    const hostile = {
      spaces: await zipOf(
        document(
          `<w:document xmlns:w="${words}"><w:body><w:p><w:r><w:t xml:space="preserve">${" ".repeat(60_000_000)}</w:t></w:r></w:p></w:body></w:document>`,
        ),
      ),
      nested: await zipOf(document(`<w:document xmlns:w="${words}"><w:body>${nested}</w:body></w:document>`)),
      laughs: await zipOf(
        document(
          `${laughs}<w:document xmlns:w="${words}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`,
        ),
      ),
      compound: await file(compoundOf(["Root Entry", "WordDocument", "1Table"])),
      cut: await file(compoundOf(["Root Entry", "PowerPoint Document"]).subarray(0, 700)),
      rtf: await file(Buffer.from(`{\\rtf1${"{\\b".repeat(100_000)} x`)),
    };
    const ends: Record<string, string> = {};
    for (const [name, path] of Object.entries(hostile)) {
      ends[name] = await word(path);
    }
    for (const end of Object.values(ends)) expect(["made", "broken", "too-complex"]).toContain(end);
    // The next document is none the worse for it.
    expect(await said(await file(Buffer.from("{\\rtf1 Still here}")))).toContain("Still here");
  },
  180_000,
);
