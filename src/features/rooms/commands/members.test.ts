import { beforeEach, describe, expect, it } from "vitest";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newPerson, newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { roomFrame } from "../queries/frame.ts";
import { oneMember } from "../queries/member.ts";
import { addColleague, changeMember, enterRoom, leaveRoom, removeMember } from "./members.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});

const versionOf = async (person: TestPerson) =>
  (
    await database.owner<{ version: number }>("select version from member where room_id = $1 and id = $2", [
      world.room.id,
      person.id,
    ])
  )[0]?.version ?? 0;
const leadsOf = (side: string) =>
  database.owner(
    "select id from member where room_id = $1 and side = $2 and role = 'lead' and left_at is null",
    [world.room.id, side],
  );
const change = async (
  by: TestPerson,
  whom: TestPerson,
  to: { role: "lead" | "contributor" | "viewer"; commercial?: boolean },
) =>
  run(changeMember, by.actor, {
    room: world.room.id,
    person: whom.id,
    version: await versionOf(whom),
    ...to,
  });
const remove = (by: TestPerson, whom: TestPerson) =>
  run(removeMember, by.actor, { room: world.room.id, person: whom.id });
const kinds = async (who: TestPerson) =>
  (await run(roomFrame, who.actor, { room: world.room.id })).audiences.map((audience) => audience.kind);

describe("a side's lead", () => {
  it("changes roles and commercial sight of the own side at once, and of no other", async () => {
    const { sara, berta, erik, sam } = world;
    await change(berta, erik, { role: "contributor", commercial: true });
    expect(await kinds(erik)).toEqual(["room", "buyer", "commercial"]);
    await change(berta, erik, { role: "contributor", commercial: false });
    expect(await kinds(erik)).toEqual(["room", "buyer"]);
    await expect(change(sara, erik, { role: "viewer" })).rejects.toMatchObject({ code: "not-your-side" });
    await expect(change(berta, sam, { role: "viewer" })).rejects.toMatchObject({ code: "not-your-side" });
    await expect(change(erik, erik, { role: "lead" })).rejects.toMatchObject({ status: 403 });
  });

  it("removes with immediate effect, written where everyone left reads it", async () => {
    const { berta, erik, room } = world;
    await remove(berta, erik);
    await expect(run(roomFrame, erik.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    expect(
      await database.owner("select 1 from audience_person where room_id = $1 and person_id = $2", [
        room.id,
        erik.id,
      ]),
    ).toEqual([]);
    expect(
      await database.owner(
        "select audience_id from log_entry where room_id = $1 and kind = 'member.removed'",
        [room.id],
      ),
    ).toEqual([{ audience_id: room.audiences.room }]);
  });

  it("removes nobody of the other side, and a partner only of the side that brought them", async () => {
    const { sara, berta, erik, carl, room } = world;
    await expect(remove(sara, erik)).rejects.toMatchObject({ code: "not-your-side" });
    await database.owner("update member set host = 'buyer' where room_id = $1 and id = $2", [
      room.id,
      carl.id,
    ]);
    await expect(remove(sara, carl)).rejects.toMatchObject({ code: "not-your-side" });
    await remove(berta, carl);
  });

  it("refuses a change that was made against an older state", async () => {
    const { berta, erik, room } = world;
    const version = await versionOf(erik);
    const input = { room: room.id, person: erik.id, version, role: "viewer" as const };
    await run(changeMember, berta.actor, input);
    await expect(run(changeMember, berta.actor, input)).rejects.toMatchObject({ status: 409 });
  });

  it("does none of it past the checks either", async () => {
    const { sam, erik, sara, olga } = world;
    switchChecksOff(true);
    try {
      await expect(change(sam, sam, { role: "lead" })).rejects.toMatchObject({ code: "not-your-side" });
      await expect(change(erik, erik, { role: "lead" })).rejects.toMatchObject({ code: "not-your-side" });
      await expect(remove(sara, erik)).rejects.toMatchObject({ code: "not-your-side" });
      await expect(remove(olga, erik)).rejects.toMatchObject({ status: 404 });
      await expect(
        run(addColleague, erik.actor, { room: world.room.id, person: sam.id }),
      ).rejects.toMatchObject({ status: 404 });
    } finally {
      switchChecksOff(false);
    }
  });
});

describe("the last lead of a side", () => {
  it("neither leaves, nor is removed, nor demoted", async () => {
    const { sara, berta, room } = world;
    await expect(run(leaveRoom, sara.actor, { room: room.id })).rejects.toMatchObject({ code: "last-lead" });
    await expect(remove(berta, berta)).rejects.toMatchObject({ code: "last-lead" });
    await expect(change(sara, sara, { role: "viewer" })).rejects.toMatchObject({ code: "last-lead" });
  });

  it("stays, whatever two leads do at the same time", async () => {
    const { sara, sam, room } = world;
    const acts: ((by: TestPerson, other: TestPerson) => Promise<unknown>)[] = [
      (by) => run(leaveRoom, by.actor, { room: room.id }),
      (by, other) => remove(by, other),
      (by) => change(by, by, { role: "viewer" }),
      (by, other) => change(by, other, { role: "contributor" }),
    ];
    for (const [first, one] of acts.entries())
      for (const other of acts.slice(first)) {
        await database.owner(
          "update member set role = 'lead', left_at = null where room_id = $1 and id = any($2)",
          [room.id, [sara.id, sam.id]],
        );
        for (const person of [sara, sam])
          await database.owner("select private.seat($1, $2)", [room.id, person.id]);
        const outcomes = await Promise.allSettled([one(sara, sam), other(sam, sara)]);
        expect(await leadsOf("seller")).toHaveLength(1);
        expect(outcomes.some((outcome) => outcome.status === "fulfilled")).toBe(true);
      }
  });

  it("does not count somebody whose account is closed", async () => {
    const { sara, sam, room } = world;
    await change(sara, sam, { role: "lead" });
    await database.owner("update person set disabled_at = now() where id = $1", [sam.id]);
    await expect(run(leaveRoom, sara.actor, { room: room.id })).rejects.toMatchObject({ code: "last-lead" });
  });
});

describe("coming in", () => {
  it("a lead of the supplier brings in a colleague; nobody else, and nobody who is not a colleague", async () => {
    const { sara, sam, berta, olga, room } = world;
    const nora = await newPerson("Nora New", { staff: true });
    await run(addColleague, sara.actor, { room: room.id, person: nora.id });
    expect(await kinds(nora)).toEqual(["room", "seller", "commercial"]);
    await expect(run(addColleague, sara.actor, { room: room.id, person: nora.id })).rejects.toMatchObject({
      code: "already-member",
    });
    await expect(run(addColleague, sara.actor, { room: room.id, person: olga.id })).rejects.toMatchObject({
      status: 404,
    });
    await expect(run(addColleague, sam.actor, { room: room.id, person: olga.id })).rejects.toMatchObject({
      status: 403,
    });
    await expect(run(addColleague, berta.actor, { room: room.id, person: olga.id })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("an owner of the deployment enters only with a reason, which the customer reads too", async () => {
    const { room, sara, erik } = world;
    const otto = await newPerson("Otto Owner", { staff: true, owner: true });
    await expect(run(roomFrame, otto.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    await expect(run(enterRoom, otto.actor, { room: room.code, reason: "short" })).rejects.toMatchObject({
      status: 422,
    });
    await expect(
      run(enterRoom, sara.actor, { room: room.code, reason: "because I would like to" }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      run(enterRoom, otto.actor, { room: "NO-SUCH", reason: "because I would like to" }),
    ).rejects.toMatchObject({ status: 404 });
    const entered = await run(enterRoom, otto.actor, {
      room: room.code.toLowerCase(),
      reason: "The project's lead is on leave and a document is missing.",
    });
    expect(entered).toMatchObject({ room: room.id, role: "viewer" });
    const [entry] = await database.owner<{ audience_id: string; data: { reason: string } }>(
      "select audience_id, data from log_entry where room_id = $1 and kind = 'member.entered'",
      [room.id],
    );
    expect(entry).toMatchObject({ audience_id: room.audiences.room });
    expect(entry?.data.reason).toContain("on leave");
    expect(await kinds(erik)).toEqual(["room", "buyer"]);
  });

  it("makes an owner the lead of a team that has nobody left to lead it", async () => {
    const { room, sara } = world;
    const otto = await newPerson("Otto Owner", { staff: true, owner: true });
    await database.owner("update person set disabled_at = now() where id = $1", [sara.id]);
    const reason = "The only lead has left the company.";
    expect(await run(enterRoom, otto.actor, { room: room.id, reason })).toMatchObject({ role: "lead" });
  });

  it("past the checks an ordinary person still enters nothing", async () => {
    switchChecksOff(true);
    try {
      for (const who of [world.olga, world.sara])
        await expect(
          run(enterRoom, who.actor, { room: world.room.code, reason: "because I would like to" }),
        ).rejects.toMatchObject({ status: 404 });
    } finally {
      switchChecksOff(false);
    }
  });
});

describe("a partner", () => {
  const reach = async (who: TestPerson, whom: TestPerson) =>
    (await run(oneMember, who.actor, { room: world.room.id, person: whom.id })).reach;
  const hosted = (person: TestPerson, host: string | null) =>
    database.owner("update member set host = $3 where room_id = $1 and id = $2", [
      world.room.id,
      person.id,
      host,
    ]);

  it("whom nobody brought in is led by both sides: either lead changes their role and may remove them", async () => {
    const { sara, sam, berta, erik, carl } = world;
    await hosted(carl, null);
    await change(sara, carl, { role: "viewer" });
    await change(berta, carl, { role: "contributor" });
    for (const lead of [sara, berta]) expect((await reach(lead, carl))?.email).toContain("@");
    for (const other of [sam, erik, carl]) {
      expect(await reach(other, carl)).toBeNull();
      await expect(change(other, carl, { role: "viewer" })).rejects.toMatchObject({ status: 403 });
    }
    await expect(change(berta, carl, { role: "lead" })).rejects.toMatchObject({ status: 422 });
    await remove(berta, carl);
    await expect(reach(sara, carl)).rejects.toMatchObject({ status: 404 });
  });

  it("whom one side brought in is that side's alone, address and all", async () => {
    const { sara, berta, carl } = world;
    await hosted(carl, "buyer");
    expect((await reach(berta, carl))?.email).toContain("@");
    expect(await reach(sara, carl)).toBeNull();
    await expect(change(sara, carl, { role: "viewer" })).rejects.toMatchObject({ code: "not-your-side" });
    await expect(remove(sara, carl)).rejects.toMatchObject({ code: "not-your-side" });
    await change(berta, carl, { role: "viewer" });
  });
});

describe("the address of a person", () => {
  it("is read by the lead of their side, and in the room by nobody else, whatever is asked", async () => {
    const { sara, sam, berta, erik, carl } = world;
    const cast = [sara, sam, berta, erik, carl];
    const side = new Map([
      [sara, "seller"],
      [sam, "seller"],
      [berta, "buyer"],
      [erik, "buyer"],
    ]);
    await database.owner("update member set host = 'seller' where room_id = $1 and id = $2", [
      world.room.id,
      carl.id,
    ]);
    side.set(carl, "seller");
    for (const who of cast)
      for (const whom of cast) {
        const shown = (await run(oneMember, who.actor, { room: world.room.id, person: whom.id })).reach;
        const leads = (who === sara || who === berta) && side.get(who) === side.get(whom);
        expect(shown !== null, `${who.name} of ${whom.name}`).toBe(leads);
        const listed = JSON.stringify(await run(roomFrame, who.actor, { room: world.room.id }));
        expect(listed).not.toContain("@example.com");
      }
  });
});
