import { expect, test } from "vitest";
import { opens } from "./opened.ts";

test("a thing is opened by its own screen and by those below it, a comment only by its own address", () => {
  const paper = "/rooms/r/documents/d";
  expect(opens(paper, paper)).toBe(true);
  expect(opens(`${paper}/revisions/v/view?page=2`, paper)).toBe(true);
  expect(opens("/rooms/r/documents", paper)).toBe(false);
  expect(opens("/rooms/r/documents/other", paper)).toBe(false);
  expect(opens("/rooms/r/conversation/t", "/rooms/r/conversation/t?at=3#m-1")).toBe(true);
  expect(opens("/rooms/r/documents", "/rooms/r")).toBe(false);
  expect(opens("/rooms/r", "/rooms/r")).toBe(false);
  const comment = `${paper}/revisions/v/view?page=1&comment=c#c-c`;
  expect(opens(comment, comment)).toBe(true);
  expect(opens(`${paper}/revisions/v/view?page=1`, comment)).toBe(false);
});
