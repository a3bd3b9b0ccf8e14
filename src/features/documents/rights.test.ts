import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { startThread } from "#features/conversations/index.ts";
import { asActor } from "#platform/database/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { refusal, rightsIn } from "../../../tests/fixtures/rights.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { addDocument, approveDocument, reviseDocument, withdrawDocument } from "./index.ts";
import { type Level, levels } from "./model/rights.ts";
import { openDocument, revisionFile } from "./queries/file.ts";
import { contentOf } from "./rights.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { show, list } = registerOf(() => world);
const { shared, give } = rightsIn(() => world);

/** Whether one may begin a conversation about a document. */
const talk = (who: TestPerson, document: string, kind: "room" | "buyer" | "commercial") =>
  refusal(
    run(startThread, who.actor, {
      room: world.room.id,
      audience: world.room.audiences[kind],
      subjectType: "document",
      subject: document,
      text: "A question",
    }),
  );

/** What a person gets from a document in every way. */
async function tries(who: TestPerson, document: string, revision: string, word: string) {
  const at = { room: world.room.id, document, revision };
  const content = (need: Exclude<Level, "exists">) =>
    refusal(asActor(who.actor, (tx) => contentOf(tx, { ...at, need }), { readOnly: true }));
  const found = await list(who, { text: word });
  const seen = await show(who, document);
  return {
    view: await content("view"),
    watermarked: await content("watermarked"),
    original: await content("original"),
    file: await refusal(run(revisionFile, who.actor, at)),
    open: await refusal(run(openDocument, who.actor, at)),
    search: found.documents[0]?.snippet?.includes(word) ?? false,
    note: seen.revisions[0]?.note.includes(word) ?? false,
    size: seen.revisions[0]?.size !== null && seen.revisions[0]?.fileName !== "",
    talk: await talk(who, document, "room"),
    among: await talk(who, document, "buyer"),
    approve: await refusal(run(approveDocument, who.actor, { ...at })),
    revise: await refusal(
      run(reviseDocument, who.actor, {
        ...at,
        audience: world.room.audiences.room,
        upload: await upload(who, world.room),
      }),
    ),
  };
}

const exists = "document-exists-only";
const view = "document-view-only";
const watermarked = "document-watermarked-only";
const other = "document-of-other-side";
const expected: Record<Level | "all", Awaited<ReturnType<typeof tries>>> = {
  exists: {
    view: exists,
    watermarked: exists,
    original: exists,
    file: exists,
    open: exists,
    search: false,
    note: false,
    size: false,
    talk: "document-no-comments",
    among: "document-no-comments",
    approve: exists,
    revise: other,
  },
  view: {
    view: "done",
    watermarked: view,
    original: view,
    file: view,
    open: "done",
    search: true,
    note: true,
    size: true,
    talk: "document-no-comments",
    among: "done",
    approve: "document-no-approval",
    revise: other,
  },
  comment: {
    view: "done",
    watermarked: view,
    original: view,
    file: view,
    open: "done",
    search: true,
    note: true,
    size: true,
    talk: "done",
    among: "done",
    approve: "document-no-approval",
    revise: other,
  },
  watermarked: {
    view: "done",
    watermarked: "done",
    original: watermarked,
    file: watermarked,
    open: "done",
    search: true,
    note: true,
    size: true,
    talk: "done",
    among: "done",
    approve: "document-no-approval",
    revise: other,
  },
  original: {
    view: "done",
    watermarked: "done",
    original: "done",
    file: "done",
    open: "done",
    search: true,
    note: true,
    size: true,
    talk: "done",
    among: "done",
    approve: "document-no-approval",
    revise: other,
  },
  all: {
    view: "done",
    watermarked: "done",
    original: "done",
    file: "done",
    open: "done",
    search: true,
    note: true,
    size: true,
    talk: "done",
    among: "done",
    approve: "done",
    revise: other,
  },
};

describe("a level", () => {
  it.each([...levels, "all" as const])("%s lets the other side do just that", async (level) => {
    const { id, revision, word } = await shared();
    if (level !== "all") await give(id, { level });
    expect(await tries(world.berta, id, revision, word)).toEqual(expected[level]);
    // The document's own side always has everything.
    expect(await tries(world.sam, id, revision, word)).toMatchObject({ original: "done", size: true });
  });

  it("binds whoever asks the database past the application", async () => {
    const { id, revision } = await shared();
    await give(id, { level: "exists" });
    const { berta, room } = world;
    const bare = (text: string) =>
      asActor(berta.actor, (tx) => sql<Record<string, unknown>>`${sql.raw(text)}`.execute(tx)).then(
        ({ rows }) => rows.length,
        (error: Error) => error.message,
      );
    for (const column of ["blob", "size", "type", "extension", "note", "*"])
      expect(await bare(`select ${column} from document_revision where id = '${revision}'`)).toContain(
        "permission denied",
      );
    expect(await bare("select note from document_approval")).toContain("permission denied");
    expect(await bare("select note from document_memory")).toContain("permission denied");
    for (const call of [
      `private.revision_content('${room.id}', '${id}', '${revision}', 0)`,
      `private.revision_facts('${room.id}', '${id}')`,
      `private.document_notes('${room.id}', '${id}')`,
    ])
      expect(await bare(`select * from ${call}`)).toBe(0);
    expect(
      await bare(`select 1 from private.revision_hash('${room.id}', '${revision}') h where h is not null`),
    ).toBe(0);
    expect(await bare(`delete from document_right where document_id = '${id}'`)).toBe(0);
    const [row] = await database.owner("select level from document_right where document_id = $1", [id]);
    expect(row).toEqual({ level: "exists" });
    const insert = `insert into document_right (room_id, id, audience_id, document_id, side, holder_side, level)
      values ('${room.id}', gen_random_uuid(), '${room.audiences.room}', '${id}', 'seller', 'partner', 'original')`;
    expect(await bare(insert)).toContain("row-level security");
    const [{ blob = "" } = {}] = await database.owner<{ blob: string }>(
      "select blob from document_revision where id = $1",
      [revision],
    );
    // Knowing a hash is worth nothing: a document of one's own cannot be made from it.
    const mine = await run(addDocument, berta.actor, {
      room: room.id,
      audience: room.audiences.buyer,
      upload: await upload(berta, room),
      title: "Ours",
      category: "other.other",
    });
    expect(
      await bare(`insert into document_revision (room_id, id, audience_id, document_id, side, ordinal, blob, size, type, extension, shared_at, shared_by)
        values ('${room.id}', gen_random_uuid(), '${room.audiences.buyer}', '${mine.id}', 'buyer', 2, '${blob}', 1, 'text/plain', 'txt', now(), '${berta.id}')`),
    ).toContain("row-level security");
  });

  it("holds with the application's checks off", async () => {
    const { id, revision } = await shared();
    await give(id, { level: "view" });
    const { berta, room } = world;
    switchChecksOff(true);
    try {
      const denied = /row-level security|permission denied|may not/;
      const raw = (text: string) => asActor(berta.actor, (tx) => sql.raw(text).execute(tx));
      const thread = crypto.randomUUID();
      const begin = (audience: string, at: string) =>
        raw(`insert into thread (room_id, id, audience_id, subject_type, subject_id, author_id, started_at, messages, last_at)
          values ('${room.id}', '${at}', '${audience}', 'document', '${id}', '${berta.id}', now(), 1, now())`);
      const write = (audience: string, place: number) =>
        raw(`insert into message (room_id, id, audience_id, thread_id, place, author_id, text, sent_at)
          values ('${room.id}', gen_random_uuid(), '${audience}', '${thread}', ${place}, '${berta.id}', 'x', now())`);
      // Among one's own team whoever may view it may write; before others, the commercial people too, only who may comment.
      await expect(begin(room.audiences.commercial, thread)).rejects.toThrow(denied);
      await expect(begin(room.audiences.room, thread)).rejects.toThrow(denied);
      await begin(room.audiences.buyer, thread);
      await write(room.audiences.buyer, 1);
      const mark = () =>
        raw(`insert into markup (room_id, id, audience_id, thread_id, document_id, revision_id, ordinal, kind, author_id, made_at)
          values ('${room.id}', gen_random_uuid(), '${room.audiences.buyer}', '${thread}', '${id}', '${revision}', 1, 'pin', '${berta.id}', now())`);
      await give(id, { level: "exists", version: 1 });
      await expect(write(room.audiences.buyer, 2)).rejects.toThrow(denied);
      await expect(mark()).rejects.toThrow(denied);
      await give(id, { level: "view", version: 2 });
      await mark();
      await expect(
        raw(`insert into document_approval (room_id, id, audience_id, document_id, revision_id, person_id, at)
          values ('${room.id}', gen_random_uuid(), '${room.audiences.room}', '${id}', '${revision}', '${berta.id}', now())`),
      ).rejects.toThrow(denied);
      await expect(
        raw(`select private.supersede_standing('${room.id}', '${id}', '${room.audiences.room}')`),
      ).rejects.toThrow(denied);
      await expect(
        raw(`select private.next_revision_number('${room.id}', '${id}', '${room.audiences.room}')`),
      ).rejects.toThrow();
    } finally {
      switchChecksOff(false);
    }
  });
});

describe("an end", () => {
  it("by the clock leaves the number and the title, at once", async () => {
    const { id, revision, word } = await shared();
    await give(id, { level: "original", mayApprove: true, until: "2999-12-31" });
    expect((await tries(world.erik, id, revision, word)).original).toBe("done");
    await database.owner("update document_right set until = now() where document_id = $1", [id]);
    const after = await tries(world.berta, id, revision, word);
    expect(after).toMatchObject({
      view: "access-ended",
      file: "access-ended",
      approve: "access-ended",
      search: false,
      note: false,
      size: false,
    });
    const seen = await show(world.berta, id);
    expect(seen).toMatchObject({ title: "Layout", rights: { level: "exists" } });
    expect(seen.rights.until).not.toBeNull();
    expect((await show(world.sara, id)).rights).toMatchObject({ level: "original", bound: false });
  });

  it("is refused in the past, and withdrawal acts on every level", async () => {
    const { id, revision } = await shared();
    expect(await refusal(give(id, { until: "2020-01-01" }))).toBe("right-until-past");
    await run(withdrawDocument, world.sara.actor, {
      room: world.room.id,
      document: id,
      reason: "wrong",
      version: 1,
    });
    const at = { room: world.room.id, document: id, revision };
    for (const who of [world.berta, world.sara])
      expect(
        await refusal(asActor(who.actor, (tx) => contentOf(tx, { ...at, need: "view" }), { readOnly: true })),
      ).toBe("file-withdrawn");
  });
});
