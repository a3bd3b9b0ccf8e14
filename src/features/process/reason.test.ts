import { expect, test } from "vitest";
import { reasonValues } from "./reason.ts";

test("titles come in the reader's language, roles by their name, numbers as they are", () => {
  const params = { criterion: { en: "The layout", fi: "Layout" }, role: "boss", score: 3 };
  const values = (language: string) =>
    reasonValues({ key: "reason-x", params }, language, (role) => `the ${role}`);
  expect(values("fi")).toEqual({ criterion: "Layout", role: "the boss", score: 3 });
  expect(values("zh")).toEqual({ criterion: "The layout", role: "the boss", score: 3 });
  expect(reasonValues({ key: "reason-x" }, "en", String)).toEqual({});
});
