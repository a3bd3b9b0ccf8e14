import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { beginSession, readSession, roomOfPath } from "#platform/identity/session.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newRoom, newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { roomFrame } from "../queries/frame.ts";
import { createAudience } from "./audiences.ts";
import { changeMember, leaveRoom } from "./members.ts";
import { startViewing, stopViewing } from "./view-as.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  world = await newWorld();
  for (const person of [world.sara, world.berta, world.erik])
    tokens.set(person.id, await asSystem((tx) => beginSession(tx, person.id, "code", "test")));
});

/** The actor of a request of this person to a room, as every surface makes it. */
const at = async (person: TestPerson, room: string | null): Promise<Actor> => {
  const session = await readSession(tokens.get(person.id) ?? "", room);
  if (!session) throw new Error("no session");
  return session.reader.actor;
};
const look = async (by: TestPerson, as: TestPerson) =>
  run(startViewing, await at(by, null), { room: world.room.id, person: as.id });
const stop = async (by: TestPerson) => run(stopViewing, await at(by, null), { room: world.room.id });
const inSeller = (kind: string) =>
  database.owner("select audience_id from log_entry where room_id = $1 and kind = $2", [world.room.id, kind]);

describe("looking as somebody else", () => {
  it("shows what both see, changes nothing, and is written down where the own side reads it", async () => {
    const { sara, berta, room } = world;
    await look(sara, berta);
    const actor = await at(sara, room.id);
    expect(actor).toMatchObject({ personId: berta.id, viewerId: sara.id });
    const frame = await run(roomFrame, actor, { room: room.id });
    expect(frame).toMatchObject({ viewing: true, me: { id: berta.id }, side: "buyer" });
    expect(frame.audiences.map((audience) => audience.kind)).toEqual(["room", "commercial"]);
    await expect(run(leaveRoom, actor, { room: room.id })).rejects.toMatchObject({
      code: "view-as-reads-only",
    });
    expect(await inSeller("view-as.started")).toEqual([{ audience_id: room.audiences.seller }]);
    expect(await stop(sara)).toEqual({ stopped: true });
    expect(await at(sara, room.id)).toMatchObject({ personId: sara.id });
    expect(await inSeller("view-as.stopped")).toHaveLength(1);
  });

  it("opens neither backstage: rows of one side only stay where they are", async () => {
    const { sara, berta, erik, room } = world;
    await run(createAudience, berta.actor, { room: room.id, name: "Buyers only", people: [erik.id] });
    const seen = (actor: Actor) =>
      asActor(actor, (tx) =>
        tx.selectFrom("audience").select("id").where("room_id", "=", room.id).execute(),
      ).then((rows) => rows.map((row) => row.id));
    await look(sara, erik);
    expect(await seen(await at(sara, room.id))).toEqual([room.audiences.room]);
    await stop(sara);
    await look(berta, erik);
    const shared = await seen(await at(berta, room.id));
    expect(shared).toContain(room.audiences.buyer);
    expect(shared).not.toContain(room.audiences.commercial); // Berta's, not Erik's
    expect(shared).not.toContain(room.audiences.seller);
    await stop(berta);
  });

  it("holds in this room and this session only", async () => {
    const { sara, berta, room } = world;
    const other = await newRoom(sara);
    const phone = await asSystem((tx) => beginSession(tx, sara.id, "code", "phone"));
    await look(sara, berta);
    expect(await at(sara, other.id)).toMatchObject({ personId: sara.id });
    expect(await at(sara, null)).toMatchObject({ personId: sara.id });
    expect((await readSession(phone, room.id))?.reader.actor).toMatchObject({ personId: sara.id });
    expect((await readSession(tokens.get(sara.id) ?? "", room.id))?.reader.viewing).toMatchObject({
      name: berta.name,
    });
    await stop(sara);
  });

  it("is for leads, never as oneself or a stranger, nor with a session of somebody else", async () => {
    const { sara, berta, erik, olga, room } = world;
    await expect(look(erik, berta)).rejects.toMatchObject({ status: 403 });
    await expect(look(sara, sara)).rejects.toMatchObject({ status: 404 });
    await expect(look(sara, olga)).rejects.toMatchObject({ status: 404 });
    const bertas = (await at(berta, null)).sessionId ?? "";
    await expect(
      run(startViewing, { personId: sara.id, sessionId: bertas }, { room: room.id, person: erik.id }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("ends with the lead of the one and with the membership of the other", async () => {
    const { sara, sam, erik, room } = world;
    await look(sara, erik);
    await run(leaveRoom, erik.actor, { room: room.id });
    expect(await at(sara, room.id)).toMatchObject({ personId: sara.id });
    await look(sara, sam);
    await database.owner("update member set role = 'lead' where room_id = $1 and id = $2", [room.id, sam.id]);
    const [row] = await database.owner<{ version: number }>(
      "select version from member where room_id = $1 and id = $2",
      [room.id, sara.id],
    );
    await run(changeMember, sam.actor, {
      room: room.id,
      person: sara.id,
      version: row?.version ?? 0,
      role: "viewer",
    });
    expect(await at(sara, room.id)).toMatchObject({ personId: sara.id });
  });

  it("knows the room of an address on every surface", () => {
    const id = "0197a1b2-0000-7000-8000-000000000000";
    for (const path of [
      `/rooms/${id}`,
      `/rooms/${id}.data`,
      `/rooms/${id}/people`,
      `/api/v1/rooms/${id}/log`,
    ])
      expect(roomOfPath(path)).toBe(id);
    for (const path of ["/", "/rooms", "/rooms/new", `/people/${id}`, `/rooms/${id}x`])
      expect(roomOfPath(path)).toBeNull();
  });
});
