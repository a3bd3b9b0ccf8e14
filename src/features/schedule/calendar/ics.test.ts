import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { ItemShown } from "../queries/rows.ts";
import { type CalendarEvent, eventOf } from "./events.ts";
import { icsOf } from "./ics.ts";

const words = {
  name: "Frontstage",
  inside: {
    meeting: "Meeting",
    deadline: "Deadline",
    delivery: "Delivery",
    milestone: "Project date",
    gate: "Project date",
    activity: "Project date",
    handover: "Project date",
  },
  room: "Room",
  video: "Video",
  locale: "en",
};
const base = "https://rooms.example.com";
const event = (change: Partial<CalendarEvent> & { title?: string; note?: string; place?: string } = {}) =>
  ({
    uid: "a@frontstage",
    kind: "meeting",
    time: {
      startsAt: "2027-03-28T01:00:00.000Z",
      endsAt: "2027-03-28T02:30:00.000Z",
      day: null,
      lastDay: null,
      zone: "Europe/Helsinki",
    },
    status: "CONFIRMED",
    sequence: 2,
    changedAt: "2027-03-01T08:00:00.000Z",
    details: {
      title: change.title ?? "Kick-off",
      room: "PM 3",
      place: change.place ?? "",
      link: "",
      note: change.note ?? "",
      path: "/rooms/r/schedule/i",
    },
    ...change,
  }) satisfies CalendarEvent & Record<string, unknown>;

const parse = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));

/** What RFC 5545 asks of every object, whatever is in it. */
function expectSound(text: string): void {
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  for (const needed of ["VERSION:2.0", "PRODID:", "METHOD:PUBLISH"]) expect(text).toContain(`\r\n${needed}`);
  const unfolded = text.replaceAll("\r\n ", "");
  const count = (line: RegExp) => unfolded.match(line)?.length ?? 0;
  const events = count(/^BEGIN:VEVENT\r$/gm);
  for (const one of [
    /^UID:/gm,
    /^DTSTAMP:\d{8}T\d{6}Z\r$/gm,
    /^DTSTART[:;]/gm,
    /^SUMMARY:/gm,
    /^END:VEVENT\r$/gm,
  ])
    expect(count(one)).toBe(events);
}

describe("the calendar object", () => {
  it("says when, in UTC and in whole days", () => {
    const text = icsOf(
      [
        event(),
        event({
          uid: "b@frontstage",
          status: "TENTATIVE",
          time: {
            startsAt: null,
            endsAt: null,
            day: "2027-12-30",
            lastDay: "2028-01-02",
            zone: "Asia/Tokyo",
          },
        }),
      ],
      words,
      base,
    );
    expectSound(text);
    const [timed, days] = parse(text);
    expect(timed?.startDate.toJSDate().toISOString()).toBe("2027-03-28T01:00:00.000Z");
    expect(timed?.endDate.toJSDate().toISOString()).toBe("2027-03-28T02:30:00.000Z");
    expect(timed?.sequence).toBe(2);
    expect(timed?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(days?.startDate.isDate).toBe(true);
    expect(days?.startDate.toString()).toBe("2027-12-30");
    expect(days?.endDate.toString()).toBe("2028-01-03"); // the day after the last
    expect(days?.component.getFirstPropertyValue("status")).toBe("TENTATIVE");
  });

  it("lets no text become a line of its own", () => {
    const hostile =
      "Visit\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\rATTACH:x\nX;Y,Z\\n\u2028W\u0000\u0007\ud800";
    const text = icsOf(
      [event({ title: hostile, note: hostile, place: hostile })],
      { ...words, name: hostile },
      base,
    );
    expectSound(text);
    const [only, ...others] = parse(text);
    expect(others).toEqual([]);
    expect(only?.uid).toBe("a@frontstage");
    expect(only?.summary).toContain("X;Y,Z\\n");
    expect(only?.description).toContain("BEGIN:VEVENT");
    expect(only?.summary).not.toMatch(/\p{Cc}/u);
  });

  it("carries any text whole through folding and escaping", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), (title) => {
        const text = icsOf([event({ title })], words, base);
        expectSound(text);
        const printable = title.replace(/\p{Cc}|[\u2028\u2029]/gu, " ").trim();
        expect(parse(text)[0]?.summary.trim()).toBe(printable);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same bytes for the same events", () => {
    expect(icsOf([event()], words, base)).toBe(icsOf([event()], words, base));
  });

  it("tells of what not everyone reads no more than the person chose", () => {
    const item: ItemShown = {
      id: "0e5f3a52-6f0c-4c58-9c8a-5d3a5c6b7a10",
      room: { id: "r", name: "PM 3" },
      audience: { id: "c", kind: "commercial", name: "" },
      kind: "meeting",
      title: "Price CANARY",
      place: "CANARY",
      link: "https://CANARY",
      note: "CANARY",
      time: event().time,
      state: "proposed",
      proposedBy: { id: "p", name: "CANARY", company: "" },
      proposedSide: "seller",
      awaits: ["buyer"],
      waitsForMe: false,
      mine: true,
      previous: null,
      reason: "",
      changedAt: "2027-03-01T08:00:00.000Z",
      version: 1,
      participants: [],
    };
    for (const kind of ["commercial", "seller", "buyer", "custom"] as const)
      for (const [what, word] of [
        ["meeting", "Meeting"],
        ["milestone", "Project date"],
      ] as const) {
        const inside = { ...item, kind: what, audience: { ...item.audience, kind } };
        const shown = eventOf(inside, "words");
        expect(shown && icsOf([shown], words, base)).toContain(`SUMMARY:${word}\r`);
        expect(shown && icsOf([shown], words, base)).not.toMatch(/CANARY|PM 3|rooms/);
        expect(JSON.stringify(shown)).not.toContain(item.id);
        expect(eventOf(inside, "hidden")).toBeNull();
        expect(eventOf(inside, "full")?.details?.title).toBe("Price CANARY");
      }
    const all = { ...item, audience: { ...item.audience, kind: "room" as const } };
    expect(eventOf(all, "hidden")?.details?.title).toBe("Price CANARY");
  });
});
