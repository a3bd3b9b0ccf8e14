import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import readExcelFile, { readSheet } from "read-excel-file/node";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { setDocumentRights, showDocument, withdrawDocument } from "../index.ts";
import { everyCategoryWords } from "../model/usual-categories.ts";
import { bundle, type Wanted } from "./bundle.ts";
import { registerFile } from "./list-file.ts";
import { filtersOf, registerPages } from "./pages.ts";
import { sheetOf, workbook } from "./sheet.ts";
import { type Entry, uniquePaths, zipStream } from "./zip.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { add } = registerOf(() => world);
const reader = { locale: "en", timeZone: "Europe/Helsinki" };

/** What an independent reader finds in a ZIP: Python's own module. */
function unzip(bytes: Buffer): Record<string, string> {
  const folder = mkdtempSync("/tmp/frontstage-zip-");
  writeFileSync(`${folder}/a.zip`, bytes);
  try {
    const script =
      "import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({n:z.read(n).decode('utf-8','replace') for n in z.namelist()}))";
    return JSON.parse(execFileSync("python3", ["-c", script, `${folder}/a.zip`], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function* wantedFrom(who: TestPerson): AsyncGenerator<Wanted> {
  for await (const one of await registerPages(who.actor, world.room.id, {}))
    yield { ...one, document: one.id, revision: one.revisions[0]?.id ?? null, label: "", at: null };
}
const zipFor = async (who: TestPerson) =>
  unzip(
    await buffer(
      bundle(who.actor, world.room.id, wantedFrom(who), reader, everyCategoryWords([], reader.locale)),
    ),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no XML holds
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const rowsOf = async (bytes: Buffer, sheet = 1) => (await readSheet(bytes, sheet)) as unknown[][];

describe("a ZIP of the register", () => {
  it("has what one may download, in folders, and says of the rest why not; each file is a noted download", async () => {
    const { room, sara, erik } = world;
    const drawing = await add(sara, "room", "Layout ../../etc: passwd", "the layout", {
      category: "technical.drawing",
    });
    const seen = await add(sara, "room", "Only to look at", "to look at");
    await run(setDocumentRights, sara.actor, {
      room: room.id,
      document: seen.id,
      holder: "buyer",
      level: "view",
      version: 0,
    });
    await add(sara, "seller", "Win plan", "never to be told");
    const files = await zipFor(erik);
    const names = Object.keys(files);
    expect(names).toContain("List.xlsx");
    expect(names.filter((name) => name.startsWith("Technical/Drawings/"))).toHaveLength(1);
    expect(names.join()).not.toMatch(/\.\.\/|Win plan|Only to look/);
    expect(Object.values(files)).toContain("the layout");
    expect(Object.values(files).join()).not.toMatch(/to look at|never/);
    const { taken } = await run(showDocument, sara.actor, { room: room.id, document: drawing.id });
    expect(taken.map(({ by, kind }) => [by, kind])).toEqual([["Erik Engineer", "document.downloaded"]]);
  });

  it("ends cleanly when something is withdrawn while it is being read", async () => {
    const { room, sara, erik } = world;
    const one = await add(sara, "room", "First", "first");
    const two = await add(sara, "room", "Second", "second");
    const shown = await run(showDocument, sara.actor, { room: room.id, document: two.id });
    async function* wanted(): AsyncGenerator<Wanted> {
      const line = (document: typeof one, title: string) => ({
        ...document,
        document: document.id,
        title,
        category: null,
        label: "",
        at: null,
      });
      yield line(one, "First");
      await run(withdrawDocument, sara.actor, {
        room: room.id,
        document: two.id,
        version: shown.version,
        reason: "wrong",
      });
      yield line(two, "Second");
    }
    const bytes = await buffer(
      bundle(erik.actor, room.id, wanted(), reader, everyCategoryWords([], reader.locale)),
    );
    const names = Object.keys(unzip(bytes));
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/First/);
  });

  it("gives no path twice and closes what it reads when the reader goes away", async () => {
    const unique = uniquePaths();
    expect(["a/b.pdf", "a/B.pdf", "a/b.pdf", "c"].map(unique)).toEqual([
      "a/b.pdf",
      "a/B (2).pdf",
      "a/b (3).pdf",
      "c",
    ]);
    const endless = new PassThrough();
    endless.write("begun");
    const entries = async function* (): AsyncGenerator<Entry> {
      yield { path: "a", size: 1e12, at: new Date(), compress: false, stream: endless };
    };
    const zip = zipStream(entries(), async () => []);
    await new Promise((resolve) => zip.once("data", resolve));
    zip.destroy();
    await new Promise((resolve) => endless.once("close", resolve));
    expect(endless.destroyed).toBe(true);
  });

  it("takes no memory for large files", async () => {
    const megabytes = 600;
    const chunk = Buffer.alloc(1 << 20, 7);
    const entries = async function* (): AsyncGenerator<Entry> {
      const stream = Readable.from(
        (function* () {
          for (let n = 0; n < megabytes; n += 1) yield chunk;
        })(),
      );
      yield { path: "large.bin", size: megabytes * chunk.length, at: new Date(), compress: false, stream };
    };
    const before = process.memoryUsage().rss;
    let most = 0;
    let read = 0;
    for await (const part of zipStream(entries(), async () => [])) {
      read += (part as Buffer).length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(read).toBeGreaterThan(megabytes * chunk.length);
    expect(most - before).toBeLessThan(200e6);
  });
});

describe("the register as a workbook", () => {
  it("tells what one may see, dates as dates, and works nothing out", async () => {
    const { room, sara, erik } = world;
    await add(sara, "room", "=1+1", "text", { validUntil: "2027-03-31" });
    await add(sara, "seller", "Hidden margin", "text");
    const bytes = await registerFile(erik.actor, room.id, {}, reader);
    const [head, ...rows] = await rowsOf(bytes);
    const at = (name: string) => head?.indexOf(name) ?? -1;
    const row = rows.find((one) => one[at("Title")] === "=1+1");
    expect(row?.[at("Valid until")]).toEqual(new Date("2027-03-31T00:00:00Z"));
    expect(row?.[at("Shared on")]).toBeInstanceOf(Date);
    expect(String(row?.[at("Link")])).toMatch(/\/rooms\/.*\/documents\//);
    expect(JSON.stringify(rows)).not.toContain("Hidden margin");
    const inside = Object.entries(unzip(bytes)).map(([, text]) => text);
    expect(inside.join()).not.toMatch(/<f[ >]/);
    const filtered = await rowsOf(await registerFile(erik.actor, room.id, { text: "=1+1" }, reader));
    expect(filtered).toHaveLength(2);
  });

  it("carries any text there and back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: "grapheme" }),
            fc.constantFrom("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "12", "2027-01-01"),
          ),
          { minLength: 1, maxLength: 8 },
        ),
        async (texts) => {
          const sheet = sheetOf(
            "a/b?c",
            [{ header: "Text", width: 10, value: (text: string) => text }],
            texts,
          );
          const file = await workbook([sheet]);
          const rows = await rowsOf(file);
          const clean = (text: unknown) =>
            String(text ?? "")
              .replace(unfit, "")
              .replace(/\s+/g, " ")
              .trim();
          expect(
            rows
              .slice(1)
              .map(([text]) => clean(text))
              .filter(Boolean),
          ).toEqual(texts.map(clean).filter(Boolean));
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
    expect(await readExcelFile(await workbook([sheetOf("x", [], [])]))).toBeDefined();
  });
});

it("reads the address: several documents, filters, nothing else", () => {
  const id = crypto.randomUUID();
  expect(
    filtersOf(new URLSearchParams(`document=${id}&document=x&category=technical&room=1&limit=3&state=odd`)),
  ).toEqual({
    category: "technical",
    chosen: id,
  });
});
