import { beforeAll, describe, expect, it } from "vitest";
import { takeInBlueprints } from "../../src/features/process/index.ts";
import { Problem } from "../../src/platform/errors.ts";
import { run } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles } from "../fixtures/documents.ts";
import type { Story } from "./act.ts";
import { inputsFor } from "./ids.ts";
import { allOperations } from "./operations.ts";
import { tellTwin } from "./twins/tell.ts";
import { outside, plain, type Twin } from "./twins/twin.ts";

/**
 * Nothing countable crosses the line: two rooms with the same frontstage, one of them busy behind the line. Whatever the
 * customer's people and the consultant are told is the same to the letter, ids and times apart.
 */
const database = testDatabase();
testFiles();

const twins: Twin[] = [];

beforeAll(async () => {
  await takeInBlueprints("blueprints");
  twins.push(await tellTwin(database.owner, false));
  twins.push(await tellTwin(database.owner, true));
}, 120_000);

describe("what the other side is told", () => {
  for (const query of allOperations().filter(({ type }) => type === "query"))
    it(query.name, async () => {
      for (const reader of outside) {
        const told: string[][] = [];
        for (const twin of twins) {
          const inputs = await seenInputs(twin, reader, query);
          told.push(
            await Promise.all(
              inputs.map(async (input) => {
                const answer = await run(query, twin[reader].actor, input).catch((error: unknown) => {
                  if (error instanceof Problem)
                    return { code: error.code, params: error.params, fields: error.fields };
                  throw error;
                });
                return plain(JSON.stringify(answer));
              }),
            ),
          );
        }
        const lines = (answers: string[] = []) => answers.sort().join("\n").replaceAll(",", ",\n");
        expect(lines(told[1]), `${reader} can tell the twins apart`).toBe(lines(told[0]));
      }
    });
});

/** Inputs about the twin's own room, with the ids that the reader can see: hidden ones are met as missing (the matrix). */
async function seenInputs(
  twin: Twin,
  reader: (typeof outside)[number],
  query: Parameters<typeof inputsFor>[1],
) {
  const visible = `audience_id in (select audience_id from audience_person where person_id = '${twin[reader].id}')`;
  const look = async (sql: string, values?: unknown[]) => {
    const narrowed = sql
      .replace(
        /select id from room where .*/,
        `select id from room where id = '${twin.room.id}' and $1::text is null`,
      )
      .replace(
        /from audience where/,
        `from (select a.*, a.id as audience_id from audience a) x where ${visible} and`,
      )
      .replace(/ where room_id = \$1/, ` where ${visible} and room_id = $1`);
    return database.owner(narrowed, values);
  };
  return inputsFor({ look } as Story, query);
}
