import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import { operationNamed, run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { showExpected } from "./expected/queries.ts";
import { publishDocument } from "./index.ts";
import { decideSharing, setSharingRule, takeBackSharing } from "./sharing/commands.ts";
import { sharingRequest, sharingRule } from "./sharing/queries.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => switchChecksOff(false));
const { add, ask, publish, show, list, waiting } = registerOf(() => world);
const room = () => world.room.id;

describe("a lead's approval of sharing", () => {
  const rule = (required = true, version = 0) =>
    run(setSharingRule, world.berta.actor, { room: room(), required, version });

  it("puts the paper backstage with a request, which a lead approves with names", async () => {
    const { erik, berta, sara } = world;
    await rule();
    const { ids } = await ask(sara, "room", "buyer", "Layout");
    const added = await add(erik, "room", "Hall", undefined, { expected: ids[0] });
    expect(added.request).toBeDefined();
    expect((await show(erik, added.id)).audience.kind).toBe("buyer");
    await expect(show(sara, added.id)).rejects.toMatchObject({ status: 404 });
    expect(await waiting(berta)).toMatchObject(
      [{ kind: "expected" }, { kind: "sharing", mine: true }]
        .reverse()
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    );
    const request = added.request ?? "";
    const shown = await run(sharingRequest, berta.actor, { room: room(), request });
    expect(shown.gains.map(({ name }) => name)).toEqual(["Carl Consultant", "Sam Specialist", "Sara Seller"]);
    await expect(run(sharingRequest, sara.actor, { room: room(), request })).rejects.toMatchObject({
      status: 404,
    });
    await run(decideSharing, berta.actor, {
      room: room(),
      request,
      version: 1,
      decision: "approve",
      title: "Hall, layout",
    });
    expect(await show(sara, added.id)).toMatchObject({ number: "D-001", title: "Hall, layout" });
    expect(await run(showExpected, sara.actor, { room: room(), expected: ids[0] ?? "" })).toMatchObject({
      state: "filled",
    });
  });

  it("is refused with a reason or taken back, and the rule binds neither leads nor the other side", async () => {
    const { erik, berta, sara } = world;
    await rule();
    const one = await add(erik, "buyer", "Notes");
    const asked = (await publish(erik, one.id, "room")).request ?? "";
    await expect(
      run(decideSharing, berta.actor, { room: room(), request: asked, version: 1, decision: "refuse" }),
    ).rejects.toMatchObject({ fields: { reason: { code: "field-missing" } } });
    await run(decideSharing, berta.actor, {
      room: room(),
      request: asked,
      version: 1,
      decision: "refuse",
      reason: "Not yet",
    });
    const again = (await publish(erik, one.id, "room")).request ?? "";
    await expect(publish(erik, one.id, "room")).rejects.toMatchObject({ code: "already-exists" });
    await run(takeBackSharing, erik.actor, { room: room(), request: again, version: 1 });
    expect((await show(erik, one.id)).audience.kind).toBe("buyer");
    expect((await add(berta, "room", "Lead's own")).request).toBeUndefined();
    expect((await add(sara, "room", "Supplier's")).request).toBeUndefined();
    await rule(false, 1);
    expect((await publish(erik, one.id, "room")).request).toBeUndefined();
  });

  it("is put right by the lead, who names whom it reaches beyond what was asked, or returned with words", async () => {
    const { erik, berta, carl, sara } = world;
    await rule();
    const one = await add(erik, "buyer", "Notes");
    const create = operationNamed("audiences.create");
    const group = (await (create &&
      run(create, berta.actor, { room: room(), name: "Buyers and Carl", people: [erik.id, carl.id] }))) as {
      id: string;
    };
    const asked = (
      await run(publishDocument, erik.actor, {
        room: room(),
        document: one.id,
        revision: one.revision,
        to: group.id,
        version: 1,
        title: "Notes",
        purpose: "comment",
      })
    ).request;
    const request = asked ?? "";
    expect(await list(erik)).toMatchObject({ asks: true });
    const decide = (more: object, version = 1) =>
      run(decideSharing, berta.actor, { room: room(), request, version, decision: "approve", ...more });
    const wide = {
      to: world.room.audiences.room,
      title: "Notes of the visit",
      category: "project.minutes",
      purpose: "approval",
    };
    await expect(decide(wide)).rejects.toMatchObject({
      code: "sharing-names",
      params: { names: "Sam Specialist, Sara Seller" },
    });
    await expect(decide({ ...wide, alsoSees: [sara.id] })).rejects.toMatchObject({ code: "sharing-names" });
    await expect(show(sara, one.id)).rejects.toMatchObject({ status: 404 });
    await decide({ ...wide, alsoSees: [sara.id, world.sam.id] });
    expect(await show(sara, one.id)).toMatchObject({
      title: "Notes of the visit",
      category: "project.minutes",
      revisions: [{ purpose: "approval" }],
    });
    expect(await run(sharingRequest, erik.actor, { room: room(), request })).toMatchObject({
      state: "approved",
      title: "Notes",
      decided: { title: "Notes of the visit", to: { kind: "room" } },
    });
    const next = await add(erik, "buyer", "More");
    const again = (await publish(erik, next.id, "room")).request ?? "";
    await run(decideSharing, berta.actor, {
      room: room(),
      request: again,
      version: 1,
      decision: "return",
      reason: "Leave out page 3",
    });
    const mine = await run(sharingRule, erik.actor, { room: room() });
    expect(mine.asked.map(({ state }) => state)).toEqual(["returned", "approved"]);
    expect(await run(sharingRequest, erik.actor, { room: room(), request: again })).toMatchObject({
      reason: "Leave out page 3",
      may: { decide: false, takeBack: false, again: true },
    });
    // They are told, and may ask again.
    const told = await database.owner<{ kind: string; people: string[] }>(
      "select kind, data -> 'people' as people from log_entry where kind like 'document.sharing-%' and room_id = $1 order by at, seq",
      [room()],
    );
    expect(told.filter(({ people }) => people?.includes(erik.id)).map(({ kind }) => kind)).toEqual([
      "document.sharing-approved",
      "document.sharing-returned",
    ]);
    await publish(erik, next.id, "room");
  });

  it("holds in the database whatever the application does", async () => {
    const { erik } = world;
    await rule();
    const { id, revision } = await add(erik, "buyer", "Notes");
    switchChecksOff(true);
    const wide = world.room.audiences.room;
    for (const table of ["document", "document_revision"])
      await expect(
        asActor(erik.actor, (tx) =>
          sql`update ${sql.table(table)} set audience_id = ${wide}, ordinal = 1 where room_id = ${room()} and id = ${table === "document" ? id : revision}`.execute(
            tx,
          ),
        ),
      ).rejects.toThrow("sharing-needs-approval");
    await expect(
      asActor(erik.actor, (tx) =>
        sql`insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, shared_at, shared_by)
          values (${room()}, ${newHiddenId()}, ${wide}, 'buyer', 'D', 1, 'x', 'other.other', now(), ${erik.id})`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow("sharing-needs-approval");
    // The rule itself is a lead's: others change no row of it.
    await asActor(erik.actor, (tx) => tx.updateTable("sharing_rule").set({ required: false }).execute());
    const kept = await asActor(erik.actor, (tx) =>
      tx.selectFrom("sharing_rule").select("required").execute(),
    );
    expect(kept).toEqual([{ required: true }]);
  });
});
