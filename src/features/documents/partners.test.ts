import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { operationNamed, run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { refusal } from "../../../tests/fixtures/rights.ts";
import { join, newPerson, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
  await seat(world.carl, "Mill Advice", "buyer");
});
afterEach(() => switchChecksOff(false));
const { add, show, list } = registerOf(() => world);

/** Whose company a partner is of, and which side has brought them. */
const seat = (who: TestPerson, company: string, host: string) =>
  asSystem((tx) =>
    sql`update member set company_name = ${company}, host = ${host} where room_id = ${world.room.id} and id = ${who.id}`.execute(
      tx,
    ),
  );
async function partner(company: string, host: string): Promise<TestPerson> {
  const who = await newPerson("Paul Partner", { company });
  await join(world.room, who, "partner", "contributor");
  await seat(who, company, host);
  return who;
}

/** Everything that is for those whose document it is. @returns what became of each */
async function changes(who: TestPerson, document: string): Promise<Record<string, string>> {
  const { room } = world;
  const { version } = await show(who, document);
  const said: Record<string, string> = {};
  const inputs: Record<string, object> = {
    "documents.rights": {},
    "documents.edit": { version, title: "Rewritten", category: "technical.specification" },
    "documents.revise": { audience: room.audiences.room, upload: await upload(who, room) },
    "documents.set-rights": { holder: "buyer", level: "exists" },
    "documents.withdraw": { version: version + 1, reason: "gone" },
  };
  for (const [name, input] of Object.entries(inputs)) {
    const operation = operationNamed(name);
    if (!operation) throw new Error(name);
    said[name] = await refusal(run(operation, who.actor, { room: room.id, document, ...input }));
  }
  return said;
}

it.each([
  ["of another company", "Sub Supplier", "buyer"],
  ["of that name, brought by the other side", "Mill Advice", "seller"],
  ["without a company", "", "buyer"],
])("a partner %s reads a partner's paper and changes nothing of it", async (_, company, host) => {
  const paul = await partner(company, host);
  const { id } = await add(world.carl, "room", "Consultant's report");
  const { may, rights } = await show(paul, id);
  expect(may).toMatchObject({ change: false, publish: false, revise: false, rights: false });
  expect([rights.level, rights.mayRevise]).toEqual(["original", false]);
  // The register, which asks for all documents of a page at once, says the same.
  expect((await list(paul)).documents.map((one) => one.rights.mayRevise)).toEqual([false]);
  expect((await list(world.carl)).documents.map((one) => one.rights.mayRevise)).toEqual([true]);
  expect([...new Set(Object.values(await changes(paul, id)))]).toEqual(["document-of-other-side"]);
  switchChecksOff(true);
  expect([...new Set(Object.values(await changes(paul, id)))]).toEqual(["document-of-other-side"]);
});

it("a colleague of who shared it does, and the database holds the rule by itself", async () => {
  const ingrid = await partner("Mill advice", "buyer");
  const paul = await partner("Sub Supplier", "seller");
  const { id } = await add(world.carl, "room", "Consultant's report");
  const rows = await asActor(paul.actor, async (tx) => {
    const document = await sql`update document set title = 'x' where id = ${id}`.execute(tx);
    const revision =
      await sql`update document_revision set status = 'withdrawn' where document_id = ${id}`.execute(tx);
    return [document.numAffectedRows, revision.numAffectedRows];
  });
  expect(rows).toEqual([0n, 0n]);
  expect([...new Set(Object.values(await changes(ingrid, id)))]).toEqual(["done"]);
});
