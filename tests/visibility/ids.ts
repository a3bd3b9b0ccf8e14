import type { Operation } from "../../src/platform/operations/index.ts";
import type { Story } from "./act.ts";

/** Every id of the database that a field of that name can hold, whether anybody may see it or not. */
const from: Record<string, string> = {
  room: "select id from room",
  audience: "select id from audience where room_id is not null",
  person: "select distinct id from member",
  document: "select id from document",
  revision: "select id from document_revision",
  thread: "select id from thread",
  item: "select id from schedule_item",
  activity: "select id from activity where key like 'added-%' or state <> 'planned' limit 12",
  gate: "select id from gate where id in (select gate_id from gate_course) union all (select id from gate limit 3)",
  company: "select id from company limit 5",
  blueprint: "select id from blueprint_version",
  subject: "select subject_id from thread where subject_id is not null",
};
/** What else a query needs, and what makes it search. */
const said: Record<string, unknown[]> = {
  subjectType: ["document", "activity", "gate"],
  text: ["Title", "Text"],
  words: ["Company"],
  q: ["canary"],
};

/**
 * Inputs for a query: its room with every thing of that room, and every thing under the main room as well. Optional fields that
 * narrow (cursors, days, kinds) are left out.
 */
export async function inputsFor(story: Story, query: Operation): Promise<Record<string, unknown>[]> {
  const shape = Object.keys((query.input as { shape?: object }).shape ?? {});
  let inputs: Record<string, unknown>[] = [{}];
  for (const name of shape) {
    const values = await valuesOf(story, name);
    if (!values) continue;
    const optional =
      "safeParse" in query.input &&
      (
        query.input as unknown as {
          shape: Record<string, { safeParse(value: unknown): { success: boolean } }>;
        }
      ).shape[name]?.safeParse(undefined).success;
    inputs = inputs.flatMap((input) => [
      ...(optional ? [input] : []),
      ...values.map((value) => ({ ...input, [name]: value })),
    ]);
  }
  return inputs;
}

async function valuesOf(story: Story, name: string): Promise<unknown[] | undefined> {
  if (said[name]) return said[name];
  const sql = from[name];
  if (!sql) return;
  const rows = await story.look(sql);
  return [...new Set(rows.map((row) => Object.values(row)[0]))];
}

/** Fields of ids that nothing is known of: somebody must say where such ids come from. */
export const unknownFields = (queries: Operation[]): string[] =>
  queries.flatMap((query) => {
    const shape =
      (query.input as { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> })
        .shape ?? {};
    return Object.entries(shape).flatMap(([name, field]) =>
      field.safeParse(crypto.randomUUID()).success && !field.safeParse("x").success && !from[name]
        ? [`${query.name}: ${name}`]
        : [],
    );
  });
