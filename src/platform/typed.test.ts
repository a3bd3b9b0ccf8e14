import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typedDay, typedNumber, typedTime } from "./typed.ts";

describe("numbers", () => {
  it("are read as they are typed in Finnish and English", () => {
    for (const text of ["12.5", "12,5", " 12,5 ", "12,50", "12,5 %"])
      expect(typedNumber(text), text).toBe(12.5);
    for (const text of ["1250", "1 250", "1 250", "1,250", "1’250"])
      expect(typedNumber(text), text).toBe(1250);
    for (const text of ["1250.5", "1 250,5", "1,250.5", "1.250,5"])
      expect(typedNumber(text), text).toBe(1250.5);
    expect([typedNumber("0,125"), typedNumber(",5"), typedNumber("-3,5"), typedNumber("−3")]).toEqual([
      0.125, 0.5, -3.5, -3,
    ]);
    expect([typedNumber("1.250.000"), typedNumber("1,250,000")]).toEqual([1_250_000, 1_250_000]);
  });

  it("are refused when they are none", () => {
    for (const text of ["", "abc", "12 kpl", "1-2", "%", ","]) expect(typedNumber(text), text).toBeNaN();
  });

  it("come back the same from either language's own way to write them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9e9, max: 9e9 }),
        fc.constantFrom("fi", "en-GB"),
        (hundredths, language) => {
          const number = hundredths / 100;
          const text = new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(number);
          expect(typedNumber(text)).toBe(number);
        },
      ),
    );
  });
});

describe("days", () => {
  it("are read as they are typed in Finnish and English", () => {
    for (const text of [
      "2026-12-04",
      "4.12.2026",
      "04.12.2026",
      "4. 12. 2026",
      "4.12.26",
      "4/12/2026",
      "4 Dec 2026",
      "4 December 2026",
      "4. joulukuuta 2026",
      "pe 4.12.2026",
      "Fri, 4 Dec 2026",
    ])
      expect(typedDay(text), text).toBe("2026-12-04");
  });

  it("come back as typed when there is no such day", () => {
    for (const text of [
      "31.2.2026",
      "0.1.2026",
      "4.13.2026",
      "soon",
      "4.12.",
      "",
      "2026-02-30",
      "4 xyz 2026",
    ])
      expect(typedDay(text), text).toBe(text);
  });

  it("come back the same from either language's own way to write them", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        fc.constantFrom("fi", "en-GB"),
        fc.constantFrom("short" as const, "medium" as const, "long" as const),
        (date, language, dateStyle) => {
          const text = new Intl.DateTimeFormat(language, { dateStyle, timeZone: "UTC" }).format(date);
          expect(typedDay(text), text).toBe(date.toISOString().slice(0, 10));
        },
      ),
    );
  });
});

it("times of day are read with a point or a colon", () => {
  expect(["14:30", "14.30", "9.15", "klo 9", "9"].map(typedTime)).toEqual([
    "14:30",
    "14:30",
    "09:15",
    "09:00",
    "09:00",
  ]);
  expect(["25:00", "noon", ""].map(typedTime)).toEqual(["25:00", "noon", ""]);
});
