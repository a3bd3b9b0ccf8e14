import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { asActor } from "#platform/database/index.ts";
import { command, run } from "#platform/operations/index.ts";
import { append, emitView } from "#platform/roomlog/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, newWorld, join as seat, type TestPerson } from "../../../tests/fixtures/world.ts";
import { logLines } from "./export.ts";
import { changes, logEntries, verifyLog, visit } from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

async function emit(who: TestPerson, audience: string, kind: string, title = "", at = new Date()) {
  const subject = { type: kind.split(".")[0] ?? "", id: crypto.randomUUID() };
  const entry = { room: world.room.id, audience, kind, subject, data: { title } };
  await asActor(who.actor, (tx) => append(tx, [entry], who.id, at));
  return subject.id;
}

const labels = async (who: TestPerson) =>
  (await run(changes, who.actor, { room: world.room.id })).entries.map((entry) => entry.label).sort();

describe("changes since my last visit", () => {
  it("lists what others did, in my audiences only, until it is put away", async () => {
    const { room, sara, berta, erik } = world;
    await emit(sara, room.audiences.room, "document.published", "layout");
    await emit(sara, room.audiences.seller, "document.added", "margin");
    await emit(berta, room.audiences.buyer, "thread.opened", "our worries");
    await emit(sara, room.audiences.room, "document.viewed", "a look");
    expect(await labels(berta)).toEqual(["layout"]);
    expect(await labels(erik)).toEqual(["layout", "our worries"]);
    const first = await run(changes, erik.actor, { room: room.id });
    expect(first.since).toBeNull();
    await emit(berta, room.audiences.buyer, "thread.opened", "later");
    await run(visit, erik.actor, { room: room.id, upTo: first.upTo, done: true });
    expect(await labels(erik)).toEqual(["later"]);
    expect(await labels(berta)).toEqual(["layout"]);
  });

  it("keeps the list for the visit, and begins anew after half an hour of absence", async () => {
    const { room, sara, sam, berta } = world;
    await emit(berta, room.audiences.commercial, "thread.opened", "price question");
    const opened = await run(changes, sam.actor, { room: room.id });
    await run(visit, sam.actor, { room: room.id, upTo: opened.upTo });
    expect(await labels(sam)).toContain("price question");
    await emit(berta, room.audiences.room, "document.added", "while here");
    const again = await run(changes, sam.actor, { room: room.id });
    await run(visit, sam.actor, { room: room.id, upTo: again.upTo });
    expect(await labels(sam)).toEqual(expect.arrayContaining(["price question", "while here"]));
    await database.owner("update mark set at = at - interval '31 minutes' where audience_id = $1", [sam.id]);
    expect(await labels(sam)).toEqual([]);
    await emit(sara, room.audiences.seller, "document.added", "new again");
    expect(await labels(sam)).toEqual(["new again"]);
    const back = await run(changes, sam.actor, { room: room.id });
    expect(back.since).not.toBeNull();
    await run(visit, sam.actor, { room: room.id, upTo: back.upTo });
    expect(await labels(sam)).toEqual(["new again"]);
  });

  it("refuses somebody else's cursor, and reading as somebody else leaves no mark", async () => {
    const { room, sara, berta } = world;
    const hers = await run(changes, berta.actor, { room: room.id });
    await expect(run(visit, sara.actor, { room: room.id, upTo: hers.upTo })).rejects.toMatchObject({
      code: "cursor-unknown",
    });
    const asBerta = { personId: berta.id, viewerId: sara.id };
    const seen = await run(changes, asBerta, { room: room.id });
    expect(seen.entries.map((entry) => entry.audience.kind)).not.toContain("buyer");
    await expect(run(visit, asBerta, { room: room.id, upTo: seen.upTo })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("the log", () => {
  it("pages through everything once, the latest first, and filters", async () => {
    const { room, sara, berta, sam } = world;
    const at = new Date("2026-03-01T21:30:00Z"); // many at one moment: the page must not lose or double any
    for (let n = 0; n < 120; n += 1)
      await emit(sara, n % 2 ? room.audiences.room : room.audiences.seller, "process.noted", `g${n}`, at);
    const read = async (who: TestPerson, filter = {}) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await run(logEntries, who.actor, { room: room.id, ...filter, cursor });
        found.push(...page.entries.map((entry) => entry.label));
        cursor = page.next ?? undefined;
      } while (cursor);
      return found;
    };
    const all = await read(sam);
    expect(new Set(all.filter((label) => /^g\d/.test(label))).size).toBe(120);
    expect(all.filter((label) => /^g\d/.test(label))).toHaveLength(120);
    expect((await read(berta, { group: "process" })).length).toBe(60);
    expect(await read(berta, { audience: room.audiences.seller })).toEqual([]);
    expect((await read(sara, { person: berta.id })).sort()).toEqual(["price question", "while here"]);
    expect(await read(sara, { from: "2026-03-01", to: "2026-03-01", zone: "UTC" })).toHaveLength(120);
    expect(await read(sara, { from: "2026-03-01", to: "2026-03-01", zone: "Europe/Helsinki" })).toHaveLength(
      120,
    );
    expect(await read(sara, { from: "2026-03-02", to: "2026-03-02", zone: "Asia/Tokyo" })).toHaveLength(120);
    await expect(run(logEntries, sara.actor, { room: room.id, cursor: "x" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("writes a look once an hour", async () => {
    const { room, berta } = world;
    const subject = { type: "document", id: crypto.randomUUID() };
    const entry = { room: room.id, audience: room.audiences.room, kind: "document.viewed", subject };
    const look = (now: Date) =>
      asActor(berta.actor, async (tx) => {
        const entries: (typeof entry)[] = [];
        const written = await emitView(
          { tx, actor: berta.actor, now, emit: (e) => entries.push(e as typeof entry) },
          entry,
        );
        await append(tx, entries, berta.id, now);
        return written;
      });
    const now = new Date();
    expect(await look(now)).toBe(true);
    expect(await look(new Date(now.getTime() + 59 * 60_000))).toBe(false);
    expect(await look(new Date(now.getTime() + 61 * 60_000))).toBe(true);
  });

  it("writes a refusal once an hour, for the side of the one who was refused, and never as a change", async () => {
    const { room, sam, sara, berta } = world;
    const lead = command({
      name: "test.lead",
      summary: "Only leads",
      http: "POST /rooms/{room}/test-lead",
      capability: "room.lead",
      input: z.object({ room: z.uuid() }),
      output: z.object({}),
      run: async () => ({}),
    });
    const seen = async (who: TestPerson) =>
      (await run(logEntries, who.actor, { room: room.id, group: "access" })).entries.map(
        (entry) => entry.actor?.name,
      );
    for (let tries = 0; tries < 2; tries += 1)
      await expect(run(lead, sam.actor, { room: room.id })).rejects.toMatchObject({ code: "role-may-not" });
    expect(await seen(sara)).toEqual(["Sam Specialist"]);
    expect(await seen(berta)).toEqual([]);
    const { entries } = await run(changes, sara.actor, { room: room.id });
    expect(entries.map((entry) => entry.kind)).not.toContain("access.refused");
    await expect(run(lead, world.carl.actor, { room: room.id })).rejects.toMatchObject({ status: 403 });
    await expect(run(lead, world.olga.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    expect(await seen(sara)).toHaveLength(1);
  });

  it("is exported with its heads, and the independent script finds every change", async () => {
    const { room, berta } = world;
    const folder = mkdtempSync("/tmp/frontstage-log-");
    const lines: string[] = [];
    for await (const line of logLines(berta.actor, room.id)) lines.push(line);
    expect(lines.join("")).not.toContain("margin");
    const check = (name: string, content: string[]) => {
      const file = join(folder, name);
      writeFileSync(file, content.join(""));
      try {
        return execFileSync(process.execPath, ["scripts/verify-log.ts", file], { encoding: "utf8" });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    expect(check("whole.jsonl", lines)).not.toContain("BROKEN");
    expect(
      check(
        "changed.jsonl",
        lines.map((line) => line.replace("layout", "lay0ut")),
      ),
    ).toContain("does not follow");
    expect(
      check(
        "missing.jsonl",
        lines.toSpliced(
          lines.findIndex((line) => line.includes("layout")),
          1,
        ),
      ),
    ).toContain("is missing");
    expect(check("cut.jsonl", lines.slice(0, -1))).toContain("not the head");
  });

  it("is verified in place: a changed body, column, cut tail or hole is found where it is", async () => {
    const { room, sara } = world;
    const state = async () => {
      const { whole, chains } = await run(verifyLog, sara.actor, { room: room.id });
      return { whole, broken: chains.find((chain) => chain.kind === "room")?.brokenAt ?? null };
    };
    expect(await state()).toEqual({ whole: true, broken: null });
    const of = "where audience_id = $1 and seq = 3";
    const tamper = async (change: string, back: string) => {
      await database.owner(change, [room.audiences.room]);
      const found = await state();
      await database.owner(back, [room.audiences.room]);
      return found;
    };
    expect(
      await tamper(
        `update log_entry set kind = kind || 'x' ${of}`,
        `update log_entry set kind = left(kind, -1) ${of}`,
      ),
    ).toEqual({ whole: false, broken: 3 });
    expect(
      await tamper(
        `update log_entry set body = replace(body, 'while', 'wh1le') ${of}`,
        `update log_entry set body = replace(body, 'wh1le', 'while') ${of}`,
      ),
    ).toMatchObject({ whole: false, broken: 3 });
    expect(
      await tamper(
        "update log_head set seq = seq + 1 where audience_id = $1",
        "update log_head set seq = seq - 1 where audience_id = $1",
      ),
    ).toMatchObject({ whole: false });
    expect(
      await tamper(
        `update log_entry set seq = -3 ${of}`,
        "update log_entry set seq = 3 where audience_id = $1 and seq = -3",
      ),
    ).toMatchObject({ broken: 3 });
    expect(await state()).toEqual({ whole: true, broken: null });
  });

  it("is not there for an outsider, and somebody who joins later verifies all of it", async () => {
    const { room, olga } = world;
    await expect(run(logEntries, olga.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    await expect(run(verifyLog, olga.actor, { room: room.id })).rejects.toMatchObject({ status: 404 });
    const nina = await newPerson("Nina New");
    await seat(room, nina, "buyer");
    expect((await run(verifyLog, nina.actor, { room: room.id })).whole).toBe(true);
  });
});
