import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "#features/rooms/index.ts";
import { asActor } from "#platform/database/index.ts";
import { operationNamed, run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { refusal } from "../../../tests/fixtures/rights.ts";
import { join, newPerson, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { addDocument } from "./index.ts";
import { decideSharing, setSharingRule } from "./sharing/commands.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let bea: TestPerson;
beforeEach(async () => {
  world = await newWorld();
  bea = await newPerson("Bea Buyer");
  await join(world.room, bea, "buyer", "specialist");
});
afterEach(() => switchChecksOff(false));
const { show } = registerOf(() => world);
const room = () => world.room.id;

/** An operation of the rooms' own, by its name. */
const ask = async (who: TestPerson, name: string, input: object): Promise<unknown> => {
  const operation = operationNamed(name);
  if (!operation) throw new Error(`there is no operation ${name}`);
  return run(operation, who.actor, { room: world.room.id, ...input });
};
const rule = (required = true, version = 0) =>
  run(setSharingRule, world.berta.actor, { room: room(), required, version });
const group = async () =>
  (
    (await ask(world.erik, "audiences.create", {
      name: "Layout group",
      people: [world.berta.id, world.sara.id],
    })) as { id: string }
  ).id;
const put = (who: TestPerson, audience: string, whom: TestPerson[]) =>
  refusal(ask(who, "audiences.add-people", { audience, people: whom.map(({ id }) => id) }));
const file = async (who: TestPerson, audience: string) =>
  run(addDocument, who.actor, {
    room: room(),
    audience,
    upload: await upload(who, world.room),
    title: "Hall",
    category: "technical.specification",
  });
const toAdd = async (who: TestPerson, audience: string) =>
  Object.fromEntries(
    (
      (await ask(who, "audiences.get", { audience })) as { others: { name: string; forLead: boolean }[] }
    ).others.map(({ name, forLead }) => [name, forLead]),
  );

describe("with a lead's approval of sharing", () => {
  it("a contributor adds to a group that holds papers only people of their own team; a lead adds anybody", async () => {
    const { erik, berta, sara, sam, carl } = world;
    const audience = await group();
    await rule();
    expect(await toAdd(erik, audience)).toEqual({
      "Bea Buyer": false,
      "Carl Consultant": false,
      "Sam Specialist": false,
    });
    expect(await put(erik, audience, [sam])).toBe("done"); // nothing lies there yet
    const { id } = await file(berta, audience);
    await expect(show(carl, id)).rejects.toMatchObject({ status: 404 });
    expect(await toAdd(erik, audience)).toEqual({ "Bea Buyer": false, "Carl Consultant": true });
    expect(await put(erik, audience, [bea, carl])).toBe("adding-needs-lead");
    await expect(show(bea, id)).rejects.toMatchObject({ status: 404 }); // nobody was added
    expect(await put(erik, audience, [bea, sara])).toBe("done"); // Sara is in it already
    // Past the application's checks, and past the command.
    switchChecksOff(true);
    expect(await put(erik, audience, [carl])).toBe("adding-needs-lead");
    await expect(
      asActor(erik.actor, (tx) =>
        sql`select private.add_to_audience(${audience}, ${[carl.id]}::uuid[])`.execute(tx),
      ),
    ).rejects.toThrow("adding-needs-lead");
    switchChecksOff(false);
    await expect(show(carl, id)).rejects.toMatchObject({ status: 404 });
    expect(await put(berta, audience, [carl])).toBe("done");
    expect((await show(carl, id)).title).toBe("Hall");
  });

  it("the same holds while a wish to share with the group waits", async () => {
    const { erik, berta, carl } = world;
    const audience = await group();
    await rule();
    const { request } = await file(erik, audience);
    expect(await put(erik, audience, [carl])).toBe("adding-needs-lead");
    await run(decideSharing, berta.actor, {
      room: room(),
      request,
      version: 1,
      decision: "refuse",
      reason: "No",
    });
    expect(await put(erik, audience, [carl])).toBe("done");
  });

  it("nothing changes without the rule, or for the other side", async () => {
    const { erik, berta, sara, sam, carl } = world;
    const audience = await group();
    await file(berta, audience);
    expect(await put(erik, audience, [carl])).toBe("done");
    await rule();
    expect(await put(sara, audience, [sam])).toBe("done");
  });
});
