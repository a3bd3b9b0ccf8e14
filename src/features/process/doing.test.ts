import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { activityOf, found, shownTo, startAs } from "../../../tests/fixtures/process.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { assign } from "./commands/participants.ts";
import { stepOfActivity } from "./commands/step.ts";
import { takeInBlueprints, waitingAcross, waitingFor } from "./index.ts";

testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let room: string;
const shown = (person: TestPerson, of = room) => shownTo(person, of);

beforeAll(async () => {
  world = await newWorld();
  room = world.room.id;
  await takeInBlueprints("blueprints");
  await startAs(world.sara, room, "small-project-sale");
});

describe("doing", () => {
  it("is for those who are named, or the lead of the side whose work it is", async () => {
    const { sara, sam, berta, erik, carl } = world;
    const { id, version } = activityOf(await shown(sara), "enquiry");
    const begin = (person: TestPerson, at = version) =>
      run(stepOfActivity, person.actor, { room, activity: id, version: at, event: "start" });
    for (const person of [sara, sam, erik, carl])
      await expect(begin(person)).rejects.toMatchObject({ code: "activity-not-yours" });
    expect(await begin(berta)).toEqual({ state: "running", version: version + 1 });
    await expect(begin(berta)).rejects.toMatchObject({ status: 409, code: "stale" });
    const [lead] = activityOf(await shown(berta), "enquiry").participants;
    await run(assign, berta.actor, {
      room,
      participant: lead?.id ?? "",
      version: lead?.version ?? 0,
      member: erik.id,
    });
    const done = { room, activity: id, version: version + 1, event: "complete", on: "2027-01-05" };
    await expect(run(stepOfActivity, erik.actor, done)).rejects.toMatchObject({
      fields: { on: { code: "activity-not-yet" } },
    });
    expect(await run(stepOfActivity, erik.actor, { ...done, on: undefined })).toMatchObject({
      state: "done",
    });
  });

  it("refuses the second of two who act on the same version at once", async () => {
    const { sara } = world;
    const { id, version } = activityOf(await shown(sara), "clarify");
    const acts = await Promise.allSettled(
      (["start", "complete"] as const).map((event) =>
        run(stepOfActivity, sara.actor, { room, activity: id, version, event }),
      ),
    );
    expect(acts.map((act) => act.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(acts.find((act) => act.status === "rejected")).toMatchObject({ reason: { status: 409 } });
  });

  it("needs a reason to wait, and says for whom", async () => {
    const { sara, berta } = world;
    const { id, version } = activityOf(await shown(sara), "agree");
    const wait = { room, activity: id, version, event: "wait" };
    await expect(run(stepOfActivity, sara.actor, wait)).rejects.toMatchObject({
      fields: { reason: { code: "activity-reason" } },
    });
    await run(stepOfActivity, sara.actor, { ...wait, reason: "Your drawings", waitingFor: "buyer" });
    expect(activityOf(await shown(berta), "agree")).toMatchObject({
      state: "waiting",
      waitingFor: "buyer",
      note: "Your drawings",
    });
    const waiting = await asActor(berta.actor, (tx) => waitingFor(tx, room, berta.id));
    expect(waiting.find(({ activity }) => activity === id)).toMatchObject({ kind: "answer", mine: true });
  });
});

describe("what waits", () => {
  it("names the people, and the lead where nobody is named; nothing hidden shows in it", async () => {
    const { sara, sam, berta } = world;
    const late = new Date("2027-01-20T08:00:00Z");
    const seen = async (person: TestPerson) =>
      (await asActor(person.actor, (tx) => waitingFor(tx, room, person.id, late))).map(
        ({ title, mine, side }) => `${title.en}${mine ? "*" : ""} ${side}`,
      );
    expect(await seen(sara)).toContain("Calculate cost and price* seller");
    expect(await seen(sara)).toContain("Pipeline review* seller");
    const berties = await seen(berta);
    expect(berties.join()).not.toMatch(/Calculate|Pipeline|price list/);
    const calculate = activityOf(await shown(sara), "calculate");
    const lead = found(calculate.participants.find(({ part }) => part === "lead"));
    await run(assign, sara.actor, { room, participant: lead.id, version: lead.version, member: sam.id });
    expect(await seen(sam)).toContain("Calculate cost and price* seller");
    expect(await seen(sara)).toContain("Calculate cost and price seller");
    const across = await asActor(sam.actor, (tx) => waitingAcross(tx, sam.id, late));
    expect(across.map(({ activity }) => activity)).toEqual([calculate.id]);
  });
});
