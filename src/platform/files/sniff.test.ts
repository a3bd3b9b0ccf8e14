import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { compoundOf } from "../../../tests/fixtures/compound.ts";
import { compoundNames } from "./compound.ts";
import { detectType } from "./detect.ts";
import { diskStore } from "./disk.ts";
import { type AdmitLimits, admit, cleanName, judge } from "./sniff.ts";
import { inspectZip } from "./zip.ts";

const folder = await mkdtemp(join(tmpdir(), "sniff-"));
const store = await diskStore(folder);
afterAll(() => rm(folder, { recursive: true }));

async function admitted(name: string, content: Buffer | string, limits?: AdmitLimits) {
  const bytes = Buffer.from(content);
  const blob = await store.put(
    (async function* () {
      yield bytes;
    })(),
    { limit: 1e9 },
  );
  return admit(store, blob, name, limits);
}

/** A zip of the given files. `claim` is what its directory says of the first entry's size. */
function zip(entries: Record<string, Buffer | string>, claim?: number): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(plain.length, 22);
    local.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(8, 10);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(central.length === 0 && claim !== undefined ? claim : plain.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    central.push(Buffer.concat([record, Buffer.from(name)]));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function png(width: number, height: number): Buffer {
  const head = Buffer.from(
    "89504e470d0a1a0a0000000d49484452000000000000000008060000000000000000000049444154",
    "hex",
  );
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, Buffer.alloc(64)]);
}

const docx = { "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" };

describe("takes what a project sale is made of", () => {
  test.each<[string, Buffer | string, string, string]>([
    ["Offer.PDF", "%PDF-1.7\n1 0 obj", "application/pdf", "document"],
    ["notes.txt", "Pöytäkirja 22.11.\n", "text/plain", "text"],
    ["latin.txt", Buffer.from("P\xf6yt\xe4kirja", "latin1"), "text/plain", "text"],
    ["costs.csv", "a;b\n1;2\n", "text/csv", "spreadsheet"],
    ["plant.stp", "ISO-10303-21;\nHEADER;", "model/step", "drawing"],
    ["layout.dwg", `AC1032${"\0".repeat(200)}`, "image/vnd.dwg", "drawing"],
    ["plan.svg", '<?xml version="1.0"?>\n<!-- x --><svg xmlns="a"/>', "image/svg+xml", "drawing"],
    ["photo.png", png(4000, 3000), "image/png", "image"],
    [
      "old.xls",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      "application/vnd.ms-excel",
      "spreadsheet",
    ],
    ["set.zip", zip({ "a.txt": "hello" }), "application/zip", "archive"],
    ["page.html", "<!doctype html><p>x", "text/html", "page"],
    ["schedule.xml", '<?xml version="1.0"?><Project/>', "application/xml", "schedule"],
  ])("%s", async (name, content, type, category) => {
    expect(await admitted(name, content)).toMatchObject({ type, category, name });
  });

  test("an Office file whose parts lie in another order", async () => {
    const odd = zip({
      "docProps/app.xml": "<a/>",
      "word/document.xml": "<w/>",
      "[Content_Types].xml": "<Types/>",
    });
    expect((await admitted("Offer.docx", odd)).type).toContain("wordprocessingml.document");
    expect((await admitted("Offer.docx", zip(docx))).type).toContain("wordprocessingml.document");
  });

  test.each<[string, string]>([
    ["Offer.doc", "WordDocument"],
    ["Costs.xls", "Workbook"],
    ["Costs.xls", "Book"],
    ["Talk.ppt", "PowerPoint Document"],
    ["Mail.msg", "__properties_version1.0"],
    ["Offer.docx", "EncryptedPackage"],
    ["Costs.xlsx", "EncryptedPackage"],
    ["Plan.mpp", "Props"],
  ])("%s that holds %s", async (name, entry) => {
    const names = ["Root Entry", "\u0005SummaryInformation", "a", "b", "c", entry];
    expect((await admitted(name, compoundOf(names))).name).toBe(name);
  });

  test("RTF under the name of a Word document, as many programs write it", async () => {
    expect((await admitted("Offer.doc", "{\\rtf1\\ansi x}")).type).toBe("application/msword");
  });

  test("a name without an extension gets that of its content", async () => {
    expect((await admitted("Offer 2.3", "%PDF-1.7\n")).name).toBe("Offer 2.3.pdf");
  });
});

describe("refuses, with a code that has words", () => {
  test.each<[string, Buffer | string, string]>([
    ["empty.pdf", "", "file-empty"],
    ["setup.exe", "MZ\x90\0", "file-executable"],
    ["Offer.pdf", `MZ${"\0".repeat(100)}`, "file-executable"],
    ["Offer.pdf.exe", "%PDF-1.7\n", "file-executable"],
    ["build.txt", "#!/bin/sh\nrm -rf /\n", "file-executable"],
    ["tool.jar", zip({ "META-INF/MANIFEST.MF": "x", "A.class": "y" }), "file-executable"],
    ["Budget.xlsm", zip({ "[Content_Types].xml": "x", "xl/workbook.xml": "y" }), "file-executable"],
    ["Offer.pdf", "<html><script>alert(1)</script>", "file-type-mismatch"],
    ["photo.jpg", png(1, 1), "file-type-mismatch"],
    ["notes.txt", "<script>alert(1)</script>", "file-type-mismatch"],
    ["Offer.docx", zip({ "a.txt": "x" }), "file-type-mismatch"],
    ["Offer.doc", compoundOf(["Root Entry", "Workbook"]), "file-type-mismatch"],
    ["Plan.dwg", compoundOf(["EncryptedPackage"]), "file-type-mismatch"],
    ["Offer.docx", zip({ ...docx, "word/vbaProject.bin": "x" }), "file-executable"],
    [
      "Costs.xlsx",
      zip({ "[Content_Types].xml": "x", "xl/workbook.xml": "y", "xl/vbaProject.bin": "z" }),
      "file-executable",
    ],
    ["model.blend", "BLENDER-v300", "file-type-not-allowed"],
    ["set.zip", "PK\x03\x04 and then nothing at all", "archive-damaged"],
  ])("%s: %s", async (name, content, code) => {
    await expect(admitted(name, content)).rejects.toMatchObject({ code });
  });

  test("an archive that claims to hold too much", async () => {
    const bomb = zip({ "a.txt": "x" }, 0xf0000000);
    await expect(admitted("bomb.zip", bomb)).rejects.toMatchObject({
      code: "archive-too-large",
      params: { megabytes: 2147 },
    });
    const unlike = { maxUncompressed: 1e9, maxRatio: Number.POSITIVE_INFINITY, ratioFrom: 0, maxEntries: 10 };
    await expect(admitted("bomb.zip", bomb, { zip: unlike })).rejects.toMatchObject({
      code: "archive-too-large",
    });
    const steep = zip({ "a.txt": Buffer.alloc(70 * 1024 * 1024) });
    await expect(admitted("steep.zip", steep)).rejects.toMatchObject({ code: "archive-too-large" });
  });

  test("an archive of too many files, or cut short", async () => {
    const limits = { maxUncompressed: 1e9, maxRatio: 100, ratioFrom: 1e9, maxEntries: 2 };
    const three = zip({ a: "1", b: "2", c: "3" });
    const miscounted = Buffer.from(three);
    miscounted.writeUInt16LE(2, three.length - 12);
    await expect(admitted("odd.zip", miscounted)).rejects.toMatchObject({ code: "archive-damaged" });
    await expect(admitted("many.zip", three, { zip: limits })).rejects.toMatchObject({
      code: "archive-too-large",
    });
    for (let length = 0; length < three.length; length++) {
      const cut = three.subarray(0, length);
      const read = async (start: number, end: number) => cut.subarray(Math.max(start, 0), end + 1);
      await expect(inspectZip(length, read)).rejects.toMatchObject({ code: "archive-damaged" });
    }
  });

  test("a picture of too many pixels", async () => {
    await expect(admitted("big.png", png(60_000, 60_000))).rejects.toMatchObject({
      code: "image-too-large",
      params: { megapixels: 250 },
    });
  });

  test("every code has words in both languages", async () => {
    const { codes } = await import("./errors.ts");
    for (const locale of ["en", "fi"]) {
      const words = JSON.parse(await readFile(join("messages", locale, "problems.json"), "utf8"));
      expect(codes.filter((code) => !words[code])).toEqual([]);
    }
  });
});

test("a compound file that is broken, or leads back to itself, says nothing", async () => {
  const whole = compoundOf(["a", "b", "c", "d", "WordDocument"]);
  const names = (bytes: Buffer) => compoundNames(async (at, length) => bytes.subarray(at, at + length));
  expect((await names(whole))?.filter((name) => name !== "")).toEqual(["a", "b", "c", "d", "WordDocument"]);
  for (let length = 0; length < whole.length; length += 37) await names(whole.subarray(0, length));
  const round = Buffer.from(whole);
  round.writeUInt32LE(1, 512 + 4);
  expect((await names(round))?.length).toBeLessThan(5000);
  for (let at = 8; at < 700; at++) {
    const noisy = Buffer.from(whole);
    noisy[at] = 0x7f;
    await names(noisy);
  }
});

test("names lose folders, direction marks and line breaks, and keep their extension", () => {
  expect(cleanName("C:\\Temp\\Tarjous ä.pdf")).toBe("Tarjous ä.pdf");
  expect(cleanName("../../etc/passwd")).toBe("passwd");
  expect(cleanName("a\r\nb\u202efdp.exe")).toBe("abfdp.exe");
  expect(cleanName(" .. ")).toBe("file");
  expect(cleanName(`${"å".repeat(300)}.pdf`)).toMatch(/^å{196}\.pdf$/);
  expect(() => judge(cleanName("cod\u202efdp.exe"), "application/pdf")).toThrow("file-executable");
});

test("cut in the middle of a letter, text is still text", async () => {
  const bytes = Buffer.from("ääkköset");
  expect(await detectType(bytes.subarray(0, 3), true)).toBe("text/plain");
});
