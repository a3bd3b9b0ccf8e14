import { sql } from "kysely";
import { z } from "zod";
import { audiencesShown } from "#features/conversations/index.ts";
import { contentOf } from "#features/documents/index.ts";
import { covers } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { markupRows, type ShownMarkup, shownMarkup } from "../queries/on-revision.ts";

export const exportForms = ["pdf", "xfdf", "xlsx"] as const;

/**
 * Comments to be taken along as a file. Only what the person reads; without a choice only what everybody in the room reads;
 * anything else needs to be said once more. The document itself goes along only with whoever may take the original.
 */
export const exportMarkup = command({
  name: "markup.export",
  summary: "Take the comments on a revision along: as annotations in the PDF, as XFDF, or as a list",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/markup-exports",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    as: z.enum(exportForms),
    /** Whose comments: audiences of the person's. */
    audiences: z.array(z.uuid()).max(100).default([]),
    /** The file may hold what not everybody in the room may read. */
    narrow: z.coerce.boolean().default(false),
  }),
  output: z.object({
    content: z.object({ hash: z.string(), size: z.number(), type: z.string(), name: z.string() }).nullable(),
    name: z.string(),
    markup: z.array(
      shownMarkup.extend({
        settled: z.object({ author: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
      }),
    ),
  }),
  async run({ tx, actor, input, now, emit }) {
    const { room, document, revision } = input;
    const pdf = input.as === "pdf";
    const found = await contentOf(tx, { room, document, revision, need: pdf ? "original" : "view" });
    if (pdf && found.type !== "application/pdf") throw refused("export-no-pdf", {}, "as");
    const mine = await audiencesShown(tx, room);
    const chosen = mine.filter(({ id, kind }) =>
      input.audiences.length > 0 ? input.audiences.includes(id) : kind === "room",
    );
    if (chosen.some(({ kind }) => kind !== "room") && !input.narrow)
      throw refused("export-narrow", {}, "narrow");
    const rows = (await markupRows(tx, input, actor.personId)).filter((row) =>
      chosen.some(({ id }) => id === row.audience.id),
    );
    // Told to the readers of what went along, each audience of its own, and the document to those who see that revision, as
    // a download is: an audience was chosen by its name, and may see neither.
    const told = new Set(rows.map((row) => row.audience.id));
    if (pdf) told.add(found.audience);
    const seeing = mine.find(({ id }) => id === found.audience);
    for (const audience of told) {
      // Which revision it was is for those who see that revision.
      const reads = mine.find(({ id }) => id === audience);
      const sees = audience === found.audience || (seeing && reads && covers(seeing, reads));
      const data = {
        number: found.number,
        title: found.title,
        as: input.as,
        ...(sees && { revisionId: revision }),
      };
      const entry = {
        room,
        audience,
        kind: "markup.exported",
        subject: { type: "document", id: document },
        data,
      };
      if (!(await takenLately(tx, actor.personId, entry, now))) emit(entry);
    }
    const { hash, size, type, name } = found;
    return {
      content: pdf ? { hash, size, type, name } : null,
      name,
      markup: rows.map((row) => ({ ...row, settled: settledOf(row) })),
    };
  },
});

export type ExportedMarkup = z.output<(typeof exportMarkup)["output"]>["markup"][number];

/** The same taken again is one taking, as with downloads. */
const SAME_TAKING = 10 * 60 * 1000;

async function takenLately(
  tx: Tx,
  person: string,
  entry: {
    room: string;
    audience: string;
    subject: { id: string };
    data: { as: string; revisionId?: string };
  },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select from log_entry e where e.room_id = ${entry.room} and e.subject_id = ${entry.subject.id} and e.kind = 'markup.exported'
      and e.audience_id = ${entry.audience} and e.actor_id = ${person} and e.at > ${new Date(now.getTime() - SAME_TAKING)}
      and e.data ->> 'as' = ${entry.data.as} and e.data ->> 'revisionId' is not distinct from ${entry.data.revisionId ?? null}
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** Who said that it stands where it does, when, and why. */
function settledOf({ state, settlements }: ShownMarkup) {
  const last = settlements.findLast((one) => one.state === state);
  if (!last) return null;
  const { person, at, reason } = last;
  return {
    author: [person.name, person.company].filter(Boolean).join(", "),
    at: new Date(at).toISOString(),
    reason,
  };
}
