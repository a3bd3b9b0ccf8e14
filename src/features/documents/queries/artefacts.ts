import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { artefact, category, state } from "../model/fields.ts";
import { revisionLabel } from "../model/labels.ts";
import type { Outcome } from "../model/lists.ts";
import { audienceShape, labelShape } from "./shapes.ts";

/**
 * Evidence for gates: documents by artefact of the blueprint (or by category), with the revision that stands and whether
 * it is approved, as far as the asker may see. An approval is of one revision: the next one needs its own.
 */
export const artefactDocuments = query({
  name: "documents.artefacts",
  summary: "Documents that are artefacts of the blueprint, with their approvals",
  http: "GET /rooms/{room}/artefacts",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    artefact: artefact.optional(),
    category: category.optional(),
  }),
  output: z.object({
    documents: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        artefact: z.string().nullable(),
        category,
        state,
        audience: audienceShape,
        /** The newest revision that the asker sees in the document's own audience; else of a draft. */
        revision: z.object({ id: z.uuid(), label: labelShape, status: state }).nullable(),
        approved: z.boolean(),
        approvals: z.array(z.object({ person: z.uuid(), name: z.string(), at: z.string() })),
      }),
    ),
  }),
  async run({ tx, input }) {
    const rows = await evidence(tx, input);
    return {
      documents: rows.map((row) => {
        const audience = audienceShape.parse({
          id: row.audience_id,
          kind: row.kind,
          name: row.audience_name,
        });
        const place = { audienceId: audience.id, audienceKind: audience.kind };
        const said = row.approvals ?? [];
        const approvals = said.filter(({ outcome }) => outcome !== "not-approved");
        return {
          id: row.id,
          number: row.number,
          title: row.title,
          artefact: row.artefact,
          category: row.category,
          state: state.parse(row.state),
          audience,
          revision: row.revision && {
            id: row.revision.id,
            label: revisionLabel({ ordinal: row.revision.ordinal, audienceId: row.revision.audience }, place),
            status: state.parse(row.revision.status),
          },
          approved:
            row.state === "current" &&
            row.revision?.status === "current" &&
            said.length > 0 &&
            approvals.length === said.length,
          approvals: approvals.map(({ person, name, at }) => ({
            person,
            name,
            at: new Date(at).toISOString(),
          })),
        };
      }),
    };
  },
});

interface EvidenceRow {
  id: string;
  number: string;
  title: string;
  artefact: string | null;
  category: string;
  state: string;
  audience_id: string;
  kind: string;
  audience_name: string;
  revision: { id: string; ordinal: number; audience: string; status: string } | null;
  approvals: { person: string; name: string; at: string; outcome: Outcome }[] | null;
}

async function evidence(
  tx: Tx,
  wanted: { room: string; artefact?: string | undefined; category?: string | undefined },
): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select d.id, d.number, d.title, x.artefact, d.category, d.state, d.audience_id, a.kind, a.name as audience_name,
      to_jsonb(r) as revision,
      (select jsonb_agg(jsonb_build_object('person', p.person_id, 'name', m.name, 'at', p.at, 'outcome', p.outcome) order by p.at)
       from document_approval p join member m on m.room_id = p.room_id and m.id = p.person_id
       where p.room_id = d.room_id and p.revision_id = r.id) as approvals
    from document d
    join audience a on a.id = d.audience_id
    left join lateral (select min(artefact) as artefact from document_artefact where room_id = d.room_id and document_id = d.id) x on true
    left join lateral (
      select v.id, v.ordinal, v.audience_id as audience, v.status from document_revision v
      where v.room_id = d.room_id and v.document_id = d.id
      order by (v.audience_id = d.audience_id) desc, (v.status = 'current') desc, v.shared_at desc, v.ordinal desc limit 1
    ) r on true
    where d.room_id = ${wanted.room}
      and ${wanted.artefact ? sql`x.artefact = ${wanted.artefact}` : wanted.category ? sql`true` : sql`x.artefact is not null`}
      and ${wanted.category ? sql`d.category = ${wanted.category}` : sql`true`}
    order by d.prefix, d.ordinal`.execute(tx);
  return rows;
}
