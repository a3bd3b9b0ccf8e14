import { sql } from "kysely";
import { z } from "zod";
import { audienceKind } from "#features/rooms/index.ts";
import { query } from "#platform/operations/index.ts";
import { revisionLabel } from "../model/labels.ts";
import { labelShape } from "../queries/shapes.ts";

const reading = z.object({
  document: z.uuid(),
  name: z.string(),
  company: z.string(),
  label: labelShape,
  downloaded: z.boolean(),
  at: z.string(),
});
export type Reading = z.infer<typeof reading>;

/** Who has which revision, for the whole register: of each person of another side the newest that they took. */
export const documentReadings = query({
  name: "documents.readings",
  summary:
    "Of every document and each person of another side: the newest revision that they opened or downloaded",
  http: "GET /rooms/{room}/document-readings",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ readings: z.array(reading) }),
  async run({ tx, input }) {
    const { rows } = await sql<{
      document: string;
      name: string;
      company: string;
      kind: string;
      at: Date;
      ordinal: number;
      audience_id: string;
      audience_kind: string;
    }>`
      select distinct on (d.id, e.actor_id) d.id as document, m.name, m.company_name as company, e.kind, e.at, r.ordinal, r.audience_id, a.kind as audience_kind
      from log_entry e
      join document d on d.room_id = e.room_id and d.id = e.subject_id
      join audience a on a.id = d.audience_id
      join document_revision r on r.room_id = e.room_id and r.id = (e.data ->> 'revisionId')::uuid and r.audience_id = d.audience_id
      join member m on m.room_id = e.room_id and m.id = e.actor_id and m.side <> d.side
      where e.room_id = ${input.room} and e.kind in ('document.opened', 'document.viewed', 'document.downloaded')
      order by d.id, e.actor_id, r.ordinal desc, e.kind = 'document.downloaded' desc, e.at desc
      limit 20000`.execute(tx);
    // By names: an order by ids would differ between two rooms that differ in nothing.
    const named = rows.toSorted((a, b) =>
      `${a.company} ${a.name}`.localeCompare(`${b.company} ${b.name}`, "en"),
    );
    return {
      readings: named.map((row) => ({
        document: row.document,
        name: row.name,
        company: row.company,
        label: revisionLabel(
          { ordinal: row.ordinal, audienceId: row.audience_id },
          { audienceId: row.audience_id, audienceKind: audienceKind.parse(row.audience_kind) },
        ),
        downloaded: row.kind === "document.downloaded",
        at: row.at.toISOString(),
      })),
    };
  },
});
