import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/platform/errors.ts";
import { run } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles } from "../fixtures/documents.ts";
import { type Act, canary, cast, type Story, staff, type Who } from "./act.ts";
import { begin } from "./begin.ts";
import {
  allRows,
  audiencesOfAll,
  type Forbidden,
  fingerprint,
  forbiddenIn,
  guardedTables,
} from "./hidden.ts";
import { allOperations, operation } from "./operations.ts";
import { acts } from "./story/index.ts";

/** Proof 2 (DESIGN §8): every operation by every kind of person; whoever may not is refused and changes nothing. */
const database = testDatabase();
testFiles();
let story: Story;
beforeAll(async () => {
  story = await begin(database.owner);
});

it("has a row for every operation", () => {
  const told = new Set(acts.map((row) => row.operation));
  expect(
    allOperations()
      .map(({ name }) => name)
      .filter((name) => !told.has(name)),
  ).toEqual([]);
});

/** Tables of the supplier's people alone: nothing in them is hidden from one of them. */
const ofStaff = ["company", "blueprint_version", "blueprint_fault"];

/** Tables that everyone in a room reads by their nature. */
const told = ["gate_notice", "handover_notice"];

/** A refusal of a role stands in the log of the refused person's own side; nothing else may come of an attempt. */
const beyondRefusals = (rows: Awaited<ReturnType<typeof allRows>>) =>
  rows.filter(({ table, text }) => table !== "log_entry" || !text.includes("access.refused"));

/** What a person is told who tries an act: the refusal as a client reads it, or "done". */
async function attempt(row: Act, who: Who, input: unknown): Promise<unknown> {
  try {
    await run(operation(row.operation), story.people[who].actor, input);
    return "done";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, code, params, fields } = error;
    return { status, code, params, fields };
  }
}

/** The same input with every id that the person may not see replaced by one that has never been. */
function missing(input: unknown, forbidden: Forbidden): unknown {
  const text = JSON.stringify(input);
  const twin = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (found) =>
    forbidden.has(found) ? crypto.randomUUID() : found,
  );
  return twin === text ? undefined : JSON.parse(twin);
}

describe("the story", () => {
  for (const [at, row] of acts.entries())
    it(`${at} ${row.operation} by ${row.by}`, async () => {
      const input = await row.input(story);
      const before = await allRows(database.owner);
      const audiences = await audiencesOfAll(database.owner);
      for (const who of cast) {
        if (who === row.by || row.also.includes(who)) continue;
        const told = (await attempt(row, who, input)) as { status: number };
        expect(told, `${who} is not refused`).toMatchObject({ status: expect.any(Number) });
        const mine = audiences.get(story.people[who].id) ?? [];
        const twin = missing(input, forbiddenIn(before, mine));
        if (twin) {
          expect(told, `${who} learns that the thing is there`).toEqual(await attempt(row, who, twin));
          expect([403, 404], `${who}: ${JSON.stringify(told)}`).toContain(told.status);
        } else expect([403, 404, 422], `${who}: ${JSON.stringify(told)}`).toContain(told.status);
      }
      expect(fingerprint(beyondRefusals(await allRows(database.owner)))).toEqual(
        fingerprint(beyondRefusals(before)),
      );
      const answer = await run(operation(row.operation), story.people[row.by].actor, input, {
        idempotencyKey: canary(),
      });
      await row.keep?.(answer as Record<string, string>, story);
    });

  it("has left rows in every table that somebody may not see", async () => {
    const rows = await allRows(database.owner);
    const audiences = await audiencesOfAll(database.owner);
    const lacking: string[] = [];
    for (const { table } of await guardedTables(database.owner))
      for (const who of ["olga", "fred", "oskar", "erik"] as const) {
        const mine = audiences.get(story.people[who].id) ?? [];
        if (ofStaff.includes(table) && staff.includes(who)) continue;
        if (told.includes(table) && who === "erik") continue;
        if (!rows.some((row) => row.table === table && !mine.includes(row.audience)))
          lacking.push(`${table} for ${who}`);
      }
    expect(lacking.join(", ")).toBe("");
  });
});
