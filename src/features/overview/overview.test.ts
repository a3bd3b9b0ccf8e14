import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { visit } from "#features/activity/index.ts";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { append } from "#platform/roomlog/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { home, roomOverview } from "./index.ts";
import { ageInDays, byPhase, totals } from "./model.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
  const { room, sara } = world;
  await database.owner(
    "insert into room_case (room_id, audience_id, owner_id, value_minor, currency, expected_decision) values ($1, $2, $3, 1850000000, 'EUR', '2027-03-15')",
    [room.id, room.audiences.seller, sara.id],
  );
});

const emit = (who: TestPerson, audience: string, kind: string) =>
  asActor(who.actor, (tx) =>
    append(
      tx,
      [{ room: world.room.id, audience, kind, subject: { type: "test", id: crypto.randomUUID() }, data: {} }],
      who.id,
    ),
  );

const roomsOf = async (who: TestPerson, filter = {}) => (await run(home, who.actor, filter)).rooms;

describe("home", () => {
  it("lists my rooms and nobody else's; the case only to the supplier's team", async () => {
    const { room, sara, sam, berta, carl, olga } = world;
    const value = { minor: 1_850_000_000, currency: "EUR" };
    expect(await roomsOf(sara)).toMatchObject([{ id: room.id, side: "seller", case: { value } }]);
    expect(await roomsOf(sam)).toMatchObject([{ case: { value, owner: "Sara Seller" } }]);
    expect(await roomsOf(berta)).toMatchObject([{ id: room.id, side: "buyer", case: null }]);
    expect(await roomsOf(carl)).toMatchObject([{ side: "partner", case: null }]);
    expect(await roomsOf(olga)).toEqual([]);
  });

  it("filters by text, state and owner, and takes wildcards for what they are", async () => {
    const { sara, sam } = world;
    expect(await roomsOf(sara, { q: "MACHINE 3" })).toHaveLength(1);
    expect(await roomsOf(sara, { q: "%" })).toEqual([]);
    expect(await roomsOf(sara, { state: "won" })).toEqual([]);
    expect(await roomsOf(sara, { state: "all" })).toHaveLength(1);
    expect(await roomsOf(sara, { mine: true })).toHaveLength(1);
    expect(await roomsOf(sam, { mine: true })).toEqual([]);
  });

  it("marks rooms with news that I can see and have not seen, and no others", async () => {
    const { room, sara, berta, erik } = world;
    await emit(sara, room.audiences.seller, "document.added");
    expect((await roomsOf(berta))[0]?.news).toBe(false);
    expect((await roomsOf(sara))[0]?.news).toBe(false);
    await emit(erik, room.audiences.buyer, "thread.started");
    expect((await roomsOf(berta))[0]?.news).toBe(true);
    const { changes } = await run(roomOverview, berta.actor, { room: room.id });
    await run(visit, berta.actor, { room: room.id, upTo: changes.upTo });
    expect((await roomsOf(berta))[0]?.news).toBe(false);
    await emit(erik, room.audiences.buyer, "document.viewed");
    expect((await roomsOf(berta))[0]?.news).toBe(false);
  });
});

describe("overview of a room", () => {
  it("is whole for members and not there for others", async () => {
    const { room, berta, olga } = world;
    const shown = await run(roomOverview, berta.actor, { room: room.id });
    expect(shown).toMatchObject({ phases: [], waiting: [], contacts: [], meeting: null, answers: [] });
    await expect(run(roomOverview, olga.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
  });

  it("is the same to the customer, byte for byte, whatever goes on below the line", async () => {
    const { room, sara, carl } = world;
    const seen = async () => {
      const { changes, ...rest } = await run(roomOverview, carl.actor, { room: room.id });
      return JSON.stringify({ ...rest, changes: { ...changes, upTo: changes.upTo.length } });
    };
    const before = await seen();
    for (let n = 0; n < 30; n += 1) await emit(sara, room.audiences.seller, "document.added");
    expect(await seen()).toBe(before);
  });
});

describe("the log at size", () => {
  it("is read by index: a page, a person's changes, what is new", async () => {
    const { room, sara } = world;
    await database.owner(
      `insert into log_entry (room_id, audience_id, seq, at, kind, subject_type, body, hash)
       select $1, $2, n, now() - n * interval '1 minute', 'document.added', 'document', '{}', '\\x00' from generate_series(1000, 21000) n`,
      [room.id, room.audiences.room],
    );
    await database.owner("analyze log_entry");
    const plan = (text: string) =>
      asActor(sara.actor, async (tx) =>
        (await sql.raw<{ "QUERY PLAN": string }>(`explain ${text}`).execute(tx)).rows
          .map((row) => row["QUERY PLAN"])
          .join("\n"),
      );
    const page = await plan(
      `select l.seq from log_entry l where l.room_id = '${room.id}' order by l.at desc, l.audience_id, l.seq desc limit 51`,
    );
    expect(page).toMatch(/Index.* log_entry_time/);
    expect(page).not.toMatch(/Seq Scan on log_entry|Sort/);
    const after = await plan(
      `select l.seq from log_entry l where l.room_id = '${room.id}' and l.audience_id = '${room.audiences.room}' and l.seq > 20900 order by l.seq desc limit 40`,
    );
    expect(after).toMatch(/Index.* log_entry_pkey/);
    const lately = await plan(
      `select l.seq from log_entry l where l.room_id = '${room.id}' and l.subject_id = '${crypto.randomUUID()}' and l.kind = 'document.viewed' limit 1`,
    );
    expect(lately).toMatch(/Index.* log_entry_subject/);
  });
});

describe("rooms by phase", () => {
  const line = (id: string, position: number | null, value: [number, string] | null) =>
    ({
      id,
      phase: position === null ? null : { key: `p${position}`, short: { en: `P${position}` }, position },
      case: { value: value && { minor: value[0], currency: value[1] } },
    }) as never;

  it("puts those nearest to the decision first and those not started last, and never mixes currencies", () => {
    const rooms = [
      line("a", null, null),
      line("b", 1, [100, "EUR"]),
      line("c", 4, [5, "USD"]),
      line("d", 1, [50, "EUR"]),
    ];
    expect(byPhase(rooms).map((group) => [group.key, group.rooms.length])).toEqual([
      ["p4", 1],
      ["p1", 2],
      ["", 1],
    ]);
    expect(totals(rooms)).toEqual([
      ["EUR", 150],
      ["USD", 5],
    ]);
  });

  it("counts whole days and never fewer than none", () => {
    expect(ageInDays("2026-11-20T23:00:00Z", "2026-11-22")).toBe(2);
    expect(ageInDays("2026-11-22T23:00:00Z", "2026-11-22")).toBe(0);
    expect(ageInDays("2026-11-23T01:00:00Z", "2026-11-22")).toBe(0);
  });
});
