import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDocument, reviseDocument, setDocumentRights } from "#features/documents/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../../tests/fixtures/pdf.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { exportMarkup, importMarkup, makeMarkup, markupOnRevision, settleMarkup } from "../index.ts";
import { listOf } from "./list.ts";
import { annotated, annotationsIn } from "./pdf.ts";
import { noteFrom } from "./words.ts";
import { xfdfOf } from "./xfdf.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

type Audience = "room" | "seller" | "buyer";
const bytes = () => pagesOf([line("Steam pressure shall be 84 bar"), line("Spare parts")]);
async function shared(content = bytes(), audience: Audience = "room") {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences[audience],
    upload: await upload(sara, room, content, "pages.pdf"),
    title: "Specification",
    category: "technical.drawing",
  });
  return { room: room.id, document: id, revision };
}
type At = Awaited<ReturnType<typeof shared>>;
const make = (who: TestPerson, at: At, audience: Audience, text: string) =>
  run(makeMarkup, who.actor, {
    ...at,
    audience: world.room.audiences[audience],
    kind: "pin",
    page: 0,
    shape: { at: [300, 700] },
    text,
  });
const take = (who: TestPerson, at: At, more: object = {}) =>
  run(exportMarkup, who.actor, { ...at, as: "xfdf", ...more });
const bring = (who: TestPerson, at: At, more: object = {}) =>
  run(importMarkup, who.actor, { ...at, audience: world.room.audiences.room, ...more });
const list = async (who: TestPerson, at: At) => (await run(markupOnRevision, who.actor, at)).markup;
const reading = { locale: "en", timeZone: "UTC" };

describe("comments taken along", () => {
  it("are those that the person reads and chose; more than what all read must be said", async () => {
    const { sara, berta } = world;
    const at = await shared();
    await make(sara, at, "room", "For all");
    await make(sara, at, "seller", "Only ours");
    await make(berta, at, "buyer", "Only theirs");
    const { seller, buyer } = world.room.audiences;
    expect((await take(sara, at)).markup.map(({ messages }) => messages[0]?.text)).toEqual(["For all"]);
    await expect(take(sara, at, { audiences: [seller] })).rejects.toMatchObject({ code: "export-narrow" });
    const narrow = await take(sara, at, { audiences: [seller, buyer], narrow: true });
    expect(narrow.markup.map(({ messages }) => messages[0]?.text)).toEqual(["Only ours"]);
    expect(noteFrom(narrow.markup[0] as never, reading)?.subject).toBe("Comment 1 · Only our team");
    const said = await database.owner<{ audience_id: string }>(
      "select audience_id from log_entry where kind = 'markup.exported' and subject_id = $1 order by at",
      [at.document],
    );
    expect(said.map((row) => row.audience_id)).toEqual([world.room.audiences.room, seller]);
  });

  it("are told once, however often the same is taken; another form or revision is told", async () => {
    const { sara } = world;
    const at = await shared();
    await make(sara, at, "room", "For all");
    const told = async () =>
      (
        await database.owner<{ data: { as: string; revisionId?: string } }>(
          "select data from log_entry where kind = 'markup.exported' and subject_id = $1 order by at, seq",
          [at.document],
        )
      ).map(({ data }) => [data.as, data.revisionId]);
    for (const as of ["xfdf", "xfdf", "xlsx", "xfdf"]) await take(sara, at, { as });
    expect(await told()).toEqual([
      ["xfdf", at.revision],
      ["xlsx", at.revision],
    ]);
    const { id } = await run(reviseDocument, sara.actor, {
      room: at.room,
      document: at.document,
      audience: world.room.audiences.seller,
      upload: await upload(sara, world.room, bytes(), "draft.pdf"),
    });
    // Of a draft the readers of the comments are told nothing but that comments were taken along, which they know already of A.
    await take(sara, { ...at, revision: id }, { as: "xfdf" });
    expect((await told()).at(-1)).toEqual(["xfdf", undefined]);
  });

  it("go into the PDF only with whoever may take the original, and say who settled them", async () => {
    const { sara, berta } = world;
    const at = await shared();
    const { id } = await make(berta, at, "room", "=1+1");
    await run(settleMarkup, sara.actor, { ...at, markup: id, state: "accepted", version: 1 });
    const given = await take(berta, at, { as: "pdf" });
    expect(given.content?.type).toBe("application/pdf");
    const notes = given.markup.flatMap((mark) => noteFrom(mark, reading) ?? []);
    expect(notes).toMatchObject([
      { state: "accepted", settled: { author: expect.stringContaining("Sara") } },
    ]);
    const [back] = await annotationsIn(await annotated(bytes(), notes));
    expect(back).toMatchObject({
      id,
      state: "accepted",
      text: "=1+1",
      subject: "Comment 1 · Everyone in the room",
    });
    const [sheet] = await readXlsx(await listOf(given.markup, "List", reading));
    const row = sheet?.data[1];
    expect(row).toContain("'=1+1");
    await run(setDocumentRights, sara.actor, {
      room: at.room,
      document: at.document,
      holder: "buyer",
      level: "view",
    });
    await expect(take(berta, at, { as: "pdf" })).rejects.toMatchObject({ code: "document-view-only" });
    await expect(bring(berta, at)).rejects.toMatchObject({ status: 403 });
    expect((await take(berta, at)).markup).toHaveLength(1);
  });
});

describe("the annotations of a file that somebody may not have", () => {
  it("are not read to them by bringing them in among their own team, hidden ones neither", async () => {
    const { sara, berta, room } = world;
    const hidden =
      "/Annots[<</Type/Annot/Subtype/Text/F 2/Rect[100 100 120 120]/NM(n)/T(Sam)/Contents(Floor price 14.2)>>]";
    const at = await shared(pagesOf([line("Offer")], hidden));
    const audience = room.audiences.buyer;
    const give = async (level: string, version: number) => {
      const rights = { room: at.room, document: at.document, holder: "buyer" as const, version };
      await run(setDocumentRights, sara.actor, { ...rights, level: level as "view" });
    };
    for (const [version, level] of ["view", "comment", "watermarked"].entries()) {
      await give(level, version);
      await expect(bring(berta, at, { audience })).rejects.toMatchObject({ status: 403 });
    }
    expect(await list(berta, at)).toEqual([]);
    const theirs = `<xfdf><annots><text page="0" rect="1,1,9,9" name="a"><contents>Ours</contents></text></annots></xfdf>`;
    expect(await bring(berta, at, { audience, xfdf: theirs })).toMatchObject({ added: 1 });
    await give("original", 3);
    expect(await bring(berta, at, { audience })).toMatchObject({ added: 1 });
  });
});

describe("the export of a paper that only one side sees", () => {
  it("is told to that side alone, whatever audiences were chosen", async () => {
    const at = await shared(bytes(), "seller");
    await take(world.sara, at, { as: "pdf" });
    const said = await database.owner<{ audience_id: string }>(
      "select audience_id from log_entry where kind = 'markup.exported' and subject_id = $1",
      [at.document],
    );
    expect(said.map((row) => row.audience_id)).toEqual([world.room.audiences.seller]);
  });
});

describe("comments brought in", () => {
  it("become threads of who brings them, once, with the words of the file", async () => {
    const { sara, berta } = world;
    const note = {
      id: "abc",
      kind: "highlight" as const,
      page: 0,
      shape: { boxes: [[60, 775, 200, 800] as [number, number, number, number]] },
      state: "open" as const,
      settled: null,
      author: "Anna (Acrobat)",
      at: "2026-01-02T00:00:00.000Z",
      text: "Mail @nobody",
      subject: "",
      replies: [{ id: "r", author: "Otto", at: "2026-01-03T00:00:00.000Z", text: "Yes" }],
    };
    const at = await shared(new Uint8Array(await annotated(bytes(), [note])));
    expect(await bring(berta, at)).toEqual({ added: 1, answers: 0, known: 0, unplaced: 0, left: 0 });
    expect(await bring(sara, at)).toEqual({ added: 0, answers: 0, known: 1, unplaced: 0, left: 0 });
    const [mark] = await list(sara, at);
    expect(mark).toMatchObject({ kind: "highlight", state: "answered", author: { id: berta.id } });
    expect(mark?.messages.map(({ text, author }) => [text, author.id])).toEqual([
      ["From the file: Anna (Acrobat), 2026-01-02\nMail @\u2060nobody", berta.id],
      ["From the file: Otto, 2026-01-03\nYes", berta.id],
    ]);
    expect(mark?.place?.quote?.exact).toBe("Steam press");
    // What was exported from here is not brought in again, and what lies on no page is told.
    const own = (await take(sara, at)).markup.flatMap((one) => noteFrom(one, reading) ?? []);
    expect(await bring(sara, at, { xfdf: xfdfOf([...own, { ...note, id: "x", page: 9 }], "") })).toEqual({
      added: 0,
      answers: 0,
      known: 1,
      unplaced: 1,
      left: 0,
    });
    // A file settles nothing that its bearer may not settle.
    const settled = { ...note, state: "accepted" as const, replies: [] };
    await bring(berta, at, { xfdf: xfdfOf([{ ...settled, id: "theirs" }], "") });
    await bring(sara, at, { xfdf: xfdfOf([{ ...settled, id: "ours" }], "") });
    expect((await list(sara, at)).map((one) => one.state)).toEqual(["answered", "open", "accepted"]);
    await expect(bring(sara, at, { xfdf: "<!DOCTYPE a><a/>" })).rejects.toMatchObject({
      code: "import-not-xfdf",
    });
  });

  it("and answered in another reader get those answers as messages of their own threads, once", async () => {
    const { sara, berta, erik } = world;
    const at = await shared();
    const ours = await make(sara, at, "room", "Which steam?");
    const inner = await make(sara, at, "seller", "Ours alone");
    const { seller, room } = world.room.audiences;
    const [note, hidden] = [room, seller].map(async (audience) =>
      (await take(sara, at, { audiences: [audience], narrow: true })).markup.flatMap(
        (one) => noteFrom(one, reading) ?? [],
      ),
    );
    const answer = (id: string, text: string) => ({
      id,
      author: "Otto",
      at: "2026-01-03T00:00:00.000Z",
      text,
    });
    const answered = (notes: Awaited<typeof note>, ...texts: string[]) =>
      xfdfOf(
        (notes ?? []).map((one) => ({ ...one, replies: texts.map((text) => answer(`acro-${text}`, text)) })),
        "",
      );
    expect(await bring(berta, at, { xfdf: answered(await note, "Saturated") })).toMatchObject({
      added: 0,
      answers: 1,
      known: 1,
    });
    expect(await bring(erik, at, { xfdf: answered(await note, "Saturated", "At 84 bar") })).toMatchObject({
      answers: 1,
    });
    const mark = (await list(berta, at)).find(({ id }) => id === ours.id);
    expect(mark?.state).toBe("answered");
    expect(mark?.messages.map(({ text }) => text)).toEqual([
      "Which steam?",
      "From the file: Otto, 2026-01-03\nSaturated",
      "From the file: Otto, 2026-01-03\nAt 84 bar",
    ]);
    // What is brought in for other readers does not go into a thread of these.
    expect(await bring(sara, at, { xfdf: answered(await hidden, "Wider") })).toMatchObject({
      added: 0,
      answers: 0,
      known: 1,
    });
    expect((await list(sara, at)).find(({ id }) => id === inner.id)?.messages).toHaveLength(1);
  });

  it("lie on exactly the letters that the file marked, over the end of a line too", async () => {
    const { sara } = world;
    const two = pagesOf([line("Steam pressure shall", 780) + line("be 84 bar", 740)]);
    const at = await shared(two);
    const [first, second] = await Promise.all(
      ["shall", "be 84"].map(async (words) => {
        const { id } = await run(makeMarkup, sara.actor, {
          ...at,
          audience: world.room.audiences.seller,
          kind: "highlight",
          page: 0,
          words: { shall: "15-20", "be 84": "22-27" }[words],
          text: words,
        });
        return (await list(sara, at)).find((one) => one.id === id)?.place;
      }),
    );
    const boxes = [first, second].flatMap((place) =>
      place?.shape && "boxes" in place.shape ? place.shape.boxes : [],
    );
    expect(boxes).toHaveLength(2);
    const note = {
      id: "quads",
      kind: "strike" as const,
      page: 0,
      shape: { boxes },
      state: "open" as const,
      settled: null,
      author: "Anna",
      at: null,
      text: "Not so",
      subject: "",
      replies: [],
    };
    await bring(sara, at, {
      xfdf: xfdfOf([note, { ...note, id: "empty", shape: { boxes: [[60, 300, 90, 320]] } }], ""),
    });
    const [exact, beside] = (await list(sara, at)).filter(({ audience }) => audience.kind === "room");
    expect(exact?.place?.quote?.exact.replace(/\s+/g, " ")).toBe("shall be 84");
    expect([beside?.kind, beside?.place?.quote]).toEqual(["area", null]);
  });
});
