import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { isWider, wouldGain, wouldLose } from "../model/audience.ts";
import { audiencePeople, audiencesMine } from "../queries/audiences.ts";
import { assertWider } from "../wider.ts";
import { addToAudience, createAudience, renameAudience, takeFromAudience } from "./audiences.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let group = "";
beforeAll(async () => {
  world = await newWorld();
  group = (await make(world.sara, "Technical working group", [world.erik])).id;
});

const make = (by: TestPerson, name: string, people: TestPerson[]) =>
  run(createAudience, by.actor, { room: world.room.id, name, people: people.map((person) => person.id) });
const names = async (who: TestPerson) =>
  (await run(audiencesMine, who.actor, { room: world.room.id })).audiences.map((audience) => audience.name);
const people = (who: TestPerson, audience: string) =>
  run(audiencePeople, who.actor, { room: world.room.id, audience }).then((seen) =>
    seen.people.map((person) => person.id).sort(),
  );

describe("a named audience", () => {
  it("is known to its people alone, who made it among them", async () => {
    expect(await people(world.sara, group)).toEqual([world.sara.id, world.erik.id].sort());
    expect(await people(world.erik, group)).toHaveLength(2);
    for (const who of [world.berta, world.sam, world.carl, world.olga])
      await expect(people(who, group)).rejects.toMatchObject({ status: 404 });
    expect(await names(world.berta)).not.toContain("Technical working group");
  });

  it("does not tell its name to somebody who tries the same one", async () => {
    await expect(make(world.berta, "technical working group", [])).resolves.toBeTruthy();
    await expect(make(world.sara, "Technical Working Group ", [])).rejects.toMatchObject({
      code: "audience-name-taken",
    });
  });

  it("is made, changed and filled only by those who may publish, and only with people of the room", async () => {
    await expect(make(world.sam, "Mine", [])).rejects.toMatchObject({ status: 403 });
    await expect(make(world.sara, "With a stranger", [world.olga])).rejects.toMatchObject({ status: 404 });
    const rename = (by: TestPerson) =>
      run(renameAudience, by.actor, { room: world.room.id, audience: group, name: "Working group" });
    await expect(rename(world.berta)).rejects.toMatchObject({ status: 404 });
    await expect(rename(world.erik)).resolves.toBeTruthy();
    const add = (by: TestPerson, whom: TestPerson) =>
      run(addToAudience, by.actor, { room: world.room.id, audience: group, people: [whom.id] });
    await expect(add(world.berta, world.berta)).rejects.toMatchObject({ status: 404 });
    await expect(add(world.erik, world.berta)).resolves.toEqual({ added: ["Berta Buyer"] });
    expect(await names(world.berta)).toContain("Working group");
    expect(
      await database.owner<{ kind: string }>(
        "select kind from log_entry where audience_id = $1 order by seq",
        [group],
      ),
    ).toEqual([
      { kind: "audience.created" },
      { kind: "audience.renamed" },
      { kind: "audience.people-added" },
    ]);
  });

  it("is left by anyone, but no side shuts the other one out, and the last one stays", async () => {
    const take = (by: TestPerson, whom: TestPerson) =>
      run(takeFromAudience, by.actor, { room: world.room.id, audience: group, person: whom.id });
    await expect(take(world.erik, world.sara)).rejects.toMatchObject({ code: "not-your-side" });
    await expect(take(world.sara, world.erik)).rejects.toMatchObject({ code: "not-your-side" });
    await take(world.erik, world.berta);
    await expect(people(world.berta, group)).rejects.toMatchObject({ status: 404 });
    await take(world.sara, world.sara);
    await expect(take(world.erik, world.erik)).rejects.toMatchObject({ code: "last-person" });
  });

  it("stays closed past the checks", async () => {
    switchChecksOff(true);
    try {
      const { room, berta, sam, carl } = world;
      for (const who of [berta, carl]) {
        const to = { room: room.id, audience: group };
        await expect(run(audiencePeople, who.actor, to)).rejects.toMatchObject({ status: 404 });
        await expect(run(addToAudience, who.actor, { ...to, people: [who.id] })).rejects.toMatchObject({
          status: 404,
        });
        await expect(run(renameAudience, who.actor, { ...to, name: "x" })).rejects.toMatchObject({
          status: 404,
        });
        await expect(
          run(takeFromAudience, who.actor, { ...to, person: world.erik.id }),
        ).rejects.toMatchObject({ status: 404 });
      }
      await expect(make(sam, "Mine", [])).rejects.toMatchObject({ status: 404 });
      for (const table of ["audience_person", "audience"] as const)
        await expect(asActor(berta.actor, (tx) => tx.deleteFrom(table).execute())).rejects.toThrow(
          "permission denied",
        );
    } finally {
      switchChecksOff(false);
    }
  });
});

describe("wider", () => {
  it("publishes only to where nobody of the narrower audience loses sight, and names who would", async () => {
    const { room, sara, berta } = world;
    const check = (who: TestPerson, from: string, to: string) =>
      asActor(who.actor, (tx) => assertWider(tx, room.id, from, to));
    const { gains } = await check(sara, room.audiences.seller, room.audiences.room);
    expect(gains.map((person) => person.name)).toEqual(["Berta Buyer", "Carl Consultant", "Erik Engineer"]);
    await check(sara, room.audiences.seller, room.audiences.commercial);
    await expect(check(sara, room.audiences.room, room.audiences.seller)).rejects.toMatchObject({
      code: "audience-not-wider",
      params: { names: "Berta Buyer, Carl Consultant, Erik Engineer", count: 3 },
    });
    await expect(check(berta, room.audiences.buyer, room.audiences.commercial)).rejects.toMatchObject({
      params: { names: "Erik Engineer" },
    });
    await expect(check(berta, room.audiences.buyer, room.audiences.seller)).rejects.toMatchObject({
      status: 404,
    });
  });

  it("tells of each of my audiences where it may be published to", async () => {
    const { audiences } = await run(audiencesMine, world.sara.actor, { room: world.room.id });
    const wider = Object.fromEntries(
      audiences.map((audience) => [
        audience.kind,
        audience.wider.map((id) => audiences.find((other) => other.id === id)?.kind),
      ]),
    );
    expect(wider).toEqual({ room: [], seller: ["room", "commercial"], commercial: ["room"] });
  });

  it("is an order: of sets, nobody lost means wider, and what is lost one way is gained the other", () => {
    const sets = fc.uniqueArray(
      fc.integer({ min: 0, max: 6 }).map((n) => ({ id: String(n) })),
      {
        selector: (person) => person.id,
      },
    );
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        expect(isWider(a, a)).toBe(true);
        if (isWider(a, b) && isWider(b, c)) expect(isWider(a, c)).toBe(true);
        if (isWider(a, b)) expect(a.length + wouldGain(a, b).length).toBe(b.length);
        expect(wouldLose(a, b)).toEqual(wouldGain(b, a));
      }),
    );
  });
});
