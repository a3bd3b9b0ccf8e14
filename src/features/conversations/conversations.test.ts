import { beforeAll, describe, expect, it } from "vitest";
import { roomFrame } from "#features/rooms/index.ts";
import { run } from "#platform/operations/index.ts";
import { declareSubject } from "#platform/roomlog/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { join, newPerson, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { editMessage, withdrawMessage } from "./commands/change.ts";
import { readThread } from "./commands/read.ts";
import { sendMessage } from "./commands/send.ts";
import { startThread } from "./commands/start.ts";
import { threadAudiences } from "./queries/audiences.ts";
import { thread } from "./queries/thread.ts";
import { threads } from "./queries/threads.ts";
import "./queries/unread.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

type Reach = keyof (typeof world)["room"]["audiences"];
const start = (who: TestPerson, reach: Reach, text: string, more: object = {}) =>
  run(startThread, who.actor, {
    room: world.room.id,
    audience: world.room.audiences[reach],
    text,
    ...more,
  });
const send = (who: TestPerson, id: string, text: string, idempotencyKey?: string) =>
  run(
    sendMessage,
    who.actor,
    { room: world.room.id, thread: id, text },
    idempotencyKey ? { idempotencyKey } : {},
  );
const show = (who: TestPerson, id: string, more: object = {}) =>
  run(thread, who.actor, { room: world.room.id, thread: id, ...more });
const list = async (who: TestPerson, more: object = {}) =>
  (await run(threads, who.actor, { room: world.room.id, ...more })).threads;

describe("a thread", () => {
  it("is there for its audience and for nobody else", async () => {
    const { sara, sam, berta, erik, carl, olga } = world;
    const internal = await start(sara, "seller", "Our margin is thin", { title: "Margin" });
    expect(await show(sam, internal.thread)).toMatchObject({ title: "Margin", audience: { kind: "seller" } });
    for (const other of [berta, erik, carl, olga]) {
      await expect(show(other, internal.thread)).rejects.toMatchObject({ status: 404 });
      await expect(send(other, internal.thread, "let me in")).rejects.toMatchObject({ status: 404 });
    }
    expect((await list(berta)).map((one) => one.id)).not.toContain(internal.thread);
    await expect(start(berta, "seller", "hello")).rejects.toMatchObject({ status: 404 });
    const missing = crypto.randomUUID();
    await expect(send(berta, missing, "x")).rejects.toMatchObject({ status: 404, code: "not-found" });
  });

  it("cannot move to another audience, nor a message out of its thread's, whatever a program tries", async () => {
    const { thread: id } = await start(world.sara, "seller", "stay");
    await expect(
      database.owner("update message set audience_id = $1 where thread_id = $2", [
        world.room.audiences.room,
        id,
      ]),
    ).rejects.toThrow("foreign key");
  });

  it("writes an entry for exactly its audience, without the words", async () => {
    const { thread: id } = await start(world.sara, "commercial", "canary-words");
    const entries = await database.owner(
      "select audience_id, kind, body from log_entry where subject_id = $1",
      [id],
    );
    expect(entries).toMatchObject([{ audience_id: world.room.audiences.commercial, kind: "thread.started" }]);
    expect(JSON.stringify(entries)).not.toContain("canary");
  });

  it("is not begun twice by a double click", async () => {
    const before = (await list(world.erik)).length;
    const input = { room: world.room.id, audience: world.room.audiences.buyer, text: "once" };
    const first = await run(startThread, world.erik.actor, input, { idempotencyKey: "double-click" });
    expect(await run(startThread, world.erik.actor, input, { idempotencyKey: "double-click" })).toEqual(
      first,
    );
    expect((await list(world.erik)).length).toBe(before + 1);
    await send(world.berta, first.thread, "ok", "double-send");
    await send(world.berta, first.thread, "ok", "double-send");
    expect((await show(world.erik, first.thread)).messages.map((one) => one.place)).toEqual([1, 2]);
  });

  it("numbers messages without gaps when many write at once, and pages them from the newest", async () => {
    const { thread: id } = await start(world.sara, "room", "message 1");
    for (let round = 0; round < 14; round += 1)
      await Promise.all(
        [world.sara, world.erik, world.berta, world.carl].map((who) => send(who, id, `round ${round}`)),
      );
    const newest = await show(world.sam, id);
    expect(newest).toMatchObject({ lastPlace: 57, older: 8, newest: true, unread: 57 });
    expect(newest.messages.map((one) => one.place)).toEqual(Array.from({ length: 50 }, (_, n) => n + 8));
    const older = await show(world.sam, id, { before: 8 });
    expect(older.messages.map((one) => one.place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(older).toMatchObject({ older: null, newest: false });
    expect((await show(world.sam, id, { at: 10 })).messages.at(-1)?.place).toBe(34);
  });
});

describe("a role that only reads", () => {
  it("sees and marks as read, and does not write", async () => {
    const viewer = await newPerson("Vera Viewer");
    await join(world.room, viewer, "buyer", "viewer");
    const { thread: id } = await start(world.berta, "buyer", "for us");
    expect((await show(viewer, id)).unread).toBe(1);
    await run(readThread, viewer.actor, { room: world.room.id, thread: id, place: 99 });
    expect((await show(viewer, id)).unread).toBe(0);
    await expect(send(viewer, id, "no")).rejects.toMatchObject({ status: 403 });
  });

  it("has nothing unread from before it joined", async () => {
    const { thread: id } = await start(world.sara, "room", "long ago");
    const late = await newPerson("Lena Late");
    await join(world.room, late, "buyer", "viewer");
    expect((await show(late, id)).unread).toBe(0);
    await send(world.sara, id, "now");
    expect((await show(late, id)).unread).toBe(2);
  });
});

describe("a mention", () => {
  it("is found from what was typed, and only among the audience", async () => {
    const { thread: id } = await start(world.sara, "room", "Dear @Erik Engineer, see https://example.com.");
    expect((await show(world.carl, id)).messages[0]?.text).toBe(
      `Dear @[${world.erik.id}], see https://example.com.`,
    );
    expect((await list(world.carl)).find((one) => one.id === id)?.title).toContain("@Erik Engineer");
    await expect(start(world.sara, "seller", "psst @Erik")).rejects.toMatchObject({
      status: 422,
      fields: { text: { code: "mention-unknown", params: { name: "Erik" } } },
    });
    await expect(send(world.sara, id, "@Olga Outsider")).rejects.toMatchObject({ code: "mention-unknown" });
    expect(await list(world.erik, { show: "mine" })).toContainEqual(expect.objectContaining({ id }));
    expect((await list(world.carl, { show: "mine" })).map((one) => one.id)).not.toContain(id);
  });
});

describe("a message", () => {
  it("is changed only by its author, against the version seen, and keeps what it said", async () => {
    const { thread: id, message } = await start(world.sara, "room", "first words");
    const change = (who: TestPerson, text: string, version: number) =>
      run(editMessage, who.actor, { room: world.room.id, message, text, version });
    await expect(change(world.berta, "mine now", 1)).rejects.toMatchObject({ code: "message-not-yours" });
    expect(await change(world.sara, "second words @Carl", 1)).toMatchObject({ version: 2 });
    await expect(change(world.sara, "late words", 1)).rejects.toMatchObject({ code: "stale" });
    const [shown] = (await show(world.berta, id)).messages;
    expect(shown).toMatchObject({ text: `second words @[${world.carl.id}]`, version: 2 });
    expect(shown?.earlier).toMatchObject([{ text: "first words" }]);
  });

  it("is withdrawn with its words kept in its history, and not changed after that", async () => {
    const { thread: id, message } = await start(world.berta, "buyer", "too hasty");
    const away = (version: number) =>
      run(withdrawMessage, world.berta.actor, { room: world.room.id, message, version });
    await away(1);
    await expect(away(2)).rejects.toMatchObject({ code: "message-withdrawn" });
    const [shown] = (await show(world.erik, id)).messages;
    expect(shown).toMatchObject({ text: "", earlier: [{ text: "too hasty" }] });
    expect(shown?.withdrawnAt).not.toBeNull();
    expect((await list(world.erik)).find((one) => one.id === id)?.last.words).toBeNull();
  });
});

describe("the list", () => {
  it("tells shared from internal and what is unread", async () => {
    const shared = await start(world.sara, "room", "for all");
    const internal = await start(world.sara, "seller", "for us");
    const ids = async (more: object) => (await list(world.sam, more)).map((one) => one.id);
    expect(await ids({ reach: "internal" })).toContain(internal.thread);
    expect(await ids({ reach: "internal" })).not.toContain(shared.thread);
    expect(await ids({ reach: "shared", show: "unread" })).toContain(shared.thread);
    await run(readThread, world.sam.actor, { room: world.room.id, thread: shared.thread, place: 1 });
    expect(await ids({ reach: "shared", show: "unread" })).not.toContain(shared.thread);
    expect((await list(world.sara)).find((one) => one.id === shared.thread)?.unread).toBe(0);
  });

  it("is counted in the room's navigation for those who can see it, and for nobody who looks as them", async () => {
    const other = await newWorld();
    const unread = async (who: TestPerson, viewer?: TestPerson) =>
      (
        await run(
          roomFrame,
          { ...who.actor, ...(viewer && { viewerId: viewer.id }) },
          { room: other.room.id },
        )
      ).news.conversation;
    await run(startThread, other.sara.actor, {
      room: other.room.id,
      audience: other.room.audiences.seller,
      text: "Only us",
    });
    expect([await unread(other.sara), await unread(other.sam), await unread(other.erik)]).toEqual([0, 1, 0]);
    expect(await unread(other.sam, other.sara)).toBeUndefined();
  });

  it("pages by cursor and starts anew with a cursor that is none", async () => {
    for (let n = 0; n < 32; n += 1) await start(world.erik, "buyer", `thread ${n}`);
    const first = await run(threads, world.erik.actor, { room: world.room.id });
    const second = await run(threads, world.erik.actor, { room: world.room.id, before: first.next ?? "" });
    expect(first.threads).toHaveLength(30);
    const ids = [...first.threads, ...second.threads].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await list(world.erik, { before: "nonsense" })).length).toBe(30);
  });
});

describe("a thread about something", () => {
  const hidden = crypto.randomUUID();
  const open = crypto.randomUUID();
  beforeAll(() => {
    const about = [
      { id: hidden, audience: () => world.room.audiences.seller, title: "Cost sheet" },
      { id: open, audience: () => world.room.audiences.room, title: "Layout" },
    ];
    declareSubject("activity", async (tx, _room, ids) => {
      const mine = await tx.selectFrom("audience").select("id").execute();
      return about
        .filter(({ id, audience }) => ids.includes(id) && mine.some((one) => one.id === audience()))
        .map((one) => ({ ...one, audience: one.audience(), path: `/d/${one.id}` }));
    });
  });

  it("may only be read by people who see the thing", async () => {
    const about = { subjectType: "activity", subject: hidden };
    await expect(start(world.sara, "room", "look", about)).rejects.toMatchObject({
      fields: { audience: { code: "subject-not-shared" } },
    });
    await expect(start(world.berta, "room", "look", about)).rejects.toMatchObject({ status: 404 });
    const internal = await start(world.sara, "seller", "look", about);
    expect(await show(world.sam, internal.thread)).toMatchObject({ subject: { title: "Cost sheet" } });
    const { audiences } = await run(threadAudiences, world.sara.actor, { room: world.room.id, ...about });
    expect(audiences.map((one) => one.kind)).toEqual(["seller"]);
    const shared = await start(world.berta, "buyer", "our view", { subjectType: "activity", subject: open });
    expect((await list(world.erik, { subject: open })).map((one) => one.id)).toEqual([shared.thread]);
    expect(await list(world.sam, { subject: open })).toEqual([]);
  });
});
