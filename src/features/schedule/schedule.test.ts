import { beforeAll, describe, expect, it } from "vitest";
import "#features/gates/index.ts"; // how gates stand
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { proposing, when } from "../../../tests/fixtures/schedule.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import {
  answerItem,
  calendarFeed,
  cancelItem,
  comingItems,
  editItem,
  finishItem,
  moveItem,
  publishItem,
  scheduleItem,
  scheduleList,
} from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const propose = proposing(() => world);
const of = ({ room, item, version }: { room: string; item: string; version: number }) => ({
  room,
  item,
  version,
});
const see = (who: TestPerson, item: string) => run(scheduleItem, who.actor, { room: world.room.id, item });

describe("agreeing", () => {
  it("takes both sides where both see it", async () => {
    const made = await propose(world.sara, "room");
    expect(made).toMatchObject({ state: "proposed", version: 1 });
    await expect(run(answerItem, world.sam.actor, { ...of(made), answer: "agreed" })).rejects.toMatchObject({
      code: "answer-not-yours",
    });
    await expect(run(answerItem, world.carl.actor, { ...of(made), answer: "agreed" })).rejects.toMatchObject({
      code: "answer-not-yours",
    });
    const agreed = await run(answerItem, world.erik.actor, { ...of(made), answer: "agreed" });
    expect(agreed).toMatchObject({ state: "agreed", version: 2 });
    expect((await see(world.sara, made.item)).answers).toMatchObject([
      { answer: "agreed", side: "buyer", name: world.erik.name },
    ]);
  });

  it("needs nobody for what one's own team plans", async () => {
    expect(await propose(world.sara, "seller")).toMatchObject({ state: "agreed" });
    expect(await propose(world.erik, "buyer", { kind: "deadline" })).toMatchObject({ state: "agreed" });
  });

  it("begins anew when the time of what was agreed changes, showing what it replaces", async () => {
    const made = await propose(world.berta, "room");
    const agreed = await run(answerItem, world.sara.actor, { ...of(made), answer: "agreed" });
    const moved = await run(moveItem, world.erik.actor, {
      ...of({ ...made, ...agreed }),
      ...when,
      from: "13:00",
      until: "14:00",
      reason: "Shift meeting",
    });
    expect(moved.state).toBe("proposed");
    const seen = await see(world.sara, made.item);
    expect(seen.item).toMatchObject({
      previous: { startsAt: "2031-05-05T06:00:00.000Z" },
      time: { startsAt: "2031-05-05T10:00:00.000Z" },
      awaits: ["seller"],
      waitsForMe: true,
    });
    expect(seen.answers).toEqual([]); // the earlier agreement was to another time
    expect(seen.history[0]).toMatchObject({
      kind: "meeting.moved",
      from: { startsAt: "2031-05-05T06:00:00.000Z" },
      to: { startsAt: "2031-05-05T10:00:00.000Z" },
      reason: "Shift meeting",
    });
    const last = await run(answerItem, world.sam.actor, { ...of({ ...made, ...moved }), answer: "agreed" });
    expect(last.state).toBe("agreed");
    expect((await see(world.berta, made.item)).item.previous).toBeNull();
  });

  it("goes from proposal to counter-proposal to an end, with reasons where they are owed", async () => {
    const made = await propose(world.sara, "room");
    await expect(
      run(answerItem, world.erik.actor, { ...of(made), answer: "declined" }),
    ).rejects.toMatchObject({
      code: "reason-needed",
      fields: { reason: {} },
    });
    const counter = await run(moveItem, world.erik.actor, { ...of(made), ...when, day: "2031-05-06" });
    expect(counter.state).toBe("proposed");
    const declined = await run(answerItem, world.sara.actor, {
      ...of({ ...made, ...counter }),
      answer: "declined",
      reason: "Holiday",
    });
    const again = await run(moveItem, world.sara.actor, { ...of({ ...made, ...declined }), ...when });
    const agreed = await run(answerItem, world.berta.actor, {
      ...of({ ...made, ...again }),
      answer: "agreed",
    });
    await expect(run(cancelItem, world.berta.actor, of({ ...made, ...agreed }))).rejects.toMatchObject({
      code: "reason-needed",
    });
    const cancelled = await run(cancelItem, world.berta.actor, {
      ...of({ ...made, ...agreed }),
      reason: "No need",
    });
    await expect(
      run(moveItem, world.sara.actor, { ...of({ ...made, ...cancelled }), ...when }),
    ).rejects.toMatchObject({ code: "item-closed" });
  });

  it("refuses what was decided on an older state, and lets one of two win", async () => {
    const made = await propose(world.sara, "room");
    await run(editItem, world.sara.actor, { ...of(made), title: "Kick-off in Oulu" });
    await expect(run(answerItem, world.erik.actor, { ...of(made), answer: "agreed" })).rejects.toMatchObject({
      code: "stale",
    });
    const both = await Promise.allSettled([
      run(answerItem, world.erik.actor, { ...of(made), version: 2, answer: "agreed" }),
      run(answerItem, world.berta.actor, { ...of(made), version: 2, answer: "declined", reason: "No" }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("names who waits for whom, and the next meeting", async () => {
    const made = await propose(world.sara, "room", { title: "Waiting" });
    const waiting = async (who: TestPerson) =>
      (await run(comingItems, who.actor, {})).waiting.map((item) => item.id);
    expect(await waiting(world.erik)).toContain(made.item);
    expect(await waiting(world.sara)).not.toContain(made.item);
    expect(await waiting(world.carl)).not.toContain(made.item);
    const first = await propose(world.sara, "room", { title: "First of all", day: "2030-01-02" });
    const list = await run(scheduleList, world.erik.actor, { room: made.room });
    expect(list.next?.id).toBe(first.item);
    expect((await run(comingItems, world.erik.actor, {})).meetings[0]?.id).toBe(first.item);
    await run(answerItem, world.erik.actor, { ...of(first), answer: "agreed" });
    await run(finishItem, world.sara.actor, { ...of(first), version: 2 });
    expect((await run(scheduleList, world.erik.actor, { room: made.room })).next?.id).not.toBe(first.item);
  });

  it("refuses a time that is skipped, on its field", async () => {
    await expect(
      propose(world.sara, "room", { day: "2031-03-30", from: "03:30", until: undefined }),
    ).rejects.toMatchObject({
      code: "time-skipped",
      fields: { from: {} },
    });
  });

  it("refuses a day that is past, for a proposal and for another time", async () => {
    const past = { day: "2020-01-01" };
    await expect(propose(world.sara, "room", past)).rejects.toMatchObject({
      code: "day-past",
      fields: { day: {} },
    });
    await propose(world.sara, "room", { ...past, lastDay: "2031-01-01" }); // it has begun, and goes on
    const made = await propose(world.sara, "room");
    await expect(run(moveItem, world.sara.actor, { ...of(made), ...when, ...past })).rejects.toMatchObject({
      code: "day-past",
    });
  });
});

describe("the line", () => {
  it("hides another team's items as if they were not there", async () => {
    const made = await propose(world.sara, "seller", { title: "Margin talk" });
    for (const who of [world.berta, world.erik, world.carl, world.olga])
      await expect(see(who, made.item)).rejects.toMatchObject({ status: 404 });
    const list = await run(scheduleList, world.berta.actor, { room: made.room });
    expect(JSON.stringify(list)).not.toContain("Margin talk");
    await expect(run(answerItem, world.berta.actor, { ...of(made), answer: "agreed" })).rejects.toMatchObject(
      {
        status: 404,
      },
    );
    await expect(propose(world.sara, "buyer")).rejects.toMatchObject({ status: 404 });
    await expect(propose(world.sara, "seller", { participants: [world.berta.id] })).rejects.toMatchObject({
      code: "participant-outside",
    });
  });

  it("publishes a fresh proposal that tells nothing of its past", async () => {
    const made = await propose(world.sara, "seller", { title: "Draft CANARY", note: "CANARY" });
    const edited = await run(editItem, world.sara.actor, {
      ...of(made),
      title: "Other CANARY",
      note: "CANARY 2",
    });
    const moved = await run(moveItem, world.sara.actor, {
      ...of({ ...made, ...edited }),
      ...when,
      day: "2031-06-06",
      reason: "CANARY",
    });
    const input = {
      ...of({ ...made, ...moved }),
      to: world.room.audiences.room,
      title: "Site visit",
      note: "",
    };
    await expect(run(publishItem, world.sam.actor, input)).rejects.toMatchObject({ status: 403 });
    expect(await run(publishItem, world.sara.actor, input)).toMatchObject({ state: "proposed", version: 1 });
    const seen = await see(world.erik, made.item);
    expect(seen.item).toMatchObject({ title: "Site visit", version: 1, previous: null, waitsForMe: true });
    expect(seen.history.map((one) => one.kind)).toEqual(["meeting.proposed"]);
    expect(JSON.stringify(seen)).not.toContain("CANARY");
    const rows = await database.owner("select * from schedule_item where id = $1", [made.item]);
    expect(JSON.stringify(rows)).not.toContain("CANARY");
    expect((await see(world.sara, made.item)).history.map((one) => one.kind)).toContain("meeting.published");
  });

  it("moves nothing to an audience that some of its readers are not in", async () => {
    const made = await propose(world.sara, "room");
    await expect(
      run(publishItem, world.sara.actor, { ...of(made), to: world.room.audiences.seller, title: "x" }),
    ).rejects.toMatchObject({ code: "audience-not-wider" });
  });
});

describe("dates of the process", () => {
  it("are gates and touch-points as the reader sees them, never one side's own steps", async () => {
    const { room, sara, erik } = world;
    const id = () => crypto.randomUUID();
    const [before, next, theirs, ours, inside, meet, alone, gate] = [
      id(),
      id(),
      id(),
      id(),
      id(),
      id(),
      id(),
      id(),
    ];
    const title = (text: string) => JSON.stringify({ text });
    const { room: all, seller } = room.audiences;
    for (const [phase, key] of [
      [before, "a"],
      [next, "b"],
    ])
      await database.owner(
        "insert into phase (room_id, id, audience_id, key, position, title, short) values ($1, $2, $3, $4, 1, '{}', '{}')",
        [room.id, phase, all, key],
      );
    for (const [lane, audience, key, band] of [
      [theirs, all, "mill", "customer"],
      [ours, all, "sales", "onstage"],
      [inside, seller, "pricing", "backstage"],
    ])
      await database.owner(
        "insert into lane (room_id, id, audience_id, key, band, side, position, title) values ($1, $2, $3, $4, $5, 'seller', 1, '{}')",
        [room.id, lane, audience, key, band],
      );
    for (const [activity, audience, key, lanes] of [
      [meet, all, "meet", [theirs, ours]],
      [alone, all, "alone", [ours]],
      [id(), seller, "CANARY-inside", [inside]],
    ] as const) {
      await database.owner(
        "insert into activity (room_id, id, audience_id, key, phase_id, side, title, planned_start, planned_end) values ($1, $2, $3, $4, $5, 'seller', $6, '2031-02-03', '2031-02-05')",
        [room.id, activity, audience, key, before, title(key)],
      );
      for (const lane of lanes)
        await database.owner(
          "insert into participant (room_id, id, audience_id, activity_id, lane_id, part) values ($1, $2, $3, $4, $5, 'co-perform')",
          [room.id, id(), audience, activity, lane],
        );
    }
    await database.owner(
      "insert into gate (room_id, id, audience_id, key, after_phase_id, before_phase_id, title, question, planned_on) values ($1, $2, $3, 'CANARY-gate', $4, $5, $6, '{}', '2031-02-06')",
      [room.id, gate, seller, before, next, title("CANARY-gate")],
    );
    const dates = async (who: TestPerson) =>
      (await run(scheduleList, who.actor, { room: room.id })).milestones.map((one) => one.title.text);
    expect(await dates(sara)).toEqual(["meet", "CANARY-gate"]);
    expect(await dates(erik)).toEqual(["meet"]);
    // A sale goes on before its gate has let it through: the gate stays as it was decided.
    const gateOf = async () =>
      (await run(scheduleList, sara.actor, { room: room.id })).milestones.find(({ type }) => type === "gate");
    await database.owner("update phase set entered_on = '2031-02-07' where room_id = $1", [room.id]);
    expect(await gateOf()).toMatchObject({ state: "ahead", path: expect.stringContaining(`/gates/${gate}`) });
    await database.owner(
      "insert into gate_notice (room_id, gate_id, audience_id, told, told_on) values ($1, $2, $3, 'held', '2031-02-08')",
      [room.id, gate, seller],
    );
    expect(await gateOf()).toMatchObject({ state: "hold" });
    const feed = JSON.stringify(await run(calendarFeed, erik.actor, {}));
    expect(feed).toContain('"meet"');
    expect(feed).not.toContain("CANARY");
  });
});
