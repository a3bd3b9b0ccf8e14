import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { makesPdf, makesWorkbook } from "#platform/office/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages, forgetPages, pageImage } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { loadComparison } from "../compare/load.ts";
import { addDocument, reviseDocument, setDocumentRights } from "../index.ts";
import { pageSource } from "../queries/view.ts";
import type { Kind } from "./load.ts";
import { loadView } from "./opened.ts";

const RTF = "application/rtf";
const installed =
  makesPdf(RTF) && makesPdf("application/vnd.ms-powerpoint") && makesWorkbook("application/vnd.ms-excel");

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);
const { list, titles } = registerOf(() => world);

const folder = mkdtempSync(join(tmpdir(), "office-kinds-"));
afterAll(() => rmSync(folder, { recursive: true }));

const slides = (...texts: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation>
${texts.map((text) => `<draw:page><draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="4cm"><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame></draw:page>`).join("")}
</office:presentation></office:body></office:document>`;
const drawingOf = (presentation: string) =>
  presentation
    .replace("opendocument.presentation", "opendocument.graphics")
    .replaceAll("office:presentation>", "office:drawing>");
const rtf = (text: string) => `{\\rtf1\\ansi ${text}\\page Second}`;

/** A file of another kind, as LibreOffice writes it. */
function converted(from: string, source: string, to: string): Uint8Array<ArrayBuffer> {
  const name = `source-${to}.${from}`;
  writeFileSync(join(folder, name), source);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  spawnSync("soffice", [profile, "--headless", "--convert-to", to, "--outdir", folder, join(folder, name)]);
  return new Uint8Array(readFileSync(join(folder, `source-${to}.${to}`)));
}

async function shared(content: Uint8Array<ArrayBuffer>, name: string, title = name) {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, content, name),
    title,
    category: "technical.drawing",
  });
  return { room: room.id, document: id, revision };
}

async function see(who: TestPerson, at: Awaited<ReturnType<typeof shared>>): Promise<Kind> {
  for (;;) {
    const { kind } = await loadView(who.actor, at, new URLSearchParams());
    if (kind.kind !== "making") return kind;
  }
}

describe.skipIf(!installed)("Office files (needs LibreOffice with Writer, Impress and Calc)", () => {
  it.each([
    ["doc", "rtf"],
    ["docx", "rtf"],
    ["odt", "rtf"],
    ["ppt", "fodp"],
    ["pptx", "fodp"],
    ["odp", "fodp"],
    ["odg", "fodg"],
  ])(
    "%s: pages, for whoever may only view too, and words that are found",
    async (to, from) => {
      const word = `kuppi${to}`;
      const drawn = slides(`Steam ${word} 540`, "Second");
      const source = { rtf: rtf(`Steam ${word} 540`), fodp: drawn, fodg: drawingOf(drawn) }[from] ?? "";
      const at = await shared(converted(from, source, to), `offer.${to}`);
      await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
      const seen = await see(world.berta, at);
      if (seen.kind !== "pages") throw new Error(JSON.stringify(seen));
      expect([seen.made, seen.paged.sizes.reduce((sum, [, , pages]) => sum + pages, 0)]).toEqual([
        "office",
        2,
      ]);
      await runWaitingJobs();
      const found = (await list(world.berta, { text: word })).documents;
      expect(found.map((one) => [one.title, one.snippet?.includes(`\ue000${word}\ue001`)])).toEqual([
        [`offer.${to}`, true],
      ]);
      // Whoever may know that it exists, knows its title.
      await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "exists", version: 1 });
      expect(await titles(world.berta, { text: word })).toEqual([]);
      expect(await titles(world.sara, { text: word })).toEqual([`offer.${to}`]);
    },
    120_000,
  );

  it.each(["xls", "ods", "xlsx"])(
    "%s: a table, pages for whoever may only view, and cells that are found",
    async (to) => {
      const word = `kattila${to}`;
      const at = await shared(
        converted("csv", `Part,Power,When\n${word},540.5,2026-11-22\n`, to),
        `costs.${to}`,
      );
      const seen = await see(world.berta, at);
      expect(seen).toMatchObject({
        kind: "table",
        table: { head: ["Part", "Power", "When"], rows: [[word, 540.5, { at: "2026-11-22" }]] },
      });
      await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
      expect(await see(world.berta, at)).toMatchObject({ kind: "pages", made: "set" });
      await runWaitingJobs();
      expect(await titles(world.berta, { text: word })).toEqual([`costs.${to}`]);
      await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "exists", version: 1 });
      expect(await titles(world.berta, { text: word })).toEqual([]);
    },
    120_000,
  );

  it("pages that were swept away are made again, and nobody notices", async () => {
    const at = await shared(new TextEncoder().encode(rtf("Steam")) as Uint8Array<ArrayBuffer>, "swept.rtf");
    expect((await see(world.berta, at)).kind).toBe("pages");
    const { hash } = (await run(pageSource, world.berta.actor, at)).content;
    await forgetPages(hash);
    expect((await pageImage(hash, 1, { kind: "page", width: 160 })).bytes.length).toBeGreaterThan(100);
  }, 60_000);

  it("two revisions are compared by the pages that were made of them", async () => {
    const at = await shared(
      new TextEncoder().encode(rtf("Steam at 540 C")) as Uint8Array<ArrayBuffer>,
      "pair.rtf",
    );
    const next = await run(reviseDocument, world.sara.actor, {
      ...at,
      audience: world.room.audiences.room,
      upload: await upload(
        world.sara,
        world.room,
        new TextEncoder().encode(rtf("Steam at 560 C")),
        "pair.rtf",
      ),
    });
    const asked = { room: at.room, document: at.document, old: at.revision, now: next.id };
    const compared = await loadComparison(world.berta.actor, asked, 0);
    if ("failed" in compared) throw new Error(compared.failed);
    expect([compared.pairs.length, compared.differ, compared.drawn?.areas.length]).toEqual([2, [0], 1]);
    expect(JSON.stringify(compared.words)).toContain("560");
  }, 60_000);
});
