import "#features/rooms/index.ts";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { refusal, rightsIn } from "../../../tests/fixtures/rights.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { documentRights, reviseDocument, withdrawDocument } from "./index.ts";
import { downloadRevision } from "./queries/file.ts";
import { rightsOf } from "./rights.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { show, list } = registerOf(() => world);
const { shared, give, groupOf } = rightsIn(() => world);

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
    // What is not their own they take back in no way.
    const gone = { room: room.id, document: id, revision, reason: "x", version: 2 };
    expect(await refusal(run(withdrawDocument, berta.actor, gone))).toBe("document-of-other-side");
    // Their own bytes at their own level: a comment right does not give the original back.
    expect(await refusal(run(downloadRevision, berta.actor, { ...gone, revision: made.id }))).toBe(
      "document-view-only",
    );
  });

  const bring = async (who: TestPerson) => {
    const { id } = await shared();
    await give(id, { level: "view", mayRevise: true });
    const made = await run(reviseDocument, who.actor, {
      room: world.room.id,
      document: id,
      audience: world.room.audiences.room,
      upload: await upload(who, world.room),
    });
    return { room: world.room.id, document: id, revision: made.id, reason: "Wrong file", version: 1 };
  };

  it("lets who brought it, or their lead, take it back at once, logged and told, whatever the right is by then", async () => {
    const { sara, berta, erik } = world;
    const brought = await bring(erik);
    await give(brought.document, { level: "exists", version: 1 });
    expect((await show(erik, brought.document)).revisions[0]?.mayTakeBack).toBe(true);
    expect((await show(sara, brought.document)).revisions[0]?.mayTakeBack).toBe(false);
    expect(await refusal(run(withdrawDocument, erik.actor, { ...brought, version: 9 }))).toBe("stale");
    await run(withdrawDocument, erik.actor, brought);
    expect((await show(sara, brought.document)).revisions[0]).toMatchObject({
      status: "withdrawn",
      reason: "Wrong file",
    });
    const [entry] = await database.owner<{ data: Record<string, unknown>; actor_id: string }>(
      "select data, actor_id from log_entry where subject_id = $1 and kind = 'document.withdrawn'",
      [brought.document],
    );
    expect(entry).toMatchObject({ actor_id: erik.id, data: { reason: "Wrong file", people: [sara.id] } });
    expect(await refusal(run(withdrawDocument, erik.actor, brought))).toBe("revision-withdrawn");
    const other = await bring(erik);
    await run(withdrawDocument, berta.actor, other);
  });

  it("lets nobody else take it back through that way, in the database either", async () => {
    const { sara, sam, berta, erik, carl, room } = world;
    const brought = await bring(berta);
    expect(await refusal(run(withdrawDocument, erik.actor, brought))).toBe("revision-of-colleague");
    const raw = (who: TestPerson, revision = brought.revision, document = brought.document) =>
      asActor(who.actor, (tx) =>
        sql`select private.withdraw_brought(${room.id}, ${document}, ${revision}, 1, 'x') as done`.execute(
          tx,
        ),
      ).then(
        () => "done",
        (error: Error) => error.message,
      );
    for (const who of [sara, sam, erik, carl]) expect(await raw(who)).toMatch(/may not withdraw/);
    expect(await raw(world.olga)).toMatch(/may not withdraw/);
    // What the other side brought of its own is not theirs.
    const [first] = (await show(sara, brought.document)).revisions.filter(({ from }) => !from);
    expect(await raw(berta, first?.id)).toMatch(/may not withdraw/);
    expect(
      await asActor(berta.actor, (tx) =>
        sql`update document_revision set status = 'withdrawn' where id = ${brought.revision}`.execute(tx),
      ).then(({ numAffectedRows }) => Number(numAffectedRows)),
    ).toBe(0);
    expect((await show(berta, brought.document)).revisions[0]?.status).toBe("current");
    // Those whose document it is withdraw it as ever.
    await run(withdrawDocument, sara.actor, brought);
  });
});
