import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { type Actor, asActor } from "../database/index.ts";
import { asSystem, databasePool } from "../database/system.ts";
import { beginSession, endSession } from "../identity/session.ts";
import { append } from "../roomlog/index.ts";
import { closeStreams, openStream, openStreams, startListening, stopListening, touched } from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  await startListening();
  world = await newWorld();
});
afterAll(() => {
  closeStreams();
  stopListening();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes an entry as a person, as a command would. */
async function emit(person: TestPerson, audience: string, kind: string, data = {}): Promise<void> {
  const room = world.room.id;
  const entry = { room, audience, kind, subject: { type: "test", id: crypto.randomUUID() }, data };
  await asActor(person.actor, (tx) => append(tx, [entry], person.id));
  touched(room);
}

/** Opens a stream and collects what it says. */
async function listen(person: TestPerson, options: { cursor?: string; actor?: Actor } = {}) {
  const token = await asSystem((tx) => beginSession(tx, person.id, "demo", ""));
  const response = await openStream({
    actor: options.actor ?? person.actor,
    room: world.room.id,
    token,
    cursor: options.cursor ?? null,
  });
  const heard = { text: "", closed: false, token };
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  void (async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      heard.text += decoder.decode(value);
    }
    heard.closed = true;
  })();
  await pause(150);
  return Object.assign(heard, {
    kinds: () => [...heard.text.matchAll(/"kind":"([^"]+)"/g)].map((match) => match[1]),
    cursor: () => [...heard.text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? "",
    stop: () => reader?.cancel(),
  });
}

/** Waits until something holds, a second at most. */
async function within(holds: () => boolean, ms = 1000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds() && Date.now() < end) await pause(10);
  expect(holds()).toBe(true);
}

describe("live stream", () => {
  it("tells of what the person may see: kind, type and id, and no more", async () => {
    const { room, berta, sara } = world;
    const heard = await listen(berta);
    await emit(sara, room.audiences.room, "test.shared", { secret: "canary-1" });
    await within(() => heard.kinds().includes("test.shared"));
    expect(heard.text).not.toContain("canary-1");
    expect(heard.text).not.toContain(room.audiences.room);
    expect(heard.text).not.toMatch(/seq|actor/);
    await heard.stop();
  });

  it("says whether it was the reader's own doing, and no more of who it was", async () => {
    const { room, berta, sara } = world;
    const [mine, theirs] = [await listen(sara), await listen(berta)];
    await emit(sara, room.audiences.room, "test.own");
    await within(() => mine.kinds().includes("test.own") && theirs.kinds().includes("test.own"));
    expect(mine.text).toContain('"own":true');
    expect(theirs.text).toContain('"own":false');
    await Promise.all([mine.stop(), theirs.stop()]);
  });

  it("sends not one byte for what the person may not see", async () => {
    const { room, berta, sara } = world;
    const heard = await listen(berta);
    const before = heard.text;
    for (let count = 0; count < 20; count += 1) await emit(sara, room.audiences.seller, "test.hidden");
    await pause(400);
    expect(heard.text).toBe(before);
    await emit(sara, room.audiences.room, "test.after");
    await within(() => heard.kinds().includes("test.after"));
    expect(heard.kinds()).toEqual(["test.after"]);
    await heard.stop();
  });

  it("resumes from its cursor with what was missed, and starts at the present without one", async () => {
    const { room, berta, sara } = world;
    const first = await listen(berta);
    const cursor = first.cursor();
    await first.stop();
    await emit(sara, room.audiences.room, "test.missed");
    await emit(sara, room.audiences.commercial, "test.missed-too");
    const fresh = await listen(berta);
    expect(fresh.kinds()).toEqual([]);
    const resumed = await listen(berta, { cursor });
    expect(resumed.kinds().sort()).toEqual(["test.missed", "test.missed-too"]);
    const again = await listen(berta, { cursor: resumed.cursor() });
    expect(again.kinds()).toEqual([]);
    const stolen = await listen(world.erik, { cursor });
    expect(stolen.kinds()).toEqual([]);
    for (const stream of [fresh, resumed, again, stolen]) await stream.stop();
  });

  it("gives more than one batch after a long absence, once each", async () => {
    const { room, berta, sara } = world;
    const first = await listen(berta);
    await first.stop();
    await asActor(sara.actor, (tx) =>
      append(
        tx,
        Array.from({ length: 450 }, (_, n) => ({
          room: room.id,
          audience: room.audiences.room,
          kind: `test.n${n}`,
          subject: { type: "test", id: null },
        })),
        sara.id,
      ),
    );
    const resumed = await listen(berta, { cursor: first.cursor() });
    await within(() => resumed.kinds().length >= 450);
    expect(new Set(resumed.kinds()).size).toBe(450);
    expect(resumed.kinds()).toHaveLength(450);
    await resumed.stop();
  });

  it("shows a lead who looks as somebody only what both may see", async () => {
    const { room, berta, sara } = world;
    const heard = await listen(sara, { actor: { personId: berta.id, viewerId: sara.id } });
    await emit(berta, room.audiences.buyer, "test.buyers");
    await emit(sara, room.audiences.seller, "test.sellers");
    await emit(sara, room.audiences.commercial, "test.both");
    await within(() => heard.kinds().length > 0);
    expect(heard.kinds()).toEqual(["test.both"]);
    await heard.stop();
  });

  it("ends within a second when its session has ended", async () => {
    const { berta, erik } = world;
    const [heard, other] = [await listen(berta), await listen(erik)];
    await endSession(heard.token);
    await databasePool().query("select pg_notify('frontstage_session', $1)", [berta.id]);
    await within(() => heard.closed);
    expect(heard.text).toContain("event: gone");
    expect(other.closed).toBe(false);
    await other.stop();
  });

  it("tells when an audience is left, and ends within a second when the room is", async () => {
    const { room, sara, carl, berta } = world;
    const custom = crypto.randomUUID();
    await asSystem(async (tx) => {
      await tx
        .insertInto("audience")
        .values({ id: custom, room_id: room.id, kind: "custom", name: "Technical" })
        .execute();
      await tx
        .insertInto("audience_person")
        .values({ audience_id: custom, person_id: carl.id, room_id: room.id })
        .execute();
    });
    const heard = await listen(carl);
    const remaining = await listen(berta);
    await asSystem((tx) => tx.deleteFrom("audience_person").where("audience_id", "=", custom).execute());
    touched(room.id);
    await within(() => heard.kinds().includes("audience.changed"));
    expect(heard.closed).toBe(false);
    await asSystem(async (tx) => {
      await tx.updateTable("member").set({ left_at: new Date() }).where("id", "=", carl.id).execute();
      await sql`select private.seat(${room.id}, ${carl.id})`.execute(tx);
    });
    await emit(sara, room.audiences.seller, "test.unseen-by-carl");
    await within(() => heard.closed);
    expect(heard.text).not.toContain("unseen");
    expect(remaining.closed).toBe(false);
    await remaining.stop();
  });

  it("refuses strangers as if the room did not exist, and too many screens", async () => {
    const { olga, erik } = world;
    await expect(listen(olga)).rejects.toMatchObject({ status: 404 });
    const open = [];
    for (let count = 0; count < 12; count += 1) open.push(await listen(erik));
    await expect(listen(erik)).rejects.toMatchObject({ status: 429 });
    for (const stream of open) await stream.stop();
    await pause(20);
    expect(openStreams()).toBe(0);
  });

  it("reads by index whatever the size of the log", async () => {
    const plan = await database.owner<{ "QUERY PLAN": string }>(
      `explain select l.seq from log_entry l where l.room_id = '${world.room.id}' and l.audience_id = '${world.room.audiences.room}' and l.seq > 5 order by l.seq limit 200`,
    );
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/Index.*log_entry_pkey/);
  });

  it("ends every stream when the server stops, and takes no new one", async () => {
    const heard = await listen(world.berta);
    closeStreams();
    await within(() => heard.closed);
    await expect(listen(world.berta)).rejects.toMatchObject({ status: 503 });
  });
});
