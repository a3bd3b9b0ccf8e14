import { describe, expect, it } from "vitest";
import { assertNotPast } from "./days.ts";

describe("a day that is still to come", () => {
  const refusal = (day: string | null | undefined, now: string) => {
    try {
      assertNotPast(day, new Date(now), "due");
      return null;
    } catch (problem) {
      return problem;
    }
  };

  it("is not over anywhere on earth", () => {
    expect(refusal("2026-11-22", "2026-11-22T10:00:00Z")).toBeNull();
    expect(refusal("2026-11-21", "2026-11-22T10:00:00Z")).toBeNull(); // still yesterday far in the west
    expect(refusal("2026-11-21", "2026-11-22T12:00:00Z")).toMatchObject({
      fields: { due: { code: "day-past" } },
    });
    expect(refusal("1999-01-01", "2026-11-22T10:00:00Z")).toMatchObject({ code: "day-past" });
  });

  it("may be left open", () => {
    expect([refusal(undefined, "2026-11-22T10:00:00Z"), refusal(null, "2026-11-22T10:00:00Z")]).toEqual([
      null,
      null,
    ]);
  });
});
