import { describe, expect, it } from "vitest";
import { agendaRows, byMonth, mondayOf, type ProcessDate, splitAtThisWeek, weekOf } from "./agenda.ts";

const date = (day: string): ProcessDate => ({
  id: day,
  audience: { id: "a", kind: "room", name: "" },
  type: "gate",
  title: { en: day },
  day,
  lastDay: null,
  stands: null,
  path: "/",
});

describe("the list", () => {
  it("numbers weeks as ISO 8601 does", () => {
    expect(
      ["2027-01-01", "2027-01-04", "2026-12-31", "2028-12-31", "2029-01-01", "2024-12-30"].map(weekOf),
    ).toEqual([53, 1, 53, 52, 1, 1]);
    expect(mondayOf("2027-05-09")).toBe("2027-05-03");
  });

  it("stands in order by month and week, with today's line in its place", () => {
    const now = new Date("2027-05-05T22:30:00Z"); // already the sixth in Helsinki
    const rows = agendaRows(
      [],
      ["2027-06-01", "2027-05-07", "2027-04-30", "2027-05-04"].map(date),
      now,
      "Europe/Helsinki",
    );
    const { earlier, rest } = splitAtThisWeek(rows);
    expect(earlier.map(({ key }) => key)).toEqual(["process 2027-04-30"]);
    expect(byMonth(rest).map(({ month, weeks }) => [month, weeks.map(({ week }) => week)])).toEqual([
      ["2027-05", [18]],
      ["2027-06", [22]],
    ]);
    expect(rest.map(({ key }) => key)).toEqual([
      "process 2027-05-04",
      "today",
      "process 2027-05-07",
      "process 2027-06-01",
    ]);
    expect(rows.find(({ key }) => key === "today")?.begins.slice(0, 10)).toBe("2027-05-06");
  });
});
