import { beforeAll, describe, expect, it } from "vitest";
import { editMessage, startThread } from "../src/features/conversations/index.ts";
import { openRoom } from "../src/features/rooms/commands/open.ts";
import { editItem, moveItem, proposeItem } from "../src/features/schedule/index.ts";
import { Problem } from "../src/platform/errors.ts";
import { run } from "../src/platform/operations/index.ts";
import { restApi } from "../src/platform/operations/rest.ts";
import { formTexts } from "../src/platform/operations/standing.ts";
import { testDatabase } from "./fixtures/database.ts";
import { join, newWorld, type TestPerson } from "./fixtures/world.ts";
import { allOperations, operation } from "./visibility/operations.ts";

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
  await join(opened, world.sam, "seller", "contributor");
});

/** What a refused operation carries. */
async function refusalOf(name: string, who: TestPerson, input: unknown): Promise<Problem> {
  const refusal = await run(operation(name), who.actor, input).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Problem)) throw new Error(`${name} was not refused: ${String(refusal)}`);
  return refusal;
}

describe("a stale change", () => {
  it("is one that every command which puts words over other words can show beside what it says now", () => {
    const unable = allOperations()
      .filter(({ type, method }) => type === "command" && (method === "PUT" || method === "PATCH"))
      .filter(({ input }) => "shape" in input && "version" in (input.shape as object))
      .filter(({ standing }) => !standing)
      .map(({ name }) => name);
    expect(unable).toEqual([
      // Switches, with nothing typed that could be lost: the screen shows how they stand.
      "deployment.set-disabled",
      "deployment.set-owner",
      "documents.set-sharing-rule",
      "process.enter-phase",
    ]);
  });

  it("tells what the room says now, and who changed it when", async () => {
    const change = { room, version: 1, name: "Boiler", customerName: "Mill", site: "Kotka" };
    await run(operation("rooms.change"), world.sara.actor, change);
    const refusal = await refusalOf("rooms.change", world.sara, { ...change, site: "Hamina" });
    expect(refusal).toMatchObject({
      code: "stale",
      status: 409,
      current: { version: 2, fields: { name: "Boiler", site: "Kotka" }, changed: { by: "Sara Seller" } },
    });
  });

  it("tells nothing of what the one who was stale may not see", async () => {
    const value = { amount: "125,50", currency: "EUR" };
    const change = { room, version: 1, value, notes: "canary-of-the-case" };
    await run(operation("rooms.change-case"), world.sam.actor, change);
    const own = await refusalOf("rooms.change-case", world.sara, { room, version: 1 });
    expect(own.current?.fields).toMatchObject({
      value: { amount: "125.50", currency: "EUR" },
      notes: "canary-of-the-case",
    });
    const foreign = await refusalOf("rooms.change-case", world.berta, { room, version: 1 });
    expect(foreign).toMatchObject({ status: 404, current: undefined });
    expect(JSON.stringify(foreign)).not.toContain("canary");
  });

  it("of a message shows its words as they would be typed", async () => {
    const { room } = world;
    const audience = room.audiences.room;
    const { message } = await run(startThread, world.sara.actor, {
      room: room.id,
      audience,
      title: "Feed water",
      text: "First words",
    });
    const edit = { room: room.id, message, version: 1 };
    await run(editMessage, world.sara.actor, { ...edit, text: "Second words, @Carl" });
    const refusal = await refusalOf("conversations.edit", world.sara, { ...edit, text: "Late words" });
    expect(refusal.current).toMatchObject({ version: 2, fields: { text: "Second words, @Carl Consultant" } });
  });

  it("of a meeting shows time and people as the form has them", async () => {
    const { room, sara, berta } = world;
    const made = await run(proposeItem, sara.actor, {
      room: room.id,
      audience: room.audiences.room,
      kind: "meeting",
      title: "Kick-off",
      day: "2031-05-05",
      from: "09:00",
      zone: "Europe/Helsinki",
      participants: [berta.id],
    });
    const of = { room: room.id, item: made.item, version: 1 };
    await run(moveItem, berta.actor, { ...of, day: "2031-05-06", zone: "Europe/Helsinki" });
    const moved = await refusalOf("schedule.move", sara, {
      ...of,
      day: "2031-05-07",
      zone: "Europe/Helsinki",
    });
    expect(moved.current).toMatchObject({
      version: 2,
      fields: { day: "2031-05-06", zone: "Europe/Helsinki" },
      changed: { by: "Berta Buyer" },
    });
    const words = await refusalOf("schedule.edit", sara, { ...of, title: "Start" });
    expect(words.current?.fields).toMatchObject({ title: "Kick-off", participants: [berta.id] });
    expect(await run(editItem, sara.actor, { ...of, version: 2, title: "Start" })).toMatchObject({
      version: 3,
    });
  });
});

describe("as a form's own texts", () => {
  it("nothing is empty, ticks are on, lists are one text in a fixed order, groups have dots", () => {
    expect(
      formTexts({
        a: null,
        b: undefined,
        c: false,
        d: true,
        e: 3,
        f: { g: "x", h: { i: 0 } },
        j: ["z", "y"],
      }),
    ).toEqual({ a: "", b: "", c: "", d: "on", e: "3", "f.g": "x", "f.h.i": "0", j: "y z" });
  });
});

describe("over REST", () => {
  const call = (who: TestPerson, method: string, path: string, body?: unknown, headers = {}) =>
    restApi({ baseUrl: "http://localhost" }).request(
      `http://localhost/api/v1${path}`,
      { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
      { actor: who.actor },
    );

  it("null for an optional field is a field that was left out; for a needed one it is missing", async () => {
    const opened = await call(world.sara, "POST", "/rooms", {
      name: "Nulls",
      newCompany: "Mill",
      company: null,
      customerName: null,
      blueprint: null,
    });
    expect(opened.status).toBe(200);
    const nameless = await call(world.sara, "POST", "/rooms", { name: null, newCompany: "Mill" });
    expect(await nameless.json()).toMatchObject({ fields: { name: { code: "field-missing" } } });
  });

  it("a stale change is 412 by If-Match and 409 by the field, with what it says now and its ETag", async () => {
    const change = { name: "Boiler", customerName: "Mill", site: "Rauma" };
    const byHeader = await call(world.sara, "PATCH", `/rooms/${room}`, change, { "if-match": '"1"' });
    expect([byHeader.status, byHeader.headers.get("etag")]).toEqual([412, '"2"']);
    expect(await byHeader.json()).toMatchObject({
      title: "stale",
      status: 412,
      current: { version: 2, fields: { site: "Kotka" }, changed: { by: "Sara Seller" } },
    });
    const byField = await call(world.sara, "PATCH", `/rooms/${room}`, { ...change, version: 1 });
    expect(byField.status).toBe(409);
    const right = await call(world.sara, "PATCH", `/rooms/${room}`, change, { "if-match": '"2"' });
    expect([right.status, right.headers.get("etag")]).toEqual([200, '"3"']);
  });

  it("a parameter that is none is refused by its name, on lists and on commands", async () => {
    for (const [method, path, names] of [
      ["GET", `/rooms/${room}/documents?stat=current`, ["stat"]],
      ["GET", `/rooms/${room}/documents?a=1&__proto__=2&constructor=3`, ["a", "__proto__", "constructor"]],
      ["GET", `/rooms/${room}/documents?room=${world.room.id}`, ["room"]],
      ["PATCH", `/rooms/${room}?version=9`, ["version"]],
    ] as const) {
      const answer = await call(world.sara, method, path, method === "PATCH" ? {} : undefined);
      expect(answer.status, path).toBe(400);
      const problem = (await answer.json()) as { title: string; params: { name: string }; fields: object };
      expect(problem.title).toBe("parameter-unknown");
      for (const name of names) expect(problem.params.name).toContain(name);
    }
    expect((await call(world.sara, "GET", `/rooms/${room}/documents`)).status).toBe(200);
  });
});
