import { sql } from "kysely";
import { audienceKind } from "#features/rooms/index.ts";
import { type Actor, asActor, type Tx } from "#platform/database/index.ts";
import { forbidden, notFound, Problem } from "#platform/errors.ts";
import { fileName, type RevisionLabel, revisionLabel } from "./model/labels.ts";
import { type Level, levelNumber, levels, type Rights, reaches } from "./model/rights.ts";
import { wrongOf } from "./scans.ts";

interface LevelRow {
  level: number | null;
  may_revise: boolean | null;
  may_approve: boolean | null;
  until: Date | string | null;
  bound: boolean | null;
}

/** A row of private.document_levels in the words of the application. A document without a row is not seen at all. */
export function rightsFrom(row: LevelRow): Rights {
  const level = levels[Number(row.level) - 1];
  if (!level) throw notFound();
  return {
    level,
    mayRevise: row.may_revise ?? false,
    mayApprove: row.may_approve ?? false,
    until: row.until ? new Date(row.until).toISOString() : null,
    bound: row.bound ?? false,
  };
}

/**
 * What the actor may do with a document. The database decides; this is for words and for showing only what can be done.
 * @throws Problem not-found when they do not see it
 */
export async function rightsOf(tx: Tx, room: string, document: string): Promise<Rights> {
  const { rows } =
    await sql<LevelRow>`select level, may_revise, may_approve, until, bound from private.document_levels(${room}, ${document})`.execute(
      tx,
    );
  if (!rows[0]) throw notFound();
  return rightsFrom(rows[0]);
}

/** What to serve of a revision. */
export interface Content {
  /** SHA-256 of the bytes: their name in the blob store, and their ETag. */
  hash: string;
  size: number;
  type: string;
  extension: string;
  /** By the naming rule. */
  name: string;
  label: RevisionLabel;
  number: string;
  title: string;
  /** The revision's audience: where it is noted who took it. */
  audience: string;
  rights: Rights;
}

/** The refusal that says why a level does not do. */
export function beyond(rights: Rights, need: Level, now = new Date()): Problem {
  if (rights.until && Date.parse(rights.until) <= now.getTime()) return forbidden("access-ended");
  if (rights.level === "exists") return forbidden("document-exists-only");
  if (need === "comment") return forbidden("document-no-comments");
  return forbidden(rights.level === "watermarked" ? "document-watermarked-only" : "document-view-only");
}

/** Refuses in words whoever does not reach a level. The database refuses too, whether this is called or not. */
export function assertReaches(rights: Rights, need: Level): void {
  if (!reaches(rights.level, need)) throw beyond(rights, need);
}

/**
 * The bytes behind a revision, for whoever may go as far as `need` with it: every route that serves something of a file goes
 * through here, each time, so that withdrawal and expiry act at once. The hash comes from the database's own function.
 * @throws Problem not-found; 410 file-withdrawn, file-infected-later; 403 access-ended, document-exists-only, document-view-only,
 *   document-watermarked-only
 */
export async function contentOf(
  tx: Tx,
  wanted: { room: string; document: string; revision: string; need: Exclude<Level, "exists"> },
): Promise<Content> {
  const { rows } = await sql<Row>`
    select r.ordinal, r.status, r.reason, r.audience_id, d.number, d.title, d.state, d.reason as document_reason,
      a.id as document_audience, a.kind, room.code, c.hash, c.size, c.type, c.extension, l.level, l.may_revise, l.may_approve, l.until, l.bound
    from document_revision r
    join document d on d.room_id = r.room_id and d.id = r.document_id
    join audience a on a.id = d.audience_id
    join room on room.id = r.room_id
    left join private.document_levels(${wanted.room}, ${wanted.document}) l on l.document_id = d.id
    left join private.revision_content(${wanted.room}, ${wanted.document}, ${wanted.revision}, ${levelNumber(wanted.need)}) c on true
    where r.room_id = ${wanted.room} and r.document_id = ${wanted.document} and r.id = ${wanted.revision}`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw notFound();
  if (row.status === "withdrawn" || row.state === "withdrawn")
    throw new Problem("file-withdrawn", {
      status: 410,
      params: { number: row.number, reason: row.reason || row.document_reason },
    });
  if ((await wrongOf(tx, wanted.room, wanted.document)).get(wanted.revision)?.scan === "infected")
    throw new Problem("file-infected-later", { status: 410, params: { number: row.number } });
  const rights = rightsFrom(row);
  if (row.hash === null) throw beyond(rights, wanted.need);
  const label = revisionLabel(
    { ordinal: row.ordinal, audienceId: row.audience_id },
    { audienceId: row.document_audience, audienceKind: audienceKind.parse(row.kind) },
  );
  const { code, number, title, extension } = row;
  return {
    hash: row.hash,
    size: Number(row.size),
    type: row.type,
    extension,
    name: fileName({ roomCode: code, number, label, title, extension }),
    label,
    number,
    title,
    audience: row.audience_id,
    rights,
  };
}

/**
 * The question whether the actor may still have the bytes of a revision, to be asked again while they are sent: a level that is
 * lowered, a withdrawal, a day that is over and a person who is taken out of the room end what is on its way.
 */
export const stillMay =
  (
    actor: Actor,
    { room, document, revision }: { room: string; document: string; revision: string },
    need: Exclude<Level, "exists">,
  ) =>
  (): Promise<boolean> =>
    asActor(
      actor,
      async (tx) => {
        const { rows } = await sql<{ may: boolean }>`select exists (
          select from private.revision_content(${room}, ${document}, ${revision}, ${levelNumber(need)})) as may`.execute(
          tx,
        );
        return rows[0]?.may ?? false;
      },
      { readOnly: true },
    );

interface Row extends LevelRow {
  ordinal: number;
  status: string;
  reason: string;
  audience_id: string;
  number: string;
  title: string;
  state: string;
  document_reason: string;
  document_audience: string;
  kind: string;
  code: string;
  hash: string | null;
  size: number;
  type: string;
  extension: string;
}
