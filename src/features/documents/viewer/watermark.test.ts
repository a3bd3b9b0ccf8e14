import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { config } from "#platform/config.ts";
import { textOfPdf } from "#platform/files/text.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { askEngine } from "#platform/pages/pool.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles } from "../../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../../tests/fixtures/pdf.ts";
import { type Loader, sharing } from "../../../../tests/fixtures/viewer.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { setDocumentRights, showDocument } from "../index.ts";
import { traceWatermark } from "../queries/trace.ts";
import { pageSource } from "../queries/view.ts";
import { loader as fileLoader } from "../screens/file.ts";
import { loader as findLoader } from "../screens/page-find.ts";
import { loader as imageLoader } from "../screens/page-image.ts";
import { loader as textLoader } from "../screens/page-text.ts";
import { markedImage, markOf } from "./watermark.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

const shared = sharing(() => world);
const two = pagesOf([line("Steam at 540 C"), line("Second page, steam again")]);

describe("a watermark", () => {
  it("has a code a person and revision, which leads the owner's side alone to the person", async () => {
    const { at, get } = await shared(two);
    const { sara, sam, berta, erik, room } = world;
    for (const who of [berta, erik]) await get(imageLoader as Loader, who, 1);
    const rows = await database.owner<{ code: string; person_id: string }>(
      "select code, person_id from viewing_trace where revision_id = $1",
      [at.revision],
    );
    expect(new Set(rows.map((row) => row.code)).size).toBe(2);
    const code = rows.find((row) => row.person_id === berta.id)?.code ?? "";
    for (const who of [sara, sam])
      expect(
        await run(traceWatermark, who.actor, { room: room.id, code: code.toLowerCase().replace("-", " ") }),
      ).toMatchObject({
        person: { name: berta.name },
        revision: at.revision,
      });
    for (const who of [berta, erik, world.carl])
      await expect(run(traceWatermark, who.actor, { room: room.id, code })).rejects.toMatchObject({
        status: 404,
      });
    expect((await run(pageSource, berta.actor, at)).mark).toBeNull();
  });

  it("is burned into every image of those who may only view, their own, and into none of the others'", async () => {
    const { at, get } = await shared(two);
    const { sara, berta, erik, room } = world;
    const limit = (level: "view" | "exists", version: number) =>
      run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level, version });
    const { version } = await limit("view", 0);
    const grey = async (who: TestPerson, question: string) => {
      const answer = await get(imageLoader as Loader, who, 1, question);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const marked = sharp(bytes).greyscale().raw();
      // Below the line of text the page is white but for the mark.
      const { data, info } = await marked.toBuffer({ resolveWithObject: true });
      const below = data.subarray(Math.floor(info.height / 3) * info.width);
      return { tag: answer.headers.get("etag"), marked: below.some((one) => one < 220), bytes };
    };
    for (const question of ["?width=160", "?width=800", "?zoom=2&column=0&row=1"]) {
      const seen = await grey(berta, question);
      expect(seen.marked).toBe(true);
      expect((await grey(sara, question)).marked).toBe(false);
      const other = await grey(erik, question);
      expect(other.tag).not.toBe(seen.tag);
      expect(other.bytes.equals(seen.bytes)).toBe(false);
      // Nobody is told that their copy holds when it carries another's name.
      const borrowed = await get(imageLoader as Loader, berta, 1, question, {
        "if-none-match": other.tag ?? "",
      });
      expect(borrowed.status).toBe(200);
    }
    expect((await run(pageSource, berta.actor, at)).mark).toMatchObject({
      name: berta.name,
      room: room.code,
    });
    expect((await get(textLoader as Loader, berta, 1)).status).toBe(200);
    await limit("exists", version);
    for (const loader of [imageLoader, textLoader, findLoader])
      expect((await get(loader as Loader, berta, 1)).status).toBe(403);
    expect((await get(imageLoader as Loader, sara, 1)).status).toBe(200);
  });

  it("is in the whole copy that may be taken: a PDF of images with the words that may be read, and nothing else of the original", async () => {
    const { at, get } = await shared(two);
    const { sara, berta, erik } = world;
    await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level: "watermarked" });
    const answer = await get(fileLoader as Loader, berta, 1);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const copy = new Uint8Array(await answer.arrayBuffer());
    const [original, hers] = await Promise.all([textOfPdf(two.slice()), textOfPdf(copy.slice())]);
    expect(original.text).toContain("Steam at 540 C");
    // What may be seen in the viewer is found in the copy too; the pages themselves are images.
    expect((await get(textLoader as Loader, berta, 1)).status).toBe(200);
    expect(hers.pages).toBe(2);
    expect(hers.text.replace(/\s+/g, " ").trim()).toBe(original.text.replace(/\s+/g, " ").trim());
    expect(Buffer.from(copy).includes("Helvetica")).toBe(false);
    const path = `${config().DATA_DIR}/copy.pdf`;
    writeFileSync(path, copy);
    const file = { key: "copy", path };
    const about = await askEngine({ ask: "describe", file });
    expect(about.sizes).toEqual([
      [595, 842],
      [595, 842],
    ]);
    const page = await askEngine({ ask: "render", file, page: 1, whole: { width: 595, height: 842 } });
    expect(page.pixels.subarray(595 * 4 * 400).some((one) => one < 220)).toBe(true);
    const his = await (await get(fileLoader as Loader, erik, 1)).arrayBuffer();
    expect(Buffer.from(his).equals(Buffer.from(copy))).toBe(false);
    const taken = (await run(showDocument, sara.actor, at)).taken;
    expect(taken.filter((one) => one.kind === "document.downloaded").map((one) => one.by)).toEqual([
      erik.name,
      berta.name,
    ]);
  });

  it("names whoever looks as somebody else, and writes nothing", async () => {
    const { at } = await shared(two);
    const { sara, berta } = world;
    await run(setDocumentRights, sara.actor, { ...at, holder: "buyer", level: "view" });
    const as = { personId: berta.id, viewerId: sara.id };
    const source = await run(pageSource, as, at);
    expect(source.mark).toMatchObject({ name: `${sara.name} / ${berta.name}`, code: null });
  });

  it("is read on white and on black, differs by person, and is the same within the hour", async () => {
    const given = { name: "Berta", company: "Nordmill", room: "NMS-PM3", code: "K7F3Q-9XMTR" };
    const now = new Date("2026-11-22T10:20:00Z");
    const mark = markOf(given, now);
    expect(mark.lines.join(" ")).toBe("Berta, Nordmill 2026-11-22 10:00 UTC  NMS-PM3  K7F3Q-9XMTR");
    expect(markOf(given, new Date("2026-11-22T10:59:00Z")).tag).toBe(mark.tag);
    expect(markOf({ ...given, name: "Erik" }, now).tag).not.toBe(mark.tag);
    for (const background of ["#fff", "#000"]) {
      const create = { width: 800, height: 1131, channels: 3 as const, background };
      const bytes = await sharp({ create }).png().toBuffer();
      const plain = { type: "image/png" as const, bytes, whole: { width: 800, height: 1131 } };
      for (const part of [
        { kind: "page", width: 800 },
        { kind: "tile", zoom: 4, column: 0, row: 0 },
      ] as const) {
        const marked = await markedImage(plain, part, mark);
        const { channels } = await sharp(marked.bytes).greyscale().stats();
        expect((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0)).toBeGreaterThan(60);
      }
    }
  });
});
