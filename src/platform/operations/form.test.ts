import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { together } from "./form.ts";

const refusal = async (words: string, after: number): Promise<never> => {
  await pause(after);
  throw new Error(words);
};

it("tells the first refusal of the list, whichever came first", async () => {
  await expect(together([refusal("404", 20), refusal("403", 0)])).rejects.toThrow("404");
  await expect(together([refusal("404", 0), refusal("403", 20)])).rejects.toThrow("404");
  await expect(together([Promise.resolve(1), refusal("403", 0)])).rejects.toThrow("403");
  expect(await together([pause(5, "a"), Promise.resolve(2), null])).toEqual(["a", 2, null]);
});
