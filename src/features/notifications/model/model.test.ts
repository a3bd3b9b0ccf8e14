import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, reasonFor, reasons, topicOf, topics } from "./rules.ts";
import { dueAt, nextHour, settingsOf } from "./settings.ts";

const me = "00000000-0000-4000-8000-000000000001";
const other = "00000000-0000-4000-8000-000000000002";
const concern = {
  me,
  threads: new Set(["mine"]),
  invited: new Set(["guest"]),
  activities: new Set(["task"]),
  name: "Me",
  side: "buyer",
  lead: false,
};
const entry = (kind: string, more: Partial<Entry> = {}): Entry => ({
  kind,
  actor: other,
  subject: { type: "x", id: null },
  data: {},
  ...more,
});

describe("what concerns me", () => {
  it("is a mention before anything else", () => {
    const data = { mentions: [me] };
    expect(reasonFor(entry("message.sent", { data }), concern)).toBe("mention");
    expect(reasonFor(entry("message.edited", { data }), concern)).toBe("mention");
    expect(reasonFor(entry("message.edited", { data: { mentions: [other] } }), concern)).toBeNull();
  });

  it("is an answer in a thread of mine, and somebody whom I invited", () => {
    const about = (id: string) => ({ subject: { type: "x", id } });
    expect(reasonFor(entry("message.sent", about("mine")), concern)).toBe("reply");
    expect(reasonFor(entry("message.sent", about("theirs")), concern)).toBeNull();
    expect(reasonFor(entry("member.joined", about("guest")), concern)).toBe("member");
    expect(reasonFor(entry("member.joined", about("stranger")), concern)).toBeNull();
  });

  it("is what waits for me by name, and what was published or proposed to me", () => {
    expect(reasonFor(entry("activity.waiting", { data: { people: [other, me] } }), concern)).toBe("waiting");
    expect(reasonFor(entry("activity.waiting", { data: { people: [other] } }), concern)).toBeNull();
    const task = (kind: string, data: object) =>
      entry(kind, { subject: { type: "activity", id: "task" }, data: { ...data } });
    expect(reasonFor(task("activity.waiting", { waitingFor: "buyer" }), concern)).toBe("waiting");
    expect(reasonFor(task("activity.waiting", { waitingFor: "seller" }), concern)).toBeNull();
    const elsewhere = entry("activity.waiting", { data: { waitingFor: "buyer" } });
    expect(reasonFor(elsewhere, concern)).toBeNull();
    expect(reasonFor(elsewhere, { ...concern, lead: true })).toBe("waiting");
    expect(reasonFor(task("activity.assigned", { person: "Me" }), concern)).toBe("assigned");
    expect(reasonFor(task("activity.assigned", { person: "Another" }), concern)).toBeNull();
    expect(reasonFor(entry("meeting.proposed", { data: { participants: [other] } }), concern)).toBeNull();
    expect(reasonFor(entry("meeting.proposed", { data: { participants: [me] } }), concern)).toBe("meeting");
    expect(reasonFor(entry("meeting.moved"), concern)).toBe("meeting-changed");
    expect(reasonFor(entry("gate.submitted", { data: { approvers: [me] } }), concern)).toBe("gate");
    expect(reasonFor(entry("document.published"), concern)).toBe("document");
    expect(reasonFor(entry("room.changed"), concern)).toBeNull();
  });

  it("is what another side puts where I see it, and of my own documents only what names me", () => {
    const put = (kind: string, data: object) => reasonFor(entry(kind, { data: { ...data } }), concern);
    expect(put("document.added", { side: "seller" })).toBe("document");
    expect(put("document.added", { side: "buyer" })).toBeNull();
    expect(put("document.revised", { side: "seller" })).toBe("revision");
    expect(put("document.revised", { side: "seller", people: [other] })).toBeNull();
    expect(put("document.revised", { side: "seller", people: [me] })).toBe("revision");
    expect(put("document.revised", {})).toBeNull();
  });

  it("is never what I did myself", () => {
    for (const kind of ["message.sent", "document.published", "thread.started", "gate.submitted"])
      expect(
        reasonFor(entry(kind, { actor: me, data: { mentions: [me], approvers: [me] } }), concern),
      ).toBeNull();
  });

  it("has a topic for every reason", () => {
    for (const reason of reasons) expect(topics).toContain(topicOf[reason]);
  });
});

describe("the daily hour", () => {
  const zones = [
    "Europe/Helsinki",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
    "Pacific/Apia",
  ];

  it("is the next time the person's clock shows it, within a day and a bit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        (hour, zone, now) => {
          const next = nextHour(hour, zone, now);
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(25.5 * 3_600_000);
          const shown = new Intl.DateTimeFormat("en-GB", {
            timeZone: zone,
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          }).format(next);
          const leap = new Intl.DateTimeFormat("en-GB", {
            timeZone: zone,
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          }).format(new Date(next.getTime() - 900_000));
          if (shown !== `${String(hour).padStart(2, "0")}:00`) expect(leap < shown).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("follows summer time and does not lose the day on which the hour is left out", () => {
    const at = (text: string, hour: number) =>
      nextHour(hour, "Europe/Helsinki", new Date(text)).toISOString();
    expect(at("2026-03-27T20:00:00Z", 8)).toBe("2026-03-28T06:00:00.000Z");
    expect(at("2026-03-29T02:00:00Z", 8)).toBe("2026-03-29T05:00:00.000Z");
    expect(at("2026-03-28T20:00:00Z", 3)).toBe("2026-03-29T01:00:00.000Z"); // 3:00 is 4:00 that day
    expect(at("2026-11-22T06:00:00Z", 8)).toBe("2026-11-23T06:00:00.000Z");
  });

  it("is for what was chosen daily; at once is now; none is never", () => {
    const now = new Date("2026-11-22T10:00:00Z");
    expect(dueAt("at-once", 8, "UTC", now)).toEqual(now);
    expect(dueAt("none", 8, "UTC", now)).toBeNull();
    expect(dueAt("daily", 8, "UTC", now)).toEqual(new Date("2026-11-23T08:00:00Z"));
  });
});

describe("settings", () => {
  it("are as usual where nothing readable was chosen", () => {
    expect(settingsOf(undefined).delivery.mentions).toBe("at-once");
    expect(settingsOf({ delivery: { mentions: "none" }, daily_hour: 6, version: 3 })).toMatchObject({
      delivery: { mentions: "none", documents: "daily" },
      dailyHour: 6,
    });
    expect(settingsOf({ delivery: { mentions: "often" }, daily_hour: 6, version: 3 }).delivery.mentions).toBe(
      "at-once",
    );
  });
});
