import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../tests/fixtures/documents.ts";
import { refusal } from "../../../tests/fixtures/rights.ts";
import { join, newPerson, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { changeExpected, dropExpected, fillExpectedDocument } from "./expected/commands.ts";
import { listExpected, showExpected } from "./expected/queries.ts";

/** Partners are of many companies: what is asked of one is filled by that one. */
const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let paul: TestPerson;
beforeEach(async () => {
  world = await newWorld();
  await seat(world.carl, "Mill Advice", "buyer");
  paul = await partner("Paul Partner", "Pump Works", "seller");
});
afterEach(() => switchChecksOff(false));
const { add, ask, waiting } = registerOf(() => world);
const room = () => world.room.id;

const seat = (who: TestPerson, company: string, host: string) =>
  asSystem((tx) =>
    sql`update member set company_name = ${company}, host = ${host} where room_id = ${world.room.id} and id = ${who.id}`.execute(
      tx,
    ),
  );
async function partner(name: string, company: string, host: string) {
  const who = await newPerson(name, { company });
  await join(world.room, who, "partner", "contributor");
  await seat(who, company, host);
  return who;
}
const one = async (...given: Parameters<typeof ask>) => (await ask(...given)).ids[0] ?? "";
const seen = (who: TestPerson, expected: string) => run(showExpected, who.actor, { room: room(), expected });
const fill = async (who: TestPerson, expected: string, document: string) =>
  refusal(run(fillExpectedDocument, who.actor, { room: room(), expected, version: 1, document }));

describe("what is asked of a partner", () => {
  it("names the company, and is filled by its people or who asks, by nobody else", async () => {
    const { sara, carl } = world;
    const ingrid = await partner("Ingrid", "pump works", "seller");
    const id = await one(sara, "room", "partner", "Pump curves", { company: "pump works" });
    expect(await seen(sara, id)).toMatchObject({
      company: "Pump Works",
      may: { fill: true, change: true },
      ofMine: false,
    });
    expect(await seen(carl, id)).toMatchObject({ may: { fill: false, change: false }, ofMine: false });
    for (const who of [paul, ingrid]) {
      expect(await seen(who, id)).toMatchObject({ may: { fill: true, change: false }, ofMine: true });
      expect(await waiting(who)).toMatchObject([{ id, mine: true }]);
    }
    expect(await waiting(carl)).toEqual([]);
    expect(await waiting(sara)).toMatchObject([{ id, mine: false, people: ["Pump Works"] }]);
    const theirs = await add(carl, "room", "Something else");
    for (const off of [false, true]) {
      switchChecksOff(off);
      expect(await fill(carl, id, theirs.id)).toBe("expected-of-others");
      expect(await refusal(run(dropExpected, carl.actor, { room: room(), expected: id, version: 1 }))).toBe(
        "expected-of-others",
      );
    }
    switchChecksOff(false);
    // The database by itself.
    const touch = (who: TestPerson) =>
      asActor(
        who.actor,
        async (tx) =>
          (await sql`update expected_document set note = 'x' where id = ${id}`.execute(tx)).numAffectedRows,
      );
    expect(await touch(carl)).toBe(0n);
    expect(await touch(paul)).toBe(1n);
    // Of a partner's papers only their own are offered.
    const own = await add(paul, "room", "Curves");
    expect((await seen(ingrid, id)).candidates.map((document) => document.id)).toEqual([own.id]);
    expect(await fill(ingrid, id, own.id)).toBe("done");
  });

  it("tells its people, and only those who see the request", async () => {
    const { sara, carl } = world;
    await one(sara, "room", "partner", "Pump curves", { company: "Pump Works" });
    const [entry] = await database.owner<{ data: { people: string[] } }>(
      "select data from log_entry where room_id = $1 and kind = 'document.asked'",
      [room()],
    );
    expect(entry?.data.people).toEqual([paul.id]);
    expect(await refusal(ask(sara, "seller", "partner", "Pump curves", { company: "Pump Works" }))).toBe(
      "asked-does-not-see",
    );
    expect(await refusal(ask(sara, "room", "partner", "Pump curves", { company: "Nobody" }))).toBe(
      "asked-does-not-see",
    );
    expect(await refusal(ask(sara, "room", "partner", "X", { company: "Pump Works", person: carl.id }))).toBe(
      "asked-does-not-see",
    );
  });

  it("must say whom it means where there are several; a person says it too, and one alone is meant", async () => {
    const { sara, carl } = world;
    expect(await refusal(ask(sara, "room", "partner", "Report"))).toBe("ask-which-partner");
    const id = await one(sara, "room", "partner", "Report", { person: carl.id });
    expect(await seen(paul, id)).toMatchObject({ company: "Mill Advice", may: { fill: false } });
    expect(await seen(carl, id)).toMatchObject({ may: { fill: true } });
    // Asked of somebody else instead: then it is of theirs.
    const changed = {
      room: room(),
      expected: id,
      version: 1,
      title: "Report",
      category: "project.background",
    };
    await run(changeExpected, sara.actor, { ...changed, person: paul.id });
    expect(await seen(paul, id)).toMatchObject({ company: "Pump Works", may: { fill: true } });
    expect(await seen(carl, id)).toMatchObject({ may: { fill: false } });
    await database.owner("update member set left_at = now() where room_id = $1 and id = $2", [
      room(),
      paul.id,
    ]);
    const last = await one(sara, "room", "partner", "Summary");
    expect(await seen(sara, last)).toMatchObject({ company: "Mill Advice" });
  });

  it("is told from a company of the same name that the other side has brought", async () => {
    const { sara } = world;
    const other = await partner("Otto", "Pump Works", "buyer");
    const id = await one(sara, "room", "partner", "Pump curves", { company: "Pump Works" });
    expect([(await seen(paul, id)).may.fill, (await seen(other, id)).may.fill]).toEqual([true, false]);
  });

  it("without a company is every partner's, as it was before", async () => {
    const { sara, carl } = world;
    const id = await one(sara, "room", "partner", "Report", { company: "Pump Works" });
    await database.owner(
      "update expected_document set asked_company = null, asked_host = null where id = $1",
      [id],
    );
    for (const who of [carl, paul]) expect((await seen(who, id)).may.fill).toBe(true);
    expect((await seen(sara, id)).company).toBe("Mill Advice, Pump Works");
  });
});

it("what a partner asks for is changed by their own company", async () => {
  const { carl } = world;
  const id = await one(carl, "room", "buyer", "Layout");
  expect((await seen(paul, id)).may).toEqual({ fill: false, change: false });
  switchChecksOff(true);
  expect(await refusal(run(dropExpected, paul.actor, { room: room(), expected: id, version: 1 }))).toBe(
    "expected-of-others",
  );
  switchChecksOff(false);
  expect(await refusal(run(dropExpected, carl.actor, { room: room(), expected: id, version: 1 }))).toBe(
    "done",
  );
  expect((await run(listExpected, paul.actor, { room: room() })).expected).toEqual([]);
});
