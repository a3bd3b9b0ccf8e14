import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";
import { readerOfCalendar } from "#platform/identity/calendar-link.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { proposing } from "../../../../tests/fixtures/schedule.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import {
  calendarFeed,
  calendarSettings,
  makeCalendarLink,
  revokeCalendarLink,
  setCalendarRule,
} from "../index.ts";
import { loader as feedLoader } from "../screens/feed.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const propose = proposing(() => world);

describe("the calendar", () => {
  const tokenOf = (link: string) => /calendar\/([\w-]{43})\.ics$/.exec(link)?.[1] ?? "";

  it("is one's own, by an address of which only the hash is kept, and ends at once", async () => {
    const { link } = await run(makeCalendarLink, world.erik.actor, {});
    const token = tokenOf(link);
    expect(await readerOfCalendar(token)).toMatchObject({ personId: world.erik.id });
    const kept = await database.owner("select * from calendar_link");
    expect(JSON.stringify(kept)).not.toContain(token);
    const second = tokenOf((await run(makeCalendarLink, world.erik.actor, {})).link);
    expect(await readerOfCalendar(token)).toBeNull();
    expect(await readerOfCalendar(second)).not.toBeNull();
    expect((await run(calendarSettings, world.berta.actor, {})).link).toBeNull();
    await run(revokeCalendarLink, world.berta.actor, {});
    expect(await readerOfCalendar(second)).not.toBeNull();
    await run(revokeCalendarLink, world.erik.actor, {});
    expect(await readerOfCalendar(second)).toBeNull();
    for (const nonsense of ["", "a".repeat(43), "../x"]) expect(await readerOfCalendar(nonsense)).toBeNull();
  });

  it("holds what its person sees and no more, and a word of what not everyone reads", async () => {
    await propose(world.sara, "seller", { title: "CANARY-seller" });
    await propose(world.erik, "buyer", { title: "CANARY-buyer" });
    await propose(world.sara, "commercial", { title: "CANARY-price", place: "CANARY-price" });
    await propose(world.sara, "room", { title: "CANARY-room" });
    const feed = async (who: TestPerson) => JSON.stringify(await run(calendarFeed, who.actor, {}));
    const seen = async (who: TestPerson) => {
      const text = await feed(who);
      return ["seller", "buyer", "price", "room"].filter((name) => text.includes(`CANARY-${name}`));
    };
    for (const who of [world.sara, world.erik, world.berta]) expect(await seen(who)).toEqual(["room"]);
    expect(await seen(world.carl)).toEqual(["room"]);
    expect(await seen(world.olga)).toEqual([]);
    const busy = async (who: TestPerson) =>
      (await run(calendarFeed, who.actor, {})).events.filter((one) => one.details === null).length;
    expect([await busy(world.berta), await busy(world.erik)]).toEqual([2, 1]);
    await expect(run(setCalendarRule, world.berta.actor, { commercial: "hidden" })).rejects.toMatchObject({
      code: "calendar-none",
    });
    await run(makeCalendarLink, world.berta.actor, {});
    await run(setCalendarRule, world.berta.actor, { commercial: "hidden" });
    expect(await busy(world.berta)).toBe(0);
    await run(setCalendarRule, world.berta.actor, { commercial: "full" });
    expect([await busy(world.berta), await seen(world.berta)]).toEqual([0, ["buyer", "price", "room"]]);
  });

  it("is answered to programs as a calendar, once a state, and not at all once it has ended", async () => {
    await propose(world.sara, "room", {
      title: "Visit\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil",
      note: "a\r\nb;c,d",
    });
    const { link } = await run(makeCalendarLink, world.sara.actor, {});
    const fetched = (headers: Record<string, string> = {}) =>
      feedLoader({
        params: { file: link.split("/").at(-1) ?? "" },
        request: new Request(link, { headers }),
      } as Parameters<typeof feedLoader>[0]);
    const answer = await fetched();
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(answer.headers.get("cache-control")).toContain("private");
    const events = new ICAL.Component(ICAL.parse(await answer.text()))
      .getAllSubcomponents("vevent")
      .map((one) => new ICAL.Event(one));
    expect(events.map((one) => one.summary)).toContain("Visit END:VEVENT BEGIN:VEVENT SUMMARY:evil");
    expect(new Set(events.map((one) => one.uid)).size).toBe(events.length);
    const etag = answer.headers.get("etag") ?? "";
    expect((await fetched({ "if-none-match": `W/${etag}` })).status).toBe(304);
    await propose(world.sara, "room");
    expect((await fetched({ "if-none-match": etag })).status).toBe(200);
    await run(revokeCalendarLink, world.sara.actor, {});
    expect((await fetched()).status).toBe(404);
  });

  it("is empty the moment its person is out of the room", async () => {
    const { carl } = world;
    expect((await run(calendarFeed, carl.actor, {})).events.length).toBeGreaterThan(0);
    await database.owner("delete from audience_person where person_id = $1 and room_id is not null", [
      carl.id,
    ]);
    await database.owner("update member set left_at = now() where id = $1", [carl.id]);
    expect((await run(calendarFeed, carl.actor, {})).events).toEqual([]);
  });
});
