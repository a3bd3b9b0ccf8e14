import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../src/platform/database/index.ts";
import { Problem } from "../../src/platform/errors.ts";
import { run, switchChecksOff } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles } from "../fixtures/documents.ts";
import { cast, type Story } from "./act.ts";
import { begin } from "./begin.ts";
import { allRows, audiencesOfAll, type Forbidden, forbiddenIn, leaks } from "./hidden.ts";
import { inputsFor, unknownFields } from "./ids.ts";
import { allOperations } from "./operations.ts";
import { tell } from "./tell.ts";

/** Proofs 3 and 5 (DESIGN §8), over operations: no answer to any question holds what its asker may not see. */
const database = testDatabase();
testFiles();
const queries = allOperations().filter(({ type }) => type === "query");
let story: Story;
const readers: { name: string; actor: Actor; forbidden: Forbidden }[] = [];

beforeAll(async () => {
  story = await begin(database.owner);
  await tell(story);
  const rows = await allRows(database.owner);
  const audiences = await audiencesOfAll(database.owner);
  const of = (who: (typeof cast)[number]) => audiences.get(story.people[who].id) ?? [];
  for (const who of cast)
    readers.push({ name: who, actor: story.people[who].actor, forbidden: forbiddenIn(rows, of(who)) });
  // The lead of a side reads how to reach the people of that side: the one thing that a role, not an audience, gives.
  for (const { name, forbidden } of readers) {
    const led = name === "sara" ? ["sam", "adam", "carl"] : name === "berta" ? ["erik", "carl"] : [];
    for (const { id } of led.map((who) => story.people[who as "sam"]))
      for (const { email } of await database.owner<{ email: string }>(
        "select email from person where id = $1",
        [id],
      ))
        forbidden.delete(email.split("@")[0] ?? "");
  }
  for (const [lead, as] of [
    ["sara", "erik"],
    ["sara", "berta"],
    ["berta", "sara"],
  ] as const) {
    const both = of(lead).filter((audience) => of(as).includes(audience));
    const actor = { personId: story.people[as].id, viewerId: story.people[lead].id };
    readers.push({ name: `${lead} as ${as}`, actor, forbidden: forbiddenIn(rows, both) });
  }
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
