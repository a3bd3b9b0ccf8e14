import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeOf, whenOf } from "./time.ts";
import { instantOf, isZone, offeredZones, wallOf } from "./zones.ts";

const zones = fc.constantFrom(...offeredZones, "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns");
const instants = fc.date({
  min: new Date("2020-01-01T00:00:00Z"),
  max: new Date("2040-01-01T00:00:00Z"),
  noInvalidDate: true,
});

describe("clocks", () => {
  it("finds the instant at which a clock shows what it shows, except when it shows that twice", () => {
    fc.assert(
      fc.property(instants, zones, (date, zone) => {
        const instant = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const wall = wallOf(instant, zone);
        const found = instantOf(wall, zone);
        expect(found && wallOf(found, zone)).toBe(wall);
        const early = instant.getTime() - (found?.getTime() ?? 0);
        expect([0, 30, 60].map((minutes) => minutes * 60_000)).toContain(early);
      }),
      { numRuns: 300 },
    );
  });

  it("has no instant for a time that is skipped, and the first for a time that comes twice", () => {
    expect(instantOf("2027-03-28T03:30", "Europe/Helsinki")).toBeNull();
    expect(instantOf("2027-03-28T04:00", "Europe/Helsinki")?.toISOString()).toBe("2027-03-28T01:00:00.000Z");
    expect(instantOf("2027-10-31T03:30", "Europe/Helsinki")?.toISOString()).toBe("2027-10-31T00:30:00.000Z");
    expect(instantOf("2027-03-14T02:30", "America/New_York")).toBeNull();
    expect(instantOf("2027-11-07T01:30", "America/New_York")?.toISOString()).toBe("2027-11-07T05:30:00.000Z");
    expect(instantOf("2027-10-03T02:15", "Australia/Lord_Howe")).toBeNull(); // half an hour of summer time
    expect(instantOf("2027-03-28T03:30", "UTC")?.toISOString()).toBe("2027-03-28T03:30:00.000Z");
  });

  it("knows zones and takes no offsets", () => {
    for (const zone of ["Europe/Helsinki", "UTC", "Asia/Kolkata", "America/Argentina/Ushuaia"])
      expect(isZone(zone)).toBe(true);
    for (const zone of ["+02:00", "Moon/Base", "", "Europe/Helsinki\r\nX:1", "../etc"])
      expect(isZone(zone)).toBe(false);
  });
});

describe("a time as it is typed", () => {
  const zone = "Europe/Helsinki";
  it("is whole days without a time of day, and an instant with one", () => {
    expect(timeOf({ day: "2027-05-03", zone })).toMatchObject({ day: "2027-05-03", startsAt: null });
    expect(timeOf({ day: "2027-05-03", from: "09:00", until: "10:30", zone })).toMatchObject({
      startsAt: new Date("2027-05-03T06:00:00Z"),
      endsAt: new Date("2027-05-03T07:30:00Z"),
      day: null,
    });
  });

  it("refuses what cannot be, on its field", () => {
    expect(timeOf({ day: "2027-03-28", from: "03:30", zone })).toMatchObject({ code: "time-skipped" });
    expect(timeOf({ day: "2027-05-03", from: "10:00", until: "09:00", zone })).toMatchObject({
      code: "end-before-start",
      field: "until",
    });
    expect(timeOf({ day: "2027-05-03", until: "09:00", zone })).toMatchObject({ code: "until-without-from" });
    expect(timeOf({ day: "2027-05-03", lastDay: "2027-05-01", zone })).toMatchObject({ field: "lastDay" });
  });

  it("comes back as it was typed", () => {
    const clock = fc.constantFrom("00:00", "08:15", "12:00", "23:59");
    const typed = fc.record(
      { day: fc.constantFrom("2027-01-15", "2027-06-30", "2028-02-29"), from: clock, zone: zones },
      { requiredKeys: ["day", "zone"] },
    );
    fc.assert(
      fc.property(typed, (when) => {
        const time = timeOf(when);
        if ("code" in time) throw new Error(time.code);
        expect(whenOf(time)).toEqual({ from: undefined, until: undefined, lastDay: undefined, ...when });
      }),
    );
  });
});
