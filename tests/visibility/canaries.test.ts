import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/platform/errors.ts";
import { run, switchChecksOff } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles } from "../fixtures/documents.ts";
import type { Story } from "./act.ts";
import { begin } from "./begin.ts";
import { leaks } from "./hidden.ts";
import { inputsFor, unknownFields } from "./ids.ts";
import { allOperations } from "./operations.ts";
import { type Reader, readersOf } from "./readers.ts";
import { tell } from "./tell.ts";

/** Proofs 3 and 5 (DESIGN §8), over operations: no answer to any question holds what its asker may not see. */
const database = testDatabase();
testFiles();
const queries = allOperations().filter(({ type }) => type === "query");
let story: Story;
let readers: Reader[];

beforeAll(async () => {
  story = await begin(database.owner);
  await tell(story);
  readers = await readersOf(story);
}, 120_000);
afterAll(() => switchChecksOff(false));

it("knows what to ask with", () => {
  expect(queries.length).toBeGreaterThan(30);
  expect(unknownFields(queries)).toEqual([]);
});

for (const off of [false, true])
  describe(off ? "with the application's checks off" : "every query by everybody", () => {
    for (const query of queries)
      it(query.name, { timeout: 120_000 }, async () => {
        switchChecksOff(off);
        const inputs = await inputsFor(story, query);
        const found: string[] = [];
        for (const { name, actor, forbidden } of readers)
          for (const input of inputs) {
            const told = await run(query, actor, input).catch((error: unknown) => {
              if (error instanceof Problem) return error;
              throw error;
            });
            const text =
              told instanceof Problem
                ? `${told.code} ${JSON.stringify([told.params, told.fields])}`
                : JSON.stringify(told);
            const asked = JSON.stringify(input);
            found.push(
              ...leaks(text ?? "", forbidden, asked).map((leak) => `${name}: ${leak} asking ${asked}`),
            );
          }
        expect(found.slice(0, 5)).toEqual([]);
      });
  });
