import { expect, it } from "vitest";
import { pageWith } from "./place-kept.ts";

const lines = Array.from(
  { length: 90 },
  (_, index) => `${index + 1}. pump ${index * 7} of the dryer section`,
);
const pages = [0, 1, 2].map(
  (page) => `Head\n${lines.slice(page * 30, page * 30 + 30).join("\n")}\n${page + 1} / 3`,
);

it("a row is on the page that has it, at its edges too", () => {
  expect([0, 29, 30, 59, 60, 89].map((row) => pageWith([lines], 0, row, pages))).toEqual([0, 0, 1, 1, 2, 2]);
});

it("a row whose cells are set otherwise is on the page as far into the letters", () => {
  const other = pages.map((page) => page.replace(/pump/g, "PUMP"));
  expect([2, 45, 88].map((row) => pageWith([lines], 0, row, other))).toEqual([0, 1, 2]);
});

it("sheets follow one another; what is not there is on the last page, or the first", () => {
  expect(pageWith([lines.slice(0, 30), lines.slice(30)], 1, 40, pages)).toBe(2);
  expect(pageWith([lines], 0, 500, pages)).toBe(2);
  expect(pageWith([], 0, 0, [])).toBe(0);
});
