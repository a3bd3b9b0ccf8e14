import { beforeAll, describe, expect, it } from "vitest";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newWorld } from "../../../../tests/fixtures/world.ts";
import { roomFrame } from "./frame.ts";

testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const kinds = async (who: { actor: { personId: string; viewerId?: string } }) =>
  (await run(roomFrame, who.actor, { room: world.room.id })).audiences.map((audience) => audience.kind);

describe("rooms.frame", () => {
  it("tells everyone their own place and only their own audiences", async () => {
    expect(await kinds(world.sara)).toEqual(["room", "seller", "commercial"]);
    expect(await kinds(world.berta)).toEqual(["room", "buyer", "commercial"]);
    expect(await kinds(world.erik)).toEqual(["room", "buyer"]);
    expect(await kinds(world.carl)).toEqual(["room"]);
    const frame = await run(roomFrame, world.sam.actor, { room: world.room.id });
    expect(frame).toMatchObject({
      side: "seller",
      role: "specialist",
      viewing: false,
      me: { id: world.sam.id },
    });
    expect(frame.rights).not.toContain("room.publish");
  });

  it("shows a lead who looks as somebody that person's place, without what only one of them sees", async () => {
    const asBerta = { personId: world.berta.id, viewerId: world.sara.id };
    expect(await kinds({ actor: asBerta })).toEqual(["room", "commercial"]);
    expect(await run(roomFrame, asBerta, { room: world.room.id })).toMatchObject({
      side: "buyer",
      viewing: true,
    });
  });

  it("is not there for an outsider, with checks on or off", async () => {
    await expect(run(roomFrame, world.olga.actor, { room: world.room.id })).rejects.toMatchObject({
      status: 404,
    });
    switchChecksOff(true);
    try {
      await expect(run(roomFrame, world.olga.actor, { room: world.room.id })).rejects.toMatchObject({
        status: 404,
      });
    } finally {
      switchChecksOff(false);
    }
  });
});
