import { describe, expect, it } from "vitest";
import { editMessage } from "#features/conversations/index.ts";
import { config, setConfig } from "#platform/config.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { signId } from "#platform/signing.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles } from "../../../tests/fixtures/documents.ts";
import { header, notices } from "../../../tests/fixtures/notices.ts";
import { readAll } from "./commands/read.ts";
import { changeSettings } from "./commands/settings.ts";
import { sweep } from "./jobs.ts";
import { nothing, settingsOf } from "./model/settings.ts";
import { turnOffByLink } from "./off.ts";
import { mailDue } from "./send.ts";

const database = testDatabase();
testFiles();
const { world, box, scan, settle, start, send, list, mailsTo } = notices(database);
const signal = new AbortController().signal;

describe("sending", () => {
  it("is tried again when the server is away, and still happens once", async () => {
    box().busy = true;
    await start(world().sara, "room", "@Erik");
    await scan();
    await expect(runWaitingJobs()).rejects.toMatchObject({ code: "mail-unreachable" });
    expect(box().letters).toEqual([]);
    box().busy = false;
    await sweep.run({}, { signal });
    await runWaitingJobs();
    await sweep.run({}, { signal });
    await runWaitingJobs();
    expect(await mailsTo(world().erik)).toHaveLength(1);
  });

  it("does not happen again when a process was killed between sending and noting", async () => {
    await start(world().sara, "room", "@Erik");
    await settle();
    await database.owner("update notification set mail_state = 'sending' where audience_id = $1", [
      world().erik.id,
    ]);
    await mailDue(world().erik.id);
    await mailDue(world().erik.id, new Date(Date.now() + 3_600_000));
    expect(await mailsTo(world().erik)).toHaveLength(1);
    const states = await database.owner("select mail_state from notification where audience_id = $1", [
      world().erik.id,
    ]);
    expect(states).toEqual([{ mail_state: "unknown" }]);
    expect(await list(world().erik)).toHaveLength(1);
  });

  it("gathers what is daily into one letter at the person's own hour", async () => {
    const delivery = { ...nothing, mentions: "daily" as const, replies: "daily" as const };
    await run(changeSettings, world().erik.actor, { delivery, dailyHour: 8, version: 0 });
    const { thread } = await start(world().sara, "room", "@Erik, first", "First");
    await send(world().sara, thread, "second");
    await settle();
    await mailDue(world().erik.id);
    expect(await mailsTo(world().erik)).toEqual([]);
    await mailDue(world().erik.id, new Date(Date.now() + 26 * 3_600_000));
    const [sent, more] = await mailsTo(world().erik);
    expect(more).toBeUndefined();
    expect(sent?.mail.subject).toBe("2 new things for you");
    expect(sent?.mail.text).toContain("addressed you in a conversation “First”");
  });

  it("stops with one click from the mail, without signing in, and with no other link", async () => {
    await start(world().sara, "room", "@Erik");
    await settle();
    const off = header((await mailsTo(world().erik))[0]?.mail, "list-unsubscribe") ?? "";
    const token = /off\/([\w-]+)>/.exec(off)?.[1] ?? "";
    expect(await turnOffByLink(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBe(false);
    expect(await turnOffByLink(await signId("another purpose", world().erik.id))).toBe(false);
    expect(await turnOffByLink(token)).toBe(true);
    await start(world().sara, "room", "@Erik again");
    await settle();
    expect(await mailsTo(world().erik)).toHaveLength(1);
    expect(await list(world().erik)).toHaveLength(2);
  });

  it("follows settings that change while something waits, and leaves alone what was changed in the meantime", async () => {
    const delivery = settingsOf(undefined).delivery;
    const choose = (version: number) =>
      run(changeSettings, world().erik.actor, {
        delivery: { ...delivery, mentions: "none" },
        dailyHour: 7,
        version,
      });
    await start(world().sara, "room", "@Erik");
    await scan();
    await choose(0);
    await expect(choose(0)).rejects.toMatchObject({ code: "stale" });
    await runWaitingJobs();
    expect(await mailsTo(world().erik)).toEqual([]);
  });

  it("does not happen without a mail server; the list says the same", async () => {
    const before = config();
    setConfig({ ...before, SMTP_URL: undefined });
    await start(world().sara, "room", "@Erik");
    await settle();
    setConfig(before);
    await sweep.run({}, { signal });
    await settle();
    expect(box().letters).toEqual([]);
    expect(await list(world().erik)).toHaveLength(1);
  });
});

describe("the sweep", () => {
  it("finds rooms whose announcement was lost, and leaves the others alone", async () => {
    await start(world().sara, "room", "@Erik");
    await sweep.run({}, { signal });
    await runWaitingJobs();
    expect(await mailsTo(world().erik)).toHaveLength(1);
    await sweep.run({}, { signal });
    expect(await database.owner("select * from job_outbox")).toEqual([]);
  });

  it("sees a mention that was added later, and what is read is read", async () => {
    const { message } = await start(world().sara, "room", "hello");
    await run(editMessage, world().sara.actor, {
      room: world().room.id,
      message,
      text: "hello @Erik",
      version: 1,
    });
    await settle();
    expect((await list(world().erik)).map((item) => item.reason)).toContain("mention");
    expect((await run(readAll, world().erik.actor, {})).read).toBeGreaterThan(0);
    expect(await list(world().erik, { show: "unread" })).toEqual([]);
  });
});
