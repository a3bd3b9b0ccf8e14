import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newPerson, newWorld } from "../../../../tests/fixtures/world.ts";
import { onRoomOpened } from "../opened.ts";
import { roomDetails, roomFields } from "../queries/details.ts";
import { openRoom } from "./open.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const value = { amount: "12 500 000", currency: "EUR" as const };

describe("rooms.open", () => {
  it("opens with a proposed code, shows everyone the profile and only the supplier its case", async () => {
    const { sara, sam } = world;
    const { room, code } = await run(openRoom, sara.actor, {
      name: "Press section 2 rebuild",
      newCompany: "Äänekoski Board",
      businessLine: "Paper machines",
      value,
      expectedDecision: "2037-03-31",
      owner: sam.id,
    });
    expect(code).toBe("AANEKOSK-PS2R");
    await expect(
      run(openRoom, sara.actor, { name: "Past", newCompany: "Past", expectedDecision: "1999-01-01" }),
    ).rejects.toMatchObject({ fields: { expectedDecision: { code: "day-past" } } });
    const details = await run(roomDetails, sara.actor, { room });
    expect(details).toMatchObject({
      customerName: "Äänekoski Board",
      profile: { businessLine: "Paper machines" },
      case: {
        value: { minor: 1_250_000_000, currency: "EUR" },
        owner: { id: sam.id },
        expectedDecision: "2037-03-31",
      },
    });
    // The owner leads too.
    expect(
      await database.owner("select id, role from member where room_id = $1 order by role, id", [room]),
    ).toEqual([sara.id, sam.id].sort().map((id) => ({ id, role: "lead" })));
  });

  it("keeps value, odds and date out of the customer's sight and log, also by the fields of gates", async () => {
    const { room, berta, sara } = world;
    await asActor(sara.actor, async (tx) => {
      await tx
        .insertInto("room_profile")
        .values({ room_id: room.id, audience_id: room.audiences.room, business_line: "Paper" })
        .execute();
      await tx
        .insertInto("room_case")
        .values({ room_id: room.id, audience_id: room.audiences.seller, probability: 40 })
        .execute();
    });
    const names = (who: typeof berta) =>
      asActor(who.actor, (tx) => roomFields(tx, room.id)).then((fields) => fields.map((field) => field.name));
    expect(await names(berta)).not.toContain("probability");
    expect(await names(sara)).toContain("probability");
    expect((await run(roomDetails, berta.actor, { room: room.id })).case).toBeNull();
  });

  it("names the field of an amount that cannot be read, a customer that is missing, a code that is taken", async () => {
    const { sara } = world;
    const open = (input: object) =>
      run(openRoom, sara.actor, { name: "X", newCompany: "Mill", ...input } as never);
    await expect(open({ value: { amount: "a lot", currency: "EUR" } })).rejects.toMatchObject({
      fields: { "value.amount": { code: "amount-wrong" } },
    });
    await expect(open({ newCompany: undefined })).rejects.toMatchObject({
      fields: { company: { code: "customer-needed" } },
    });
    await open({ code: "mill-x" });
    await expect(open({ code: "MILL-X" })).rejects.toMatchObject({
      fields: { code: { code: "code-taken" } },
    });
  });

  it("does not tell by its code that somebody else has such a room", async () => {
    const sven = await newPerson("Sven Seller", { staff: true });
    await expect(
      run(openRoom, sven.actor, { name: "X", newCompany: "Mill", code: "MILL-X" }),
    ).resolves.toMatchObject({ code: "MILL-X" });
  });

  it("is for the supplier's people", async () => {
    await expect(run(openRoom, world.berta.actor, { name: "X", newCompany: "Mill" })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("lets features take part in the same transaction: one that throws leaves no room", async () => {
    const { sara } = world;
    const seen: unknown[] = [];
    onRoomOpened("test", async (_, opened) => {
      seen.push(opened.blueprint);
      throw new Error("no such blueprint");
    });
    try {
      await expect(
        run(openRoom, sara.actor, { name: "Y", newCompany: "Mill", code: "MILL-Y", blueprint: "b" }),
      ).rejects.toThrow("no such blueprint");
      expect(seen).toEqual(["b"]);
      expect(await database.owner("select 1 from room where code = 'MILL-Y'")).toEqual([]);
    } finally {
      onRoomOpened("test", async () => undefined);
    }
  });
});
