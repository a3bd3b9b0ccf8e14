import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { activityOf, found, laneOf, shownTo, startAs } from "../../../tests/fixtures/process.ts";
import { newRoom, newWorld, join as seat, type TestPerson } from "../../../tests/fixtures/world.ts";
import { addActivity } from "./commands/add.ts";
import { changeActivity } from "./commands/change.ts";
import { addLane, chooseWay, enterPhase } from "./commands/course.ts";
import { addParticipant, assign, removeParticipant } from "./commands/participants.ts";
import { publishActivity } from "./commands/publish.ts";
import { stepOfActivity } from "./commands/step.ts";
import { takeInBlueprints, whereWeAre } from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let room: string;
const shown = (person: TestPerson, of = room) => shownTo(person, of);

beforeAll(async () => {
  world = await newWorld();
  room = world.room.id;
  await takeInBlueprints("blueprints");
  await startAs(world.sara, room, "small-project-sale");
});

describe("tailoring", () => {
  it("adds a hidden step that no customer learns of, and shows it by an explicit act", async () => {
    const { sara, berta, erik } = world;
    const process = await shown(sara);
    const before = await shown(erik);
    const mislaid = {
      room,
      audience: world.room.audiences.seller,
      title: "Led by those who cannot see it",
      phase: found(process.phases[1]).id,
      lane: laneOf(process, "purchasing").id,
    };
    await expect(run(addActivity, sara.actor, mislaid)).rejects.toMatchObject({
      fields: { lane: { code: "lead-cannot-see" } },
    });
    const { id } = await run(addActivity, sara.actor, {
      room,
      audience: world.room.audiences.seller,
      title: "Canary check of the crane",
      phase: found(process.phases[1]).id,
      lane: laneOf(process, "sales").id,
      plannedStart: "2027-02-01",
      plannedEnd: "2027-02-03",
      after: activityOf(process, "clarify").id,
    });
    await run(addParticipant, sara.actor, {
      room,
      activity: id,
      lane: laneOf(process, "workshop").id,
      part: "consult",
    });
    expect(await shown(erik)).toEqual(before);
    const { version } = found((await shown(sara)).activities.find((one) => one.id === id));
    await expect(
      run(publishActivity, berta.actor, { room, activity: id, version, to: world.room.audiences.room }),
    ).rejects.toMatchObject({ status: 404 });
    await run(publishActivity, sara.actor, { room, activity: id, version, to: world.room.audiences.room });
    const now = await shown(erik);
    const published = found(now.activities.find((one) => one.id === id));
    expect(published.version).toBe(1);
    expect(published.participants.map(({ lane }) => lane)).toEqual([laneOf(process, "sales").id]);
    expect(now.dependencies).toContainEqual({
      step: { kind: "activity", id },
      needs: { kind: "activity", id: activityOf(process, "clarify").id },
    });
    const mine = found((await shown(sara)).activities.find((one) => one.id === id));
    expect(mine.participants).toHaveLength(2);
    await expect(
      run(publishActivity, sara.actor, { room, activity: id, version: 1, to: world.room.audiences.seller }),
    ).rejects.toMatchObject({ code: "audience-not-wider" });
    const entries = await database.owner<{ audience_id: string; kind: string }>(
      "select audience_id, kind from log_entry where room_id = $1 and subject_id = $2 order by at, kind",
      [room, id],
    );
    expect(entries.map(({ kind, audience_id }) => [kind, audience_id === world.room.audiences.room])).toEqual(
      [
        ["activity.added", false],
        ["activity.assigned", false],
        ["activity.published", true],
      ],
    );
  });

  it("changes what is hidden of a visible step without a trace above the line", async () => {
    const { sara, sam, berta } = world;
    const before = await shown(berta);
    const process = await shown(sara);
    const clarify = activityOf(process, "clarify");
    const hidden = found(clarify.participants.find(({ lane }) => lane === laneOf(process, "application").id));
    await run(assign, sara.actor, { room, participant: hidden.id, version: hidden.version, member: sam.id });
    await run(addParticipant, sara.actor, {
      room,
      activity: clarify.id,
      lane: laneOf(process, "management").id,
      part: "inform",
    });
    await run(addLane, sara.actor, { room, title: "Cranes", band: "support" });
    expect(await shown(berta)).toEqual(before);
    const log = await database.owner<{ n: number }>(
      "select count(*)::int as n from log_entry where room_id = $1 and audience_id = $2 and body like '%Sam%'",
      [room, world.room.audiences.room],
    );
    expect(log).toEqual([{ n: 0 }]);
  });

  it("moves, dates and renames with the version seen, and refuses a stale one", async () => {
    const { sara, berta } = world;
    const process = await shown(sara);
    const { id, version } = activityOf(process, "follow-up");
    const change = {
      room,
      activity: id,
      version,
      title: "Call after the delivery",
      phase: found(process.phases[2]).id,
      plannedStart: "2027-05-03",
      plannedEnd: "2027-05-04",
      channel: "video",
    };
    await expect(run(changeActivity, berta.actor, change)).rejects.toMatchObject({ status: 403 });
    await expect(
      run(changeActivity, sara.actor, { ...change, plannedEnd: "2027-05-01" }),
    ).rejects.toMatchObject({ fields: { plannedEnd: { code: "activity-ends-before" } } });
    await run(changeActivity, sara.actor, change);
    expect(activityOf(await shown(berta), "follow-up")).toMatchObject({
      plannedStart: "2027-05-03",
      channel: "video",
      title: { fi: "Yhteydenotto toimituksen jälkeen" },
    });
    await expect(run(changeActivity, sara.actor, change)).rejects.toMatchObject({ code: "stale" });
  });

  it("drops with a reason only, and by the lead only", async () => {
    const { sara, sam, berta } = world;
    const { id, version } = activityOf(await shown(sara), "deliver");
    const drop = { room, activity: id, version, event: "drop", reason: "Bought elsewhere" };
    for (const person of [sam, berta])
      await expect(run(stepOfActivity, person.actor, drop)).rejects.toMatchObject({
        code: "activity-not-lead",
      });
    await expect(run(stepOfActivity, sara.actor, { ...drop, reason: "" })).rejects.toMatchObject({
      fields: { reason: {} },
    });
    await run(stepOfActivity, sara.actor, drop);
    expect(activityOf(await shown(berta), "deliver")).toMatchObject({ state: "dropped", note: drop.reason });
  });

  it("names only people who see what they are named for, and of the right side", async () => {
    const { sara, berta, erik, sam } = world;
    const process = await shown(berta);
    const order = activityOf(process, "place-order");
    const lead = found(order.participants.find(({ part }) => part === "lead"));
    const named = (member: string) =>
      run(assign, berta.actor, { room, participant: lead.id, version: lead.version, member });
    await expect(named(erik.id)).rejects.toMatchObject({
      fields: { member: { code: "member-cannot-see" } },
    });
    await expect(named(sam.id)).rejects.toMatchObject({ fields: { member: { code: "member-other-side" } } });
    await named(berta.id);
    await expect(run(removeParticipant, sara.actor, { room, participant: lead.id })).rejects.toMatchObject({
      code: "participant-leads",
    });
  });

  it("gives the customer's lead its own teams and steps, which the supplier does not see", async () => {
    const { sara, berta, erik } = world;
    const before = await shown(sara);
    const { id: lane } = await run(addLane, berta.actor, { room, title: "Works council" });
    const process = await shown(berta);
    const own = {
      room,
      audience: world.room.audiences.buyer,
      title: "Hear the works council",
      phase: found(process.phases[1]).id,
      lane,
      member: erik.id,
    };
    await expect(
      run(addActivity, berta.actor, { ...own, audience: world.room.audiences.room }),
    ).rejects.toMatchObject({ code: "activity-not-lead" });
    await expect(run(addActivity, erik.actor, own)).rejects.toMatchObject({ status: 403 });
    await run(addActivity, berta.actor, own);
    expect((await shown(erik)).activities.map(({ title }) => title.text)).toContain(own.title);
    expect(await shown(sara)).toEqual(before);
  });
});

describe("the course", () => {
  it("is told to everyone by the supplier's lead; the counts are the reader's own", async () => {
    const { sara, berta } = world;
    const { process, phases } = await shown(sara);
    const enter = { room, phase: found(phases[1]).id, version: found(process ?? undefined).version };
    await expect(run(enterPhase, berta.actor, enter)).rejects.toMatchObject({ status: 403 });
    await run(enterPhase, sara.actor, enter);
    await expect(run(enterPhase, sara.actor, enter)).rejects.toMatchObject({ code: "stale" });
    const line = (person: TestPerson) => asActor(person.actor, (tx) => whereWeAre(tx, room));
    expect((await line(berta)).map(({ key, state }) => [key, state])).toEqual([
      ["enquiry", "done"],
      ["proposal", "current"],
      ["delivery", "ahead"],
    ]);
    expect(found((await line(berta))[0]).of).toBe(2);
    const all = async (person: TestPerson) => (await line(person)).reduce((sum, { of }) => sum + of, 0);
    expect(await all(sara)).toBeGreaterThan(await all(berta));
  });

  it("counts nothing as done in a sale that has only begun: what stood before is not counted", async () => {
    const { sara } = world;
    const other = (await newRoom(sara)).id;
    await startAs(sara, other, "capital-project-sale");
    const standing = (await shown(sara, other)).activities.filter(({ state }) => state === "done");
    expect(standing.length).toBeGreaterThan(0);
    const [first] = await asActor(sara.actor, (tx) => whereWeAre(tx, other));
    expect(first).toMatchObject({ state: "current", done: 0 });
    expect(found(first).of).toBeGreaterThan(0);
  });

  it("takes in the steps of a way when it is chosen, once", async () => {
    const { sara, berta } = world;
    const other = (await newRoom(sara)).id;
    await seat({ id: other } as typeof world.room, berta, "buyer", "lead").catch(() => undefined);
    await startAs(sara, other, "managed-service-onboarding");
    const before = (await shown(sara, other)).activities.length;
    const choice = { room: other, alternative: "initialisation", option: "consulting" };
    const { added } = await run(chooseWay, sara.actor, choice);
    expect(added).toBeGreaterThan(1);
    expect((await shown(sara, other)).activities).toHaveLength(before + added);
    await expect(run(chooseWay, sara.actor, choice)).rejects.toMatchObject({ code: "way-chosen" });
  });
});
