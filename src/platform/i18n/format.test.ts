import { expect, it } from "vitest";
import { formatFor } from "./format.ts";

it("says of what has just happened that it was this minute, never that it is still to come", () => {
  // A screen counts from the beginning of the minute in which it was made, so that server and browser say the same.
  const { relative } = formatFor("en", "UTC", Date.parse("2026-11-22T11:28:00Z"));
  expect(relative("2026-11-22T11:28:45Z")).toBe("this minute");
  expect(relative("2026-11-22T11:27:10Z")).toBe("1 minute ago");
  expect(relative("2026-11-22T11:29:10Z")).toBe("in 1 minute");
  expect(relative("2026-11-22T09:28:30Z")).toBe("2 hours ago");
  expect(relative("2026-11-25T11:28:00Z")).toBe("in 3 days");
});
