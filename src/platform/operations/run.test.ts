import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { firstBreak } from "../roomlog/index.ts";
import { command, query, run } from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const note = command({
  name: "test.note",
  summary: "Writes a log entry",
  http: "POST /rooms/{room}/test-notes",
  capability: "room.work",
  input: z.object({ room: z.uuid(), audience: z.uuid(), text: z.string().min(1) }),
  output: z.object({ text: z.string() }),
  async run({ input, emit }) {
    emit({
      room: input.room,
      audience: input.audience,
      kind: "test.noted",
      subject: { type: "test", id: null },
      data: { text: input.text },
    });
    return { text: input.text, secret: "never leaves" };
  },
});

const entries = query({
  name: "test.entries",
  summary: "Reads log entries",
  http: "GET /rooms/{room}/test-notes",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ texts: z.array(z.string()) }),
  async run({ tx, input }) {
    const rows = await tx
      .selectFrom("log_entry")
      .select("data")
      .where("room_id", "=", input.room)
      .where("kind", "=", "test.noted")
      .orderBy("at")
      .execute();
    return { texts: rows.map((row) => String(row.data?.text)) };
  },
});

describe("run", () => {
  it("lets a person read only the entries of their audiences, in a whole chain an audience", async () => {
    const { room, sara, berta, erik } = world;
    for (const [who, audience, text] of [
      [sara, room.audiences.seller, "ours"],
      [berta, room.audiences.buyer, "theirs"],
      [sara, room.audiences.room, "all"],
      [sara, room.audiences.commercial, "price"],
    ] as const)
      await run(note, who.actor, { room: room.id, audience, text });
    expect((await run(entries, sara.actor, { room: room.id })).texts).toEqual(["ours", "all", "price"]);
    expect((await run(entries, berta.actor, { room: room.id })).texts).toEqual(["theirs", "all", "price"]);
    expect((await run(entries, erik.actor, { room: room.id })).texts).toEqual(["theirs", "all"]);
    const links = await database.owner<{ seq: number; body: string; hash: Buffer }>(
      "select seq, body, hash from log_entry where audience_id = $1 order by seq",
      [room.audiences.seller],
    );
    expect(firstBreak(links)).toBeNull();
    expect(firstBreak(links.map((link) => ({ ...link, body: link.body.replace("ours", "0urs") })))).toBe(1);
  });

  it("gives a stranger the answer of a room that does not exist", async () => {
    const { room, olga } = world;
    await expect(run(entries, olga.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    await expect(run(entries, olga.actor, { room: crypto.randomUUID() })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("refuses an entry for an audience its actor is not in, as if it did not exist", async () => {
    const { room, sara } = world;
    await expect(
      run(note, sara.actor, { room: room.id, audience: room.audiences.buyer, text: "x" }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("names every field that was refused and shapes the answer by its schema", async () => {
    const { room, sara } = world;
    await expect(run(note, sara.actor, { room: room.id, audience: "?", text: "" })).rejects.toMatchObject({
      status: 422,
      fields: { audience: { code: "field-format-uuid" }, text: { code: "field-missing" } },
    });
    expect(await run(note, sara.actor, { room: room.id, audience: room.audiences.room, text: "t" })).toEqual({
      text: "t",
    });
  });

  it("does a command once for one idempotency key, and refuses the key for another act", async () => {
    const { room, erik } = world;
    const input = { room: room.id, audience: room.audiences.buyer, text: "once" };
    await Promise.all([1, 2, 3].map(() => run(note, erik.actor, input, { idempotencyKey: "the-same-key" })));
    expect(
      (await run(entries, erik.actor, { room: room.id })).texts.filter((text) => text === "once"),
    ).toHaveLength(1);
    await expect(
      run(note, erik.actor, { ...input, text: "other" }, { idempotencyKey: "the-same-key" }),
    ).rejects.toMatchObject({ code: "idempotency-key-reused" });
  });

  it("looks as another person with only what both may see", async () => {
    const { room, sara, berta } = world;
    const asBerta = { personId: berta.id, viewerId: sara.id };
    const { texts } = await run(entries, asBerta, { room: room.id });
    expect(texts).not.toContain("theirs");
    expect(texts).not.toContain("ours");
    expect(texts).toContain("price");
    await expect(
      run(note, asBerta, { room: room.id, audience: room.audiences.room, text: "x" }),
    ).rejects.toMatchObject({ code: "view-as-reads-only" });
  });
});
