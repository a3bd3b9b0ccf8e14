import { expect, test } from "vitest";
import { outcomeOf, recheck } from "./outcome.ts";

test("the outcome of an approval and of a rejection", () => {
  const votes = (...outcomes: ("go" | "conditional-go" | "hold" | "rework" | "no-go")[]) =>
    outcomes.map((outcome) => ({ outcome }));
  expect(outcomeOf("approved", votes("go", "no-go"))).toBe("go");
  expect(outcomeOf("approved", votes("go", "conditional-go"))).toBe("conditional-go");
  expect(outcomeOf("rejected", votes("go", "no-go"))).toBe("no-go");
  expect(outcomeOf("rejected", votes("no-go", "hold"))).toBe("hold");
  expect(outcomeOf("rejected", votes("no-go", "no-go", "rework"))).toBe("no-go");
});

test("conditions are met by their criterion or by hand, and overdue after their day", () => {
  const conditions = [
    { text: "a", owner: "p", due: "2026-06-01" },
    { text: "b", owner: "p", due: "2026-06-10", criterion: "c" },
  ];
  const on = (day: string, done: number[] = [], status: "met" | "open" | "overridden" = "open") =>
    recheck(conditions, new Set(done), { c: status }, day);
  expect(on("2026-06-01").state).toBe("open");
  expect(on("2026-06-02")).toMatchObject({
    state: "overdue",
    conditions: [{ state: "overdue" }, { state: "open" }],
  });
  expect(on("2026-06-20", [0], "met").state).toBe("fulfilled");
  expect(on("2026-06-20", [0], "overridden").state).toBe("overdue");
});
