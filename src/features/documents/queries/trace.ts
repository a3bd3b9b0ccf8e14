import { sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";

/**
 * Whose copy a picture is, by the code in its watermark: for the side whose document it is. Everybody else, and every code
 * that is none, gets the same answer.
 */
export const traceWatermark = query({
  name: "documents.trace",
  summary: "Who had the copy whose watermark carries a code; for the side whose document it is",
  http: "GET /rooms/{room}/watermarks/{code}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), code: z.string().max(40) }),
  output: z.object({
    person: z.object({ name: z.string(), company: z.string() }),
    document: z.uuid(),
    revision: z.uuid(),
    number: z.string(),
    title: z.string(),
    /** When they first had it. */
    at: z.string(),
  }),
  async run({ tx, input }) {
    const { rows } = await sql<{
      name: string;
      company: string;
      document: string;
      revision: string;
      number: string;
      title: string;
      at: Date;
    }>`
      select m.name, m.company_name as company, t.document_id as document, t.revision_id as revision, d.number, d.title, t.at
      from private.trace_of(${input.room}, ${codeIn(input.code)}) t
      join document d on d.room_id = ${input.room} and d.id = t.document_id
      join member m on m.room_id = ${input.room} and m.id = t.person_id`.execute(tx);
    const row = rows[0];
    if (!row) throw notFound();
    const { name, company, at, ...rest } = row;
    return { person: { name, company }, ...rest, at: at.toISOString() };
  },
});

/** As somebody reads it off a picture: letters small or capital, O for zero, I and L for one, with or without the dash. */
export function codeIn(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return `${letters.slice(0, 5)}-${letters.slice(5, 10)}`;
}
