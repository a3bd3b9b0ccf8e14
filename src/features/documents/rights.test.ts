import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { startThread } from "#features/conversations/index.ts";
import "#features/rooms/index.ts";
import { asActor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { operationNamed, run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import {
  addDocument,
  approveDocument,
  documentRights,
  reviseDocument,
  setDocumentRights,
  withdrawDocument,
} from "./index.ts";
import { type Level, levels } from "./model/rights.ts";
import { downloadRevision, openDocument, revisionFile } from "./queries/file.ts";
import { contentOf, rightsOf } from "./rights.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { show, list, publish } = registerOf(() => world);

/** A document of the supplier for everyone, with text to be found and a note. */
async function shared(word = `word${crypto.randomUUID().slice(0, 8)}`, kind: "room" | "seller" = "room") {
  const { sara, room } = world;
  const made = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences[kind],
    upload: await upload(sara, room, `The ${word} stands here.`),
    title: "Layout",
    category: "technical.drawing",
    note: `note of ${word}`,
  });
  await runWaitingJobs();
  return { ...made, word };
}

const give = (document: string, given: object = {}, who: TestPerson = world.sara) =>
  run(setDocumentRights, who.actor, {
    room: world.room.id,
    document,
    holder: "buyer" as const,
    level: "view" as const,
    ...given,
  });

/** A group of the supplier's lead and these people. @returns its id */
async function groupOf(...people: TestPerson[]): Promise<string> {
  const create = operationNamed("audiences.create");
  if (!create) throw new Error("groups cannot be made");
  const given = { room: world.room.id, name: `G ${crypto.randomUUID()}`, people: people.map(({ id }) => id) };
  return ((await run(create, world.sara.actor, given)) as { id: string }).id;
}

const refusal = (what: Promise<unknown>): Promise<string> =>
  what.then(
    () => "done",
    (error: unknown) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
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
    talk: await refusal(
      run(startThread, who.actor, {
        room: world.room.id,
        audience: world.room.audiences.room,
        subjectType: "document",
        subject: document,
        text: "A question",
      }),
    ),
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
      await expect(
        raw(`insert into thread (room_id, id, audience_id, subject_type, subject_id, author_id, started_at, messages, last_at)
          values ('${room.id}', '${thread}', '${room.audiences.buyer}', 'document', '${id}', '${berta.id}', now(), 1, now())`),
      ).rejects.toThrow(denied);
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

describe("a right of a group", () => {
  it("beats that of the side, for its people alone, and is not told to others", async () => {
    const { id } = await shared();
    const { sara, berta, erik, room } = world;
    const group = await groupOf(erik);
    await give(id, { level: "exists" });
    await give(id, { holder: group, level: "watermarked" });
    const levelOf = (actor: TestPerson["actor"]) =>
      asActor(actor, (tx) => rightsOf(tx, room.id, id), { readOnly: true });
    expect((await levelOf(berta.actor)).level).toBe("exists");
    expect((await levelOf(erik.actor)).level).toBe("watermarked");
    const told = await show(berta, id);
    expect(JSON.stringify([told, await list(berta)])).not.toContain(group);
    expect(JSON.stringify(told)).not.toContain("watermarked");
    expect(
      (await run(documentRights, sara.actor, { room: room.id, document: id })).holders.map(
        ({ people }) => people.length,
      ),
    ).toEqual([2, 1, 1, 1]);
    // Looking as somebody: their rights, and never more than one's own.
    expect((await levelOf({ personId: berta.id, viewerId: sara.id })).level).toBe("exists");
    expect((await levelOf({ personId: erik.id, viewerId: sara.id })).level).toBe("watermarked");
    expect((await levelOf({ personId: sara.id, viewerId: berta.id })).level).toBe("exists");
  });

  it("of several is the most permissive, and ends to exists", async () => {
    const { id } = await shared();
    const { erik, room } = world;
    const groups = [];
    for (const level of ["view", "comment"] as const) {
      const group = await groupOf(erik);
      await give(id, { holder: group, level });
      groups.push(group);
    }
    const level = async () =>
      (await asActor(erik.actor, (tx) => rightsOf(tx, room.id, id), { readOnly: true })).level;
    expect(await level()).toBe("comment");
    await database.owner("update document_right set until = now() where holder_audience = $1", [groups[1]]);
    expect(await level()).toBe("view");
  });
});

describe("the right to revise", () => {
  it("lets the other side bring a revision, said so, and touch nothing else", async () => {
    const { id, revision } = await shared();
    const { sara, berta, room } = world;
    await give(id, { level: "comment", mayRevise: true, mayApprove: true });
    const made = await run(reviseDocument, berta.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.room,
      upload: await upload(berta, room),
      note: "with our remarks",
      purpose: "comment",
    });
    expect(made.label.text).toBe("B");
    const seen = await show(sara, id);
    expect(
      seen.revisions.map(({ label, status, from, purpose }) => [label.text, status, from?.side, purpose]),
    ).toEqual([
      ["B", "current", "buyer", "comment"],
      ["A", "superseded", undefined, "information"],
    ]);
    expect(seen.version).toBe(1);
    const [entry] = await database.owner<{ data: Record<string, unknown> }>(
      "select data from log_entry where subject_id = $1 and kind = 'document.revised'",
      [id],
    );
    expect(entry?.data.people).toEqual([sara.id]);
    expect(
      await refusal(
        run(reviseDocument, berta.actor, {
          room: room.id,
          document: id,
          audience: room.audiences.buyer,
          upload: await upload(berta, room),
        }),
      ),
    ).toBe("revision-for-all");
    const gone = { room: room.id, document: id, revision, reason: "x", version: 2 };
    expect(await refusal(run(withdrawDocument, berta.actor, gone))).toBe("document-of-other-side");
    // Their own bytes at their own level: a comment right does not give the original back.
    expect(await refusal(run(downloadRevision, berta.actor, { ...gone, revision: made.id }))).toBe(
      "document-view-only",
    );
  });
});

describe("publication", () => {
  it("takes rights of sides along and gives purpose, validity and who answers anew", async () => {
    const { sara, sam, berta, room } = world;
    const made = await run(addDocument, sara.actor, {
      room: room.id,
      audience: room.audiences.commercial,
      upload: await upload(sara, room),
      title: "Price letter",
      category: "commercial.price-letter",
      purpose: "approval",
      validUntil: "2999-01-01",
      responsible: sam.id,
    });
    await give(made.id, { level: "view" });
    expect(await show(sara, made.id)).toMatchObject({
      status: "approval",
      validUntil: "2999-01-01",
      responsible: { id: sam.id },
      given: [{ side: "buyer", level: "view" }],
    });
    await publish(sara, made.id, "room");
    expect(await show(berta, made.id)).toMatchObject({
      status: "current",
      validUntil: null,
      responsible: null,
      rights: { level: "view" },
      revisions: [{ purpose: "information" }],
    });
  });
});

describe("the register", () => {
  it("filters by purpose, status, validity, side and who answers", async () => {
    const { sara, sam, room } = world;
    const add = async (title: string, more: object) =>
      run(addDocument, sara.actor, {
        room: room.id,
        audience: room.audiences.seller,
        upload: await upload(sara, room),
        title,
        category: "delivery.manual",
        ...more,
      });
    await add("Ended manual", { validUntil: "2020-01-01", discipline: "electrical" });
    await add("Sam's manual", { responsible: sam.id, purpose: "comment", language: "fi" });
    const titles = async (more: object) =>
      (await list(sara, { category: "delivery", ...more })).documents.map((one) => one.title);
    expect(await titles({ valid: "no" })).toEqual(["Ended manual"]);
    expect(await titles({ status: "ended" })).toEqual(["Ended manual"]);
    expect(await titles({ status: "draft" })).toEqual(["Sam's manual"]);
    expect(await titles({ purpose: "comment" })).toEqual(["Sam's manual"]);
    expect(await titles({ responsible: sam.id })).toEqual(["Sam's manual"]);
    expect(await titles({ discipline: "electrical" })).toEqual(["Ended manual"]);
    expect(await titles({ language: "fi", side: "seller", valid: "yes" })).toEqual(["Sam's manual"]);
    expect(await titles({ side: "buyer" })).toEqual([]);
  });
});

describe("which revision the other side has", () => {
  it("is told of each person, openly to both", async () => {
    const { sara, berta, erik, room } = world;
    const { id, revision } = await shared();
    await run(downloadRevision, berta.actor, { room: room.id, document: id, revision });
    const next = await run(reviseDocument, sara.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
    });
    await run(openDocument, erik.actor, { room: room.id, document: id, revision: next.id });
    for (const who of [sara, berta]) {
      const { held } = await show(who, id);
      expect(held.map(({ name, took }) => [name, took && [took.label.text, took.did, took.holds]])).toEqual([
        ["Berta Buyer", ["A", "downloaded", false]],
        ["Erik Engineer", ["B", "opened", true]],
        ["Carl Consultant", null],
      ]);
    }
  });
});
