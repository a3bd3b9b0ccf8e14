import { setTimeout as pause } from "node:timers/promises";
import { RouterContextProvider } from "react-router";
import { expect, it } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { readerContext } from "../identity/context.ts";
import { act, type Refusal, together } from "./form.ts";
import { query } from "./operation.ts";

testDatabase();

/** Gives back what it was given. */
const echo = query({
  name: "test.echo",
  summary: "Echo",
  http: "GET /test/echo",
  capability: "anyone",
  input: z.object({
    points: z.number().max(100).optional(),
    place: z.coerce.number().int().optional(),
    day: z.iso.date().optional(),
    last: z.iso
      .date()
      .refine((day) => day < "2100-01-01")
      .nullish(),
    people: z.array(z.string()).min(1).optional(),
  }),
  output: z.unknown(),
  run: async ({ input }) => input,
});

it("reads numbers and days as people type them, and refuses others with an example", async () => {
  const { sara } = await newWorld();
  const context = new RouterContextProvider();
  const rest = { email: "", companyName: "", staff: false, owner: false, sessionId: "", viewing: null };
  context.set(readerContext, { actor: sara.actor, name: sara.name, ...rest });
  const send = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(fields)) form.set(name, text);
    return act(context, echo, form);
  };
  expect(
    await send({ points: "12,5", place: "1 250", day: "24.12.2026", last: "24 Dec 2026" }),
  ).toMatchObject({
    value: { points: 12.5, place: 1250, day: "2026-12-24", last: "2026-12-24" },
  });
  expect(await send({ points: "", day: "", last: "2026-12-24" })).toMatchObject({
    value: { last: "2026-12-24" },
  });
  const refused = await send({ points: "many", day: "31.2.2026", last: "soon" });
  expect((refused as { data: Refusal }).data).toMatchObject({
    fields: {
      points: { code: "field-format-number" },
      day: { code: "field-format-date" },
      last: { code: "field-format-date" },
    },
    values: { points: "many", day: "31.2.2026", last: "soon" },
  });
});

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
