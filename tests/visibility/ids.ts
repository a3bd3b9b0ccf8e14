import type { Operation } from "../../src/platform/operations/index.ts";
import type { Story } from "./act.ts";

type Input = Record<string, unknown>;
const inIt = (table: string) => `select id from ${table} where room_id = $1`;
const revisions = "select id from document_revision where room_id = $1 and document_id = $2";

/** Every id that a field of that name can hold, whether anybody may see it or not; $1 is the input's room, $2 its document. */
const from: Record<string, string> = {
  room: "select id from room where $1::text is null",
  audience: inIt("audience"),
  person: inIt("member"),
  responsible: inIt("member"),
  document: inIt("document"),
  revision: revisions,
  old: revisions,
  new: revisions,
  expected: inIt("expected_document"),
  sending: inIt("sending"),
  request: inIt("sharing_request"),
  thread: inIt("thread"),
  markup: inIt("markup"),
  item: inIt("schedule_item"),
  activity:
    "select id from activity where room_id = $1 and (key like 'added-%' or state <> 'planned') limit 12",
  gate: "select id from gate where room_id = $1 limit 4",
  handover: inIt("handover"),
  company: "select id from company limit 5",
  blueprint: "select id from blueprint_version",
  chosen: inIt("document"),
  code: "select t.code from viewing_trace t join document_revision r on r.room_id = t.room_id and r.id = t.revision_id where t.room_id = $1",
  subject: "select distinct subject_id from thread where room_id = $1 and subject_id is not null",
};
/** What else a query needs, and what makes it search. */
const said: Record<string, unknown[]> = {
  subjectType: ["document", "activity", "gate"],
  text: ["Title", "Text"],
  words: ["Company"],
  q: ["canary"],
};

interface Field {
  safeParse(value: unknown): { success: boolean };
}
const fieldsOf = (query: Operation) =>
  Object.entries((query.input as unknown as { shape?: Record<string, Field> }).shape ?? {});

/**
 * Inputs for a query: every room with every thing in it. A field that may be left out is once left out and then tried by itself;
 * those that only narrow (cursors, days, kinds) are left out always.
 */
export async function inputsFor(story: Story, query: Operation): Promise<Input[]> {
  let inputs: Input[] = [{}];
  const tries: [string, Input[]][] = [];
  for (const [name, field] of fieldsOf(query)) {
    if (!said[name] && !from[name]) continue;
    const filled = (
      await Promise.all(
        inputs.map(async (input) =>
          (await valuesOf(story, name, input)).map((value) => ({ ...input, [name]: value })),
        ),
      )
    ).flat();
    if (field.safeParse(undefined).success) tries.push([name, filled]);
    else inputs = filled;
  }
  return [...inputs, ...tries.flatMap(([, filled]) => filled)];
}

async function valuesOf(story: Story, name: string, input: Input): Promise<unknown[]> {
  const sql = from[name];
  if (said[name] || !sql) return said[name] ?? [];
  const values = [
    sql.includes("$1") ? [input.room ?? null] : [],
    sql.includes("$2") ? [input.document ?? null] : [],
  ];
  return (await story.look(sql, values.flat())).map((row) => Object.values(row)[0]);
}

/** Fields of ids that nothing is known of: somebody must say where such ids come from. */
export const unknownFields = (queries: Operation[]): string[] =>
  queries.flatMap((query) =>
    fieldsOf(query).flatMap(([name, field]) =>
      field.safeParse(crypto.randomUUID()).success && !field.safeParse("x").success && !from[name]
        ? [`${query.name}: ${name}`]
        : [],
    ),
  );
