import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { join, newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { contactsList } from "../queries/contacts.ts";
import { roomDetails } from "../queries/details.ts";
import { oneMember } from "../queries/member.ts";
import { changeCase, changeRoom } from "./change.ts";
import { hideContact, showContact } from "./contacts.ts";
import { openRoom } from "./open.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let room = "";
beforeAll(async () => {
  world = await newWorld();
  room = (await run(openRoom, world.sara.actor, { name: "Boiler", newCompany: "Mill" })).room;
  const rows = await database.owner<{ kind: string; id: string }>(
    "select kind, id from audience where room_id = $1",
    [room],
  );
  const audiences = Object.fromEntries(rows.map((row) => [row.kind, row.id]));
  const opened = { id: room, code: "", audiences: audiences as (typeof world)["room"]["audiences"] };
  await join(opened, world.berta, "buyer", "lead");
  await join(opened, world.sam, "seller", "specialist");
});

const shared = { name: "Boiler 2", customerName: "The Mill", scope: "One boiler" };

describe("what is known of a room", () => {
  it("is changed by the supplier's lead, against the state that was read", async () => {
    const { sara, sam, berta } = world;
    await expect(run(changeRoom, berta.actor, { room, version: 1, ...shared })).rejects.toMatchObject({
      code: "sellers-only",
    });
    await expect(run(changeRoom, sam.actor, { room, version: 1, ...shared })).rejects.toMatchObject({
      status: 403,
    });
    await run(changeRoom, sara.actor, { room, version: 1, ...shared });
    await expect(run(changeRoom, sara.actor, { room, version: 1, ...shared })).rejects.toMatchObject({
      status: 409,
    });
    expect(await run(roomDetails, berta.actor, { room })).toMatchObject({
      name: "Boiler 2",
      customerName: "The Mill",
      profile: { scope: "One boiler", version: 2 },
      case: null,
      team: [],
    });
  });

  it("keeps the case to the supplier: no reading, no writing, no entry for the customer", async () => {
    const { sam, berta } = world;
    await expect(run(changeCase, berta.actor, { room, version: 1 })).rejects.toMatchObject({ status: 404 });
    await run(changeCase, sam.actor, {
      room,
      version: 1,
      value: { amount: "100,50", currency: "EUR" },
      probability: 30,
    });
    const kinds = await asActor(berta.actor, (tx) =>
      tx.selectFrom("log_entry").select("kind").where("room_id", "=", room).execute(),
    );
    expect(kinds.map((row) => row.kind)).not.toContain("room.case-changed");
    await expect(
      run(changeCase, sam.actor, { room, version: 2, owner: world.olga.id }),
    ).rejects.toMatchObject({ fields: { owner: { code: "owner-not-in-team" } } });
  });

  it("stays so past the checks", async () => {
    const { berta } = world;
    switchChecksOff(true);
    try {
      await expect(run(changeCase, berta.actor, { room, version: 2 })).rejects.toMatchObject({ status: 404 });
      const write = (table: "room_case" | "room_profile") =>
        asActor(berta.actor, (tx) =>
          tx.updateTable(table).set({ version: 9 }).where("room_id", "=", room).executeTakeFirst(),
        );
      for (const table of ["room_case", "room_profile"] as const)
        expect((await write(table)).numUpdatedRows).toBe(0n);
    } finally {
      switchChecksOff(false);
    }
  });
});

describe("main contacts", () => {
  const show = (by: TestPerson, whom: TestPerson, more: object = {}) =>
    run(showContact, by.actor, {
      room,
      person: whom.id,
      subject: "Schedule",
      phone: "+358 40 1",
      email: "x@y.fi",
      ...more,
    });

  it("are chosen by a lead from the own side, and read by everyone", async () => {
    const { sara, sam, berta } = world;
    await show(sara, sam, { place: 2 });
    await show(sara, sara, { place: 1 });
    await show(berta, berta);
    await expect(show(sara, berta)).rejects.toMatchObject({ code: "not-your-side" });
    await expect(show(sam, sam)).rejects.toMatchObject({ status: 403 });
    await expect(show(sara, sam)).rejects.toMatchObject({ status: 409 });
    await show(sara, sam, { version: 1, place: 2, subject: "Pricing" });
    const { contacts } = await run(contactsList, berta.actor, { room });
    expect(contacts.map((one) => [one.name, one.subject])).toEqual([
      ["Sara Seller", "Schedule"],
      ["Sam Specialist", "Pricing"],
      ["Berta Buyer", "Schedule"],
    ]);
    await run(hideContact, sara.actor, { room, person: sam.id });
    expect((await run(contactsList, berta.actor, { room })).contacts).toHaveLength(2);
  });

  it("give nobody the address of a person of the other side", async () => {
    const { sara, sam, berta } = world;
    const reach = async (who: TestPerson, whom: TestPerson) =>
      (await run(oneMember, who.actor, { room, person: whom.id })).reach;
    expect(await reach(sara, sam)).toMatchObject({ email: expect.stringContaining("@") });
    expect(await reach(sara, berta)).toBeNull();
    expect(await reach(sam, sam)).toBeNull();
    const asSam = { personId: sara.id, viewerId: sam.id };
    expect((await run(oneMember, asSam, { room, person: sam.id })).reach).toBeNull();
  });

  it("are not written across sides past the checks", async () => {
    const { sara, berta, sam } = world;
    switchChecksOff(true);
    try {
      const hide = (by: TestPerson, whom: TestPerson) =>
        asActor(by.actor, (tx) =>
          tx
            .deleteFrom("main_contact")
            .where("room_id", "=", room)
            .where("id", "=", whom.id)
            .executeTakeFirst(),
        );
      expect((await hide(sara, berta)).numDeletedRows).toBe(0n);
      expect((await hide(sam, sara)).numDeletedRows).toBe(0n);
    } finally {
      switchChecksOff(false);
    }
  });
});
