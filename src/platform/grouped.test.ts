import { expect, it } from "vitest";
import { grouped } from "./grouped.ts";

it("groups as Map.groupBy does, in the order in which things come", () => {
  const all = ["boiler", "turbine", "bearing", "stack", "turret", ""];
  const first = (word: string) => word[0];
  expect([...grouped(all, first)]).toEqual([...Map.groupBy(all, first)]);
});
