import { sql } from "kysely";
import type { Seat, Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { type Audience, audienceOf } from "./audiences.ts";
import { rightsOf } from "./rights.ts";

/**
 * Whether a document that the actor sees is their own side's; of a partner's document: of the same company, since partners are of
 * many. The database holds it too (migration 0111).
 */
export async function isOwn(
  tx: Tx,
  seat: Seat | null,
  room: string,
  document: { id: string; side: string },
): Promise<boolean> {
  if (document.side !== seat?.side) return false;
  if (seat.side !== "partner") return true;
  const { rows } = await sql<{
    own: boolean;
  }>`select private.own_document(${room}, ${document.id}) as own`.execute(tx);
  return rows[0]?.own ?? false;
}

/** The row of a document that is going to change, locked, with its audience. */
export async function documentForChange(tx: Tx, seat: Seat | null, room: string, id: string) {
  const seen = await tx
    .selectFrom("document")
    .select("side")
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!seen) throw notFound();
  if (!(await isOwn(tx, seat, room, { id, side: seen.side }))) throw forbidden("document-of-other-side");
  const row = await tx
    .selectFrom("document")
    .selectAll()
    .where("room_id", "=", room)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw forbidden();
  const audience = await audienceOf(tx, room, row.audience_id);
  return { ...row, audience };
}

export type ChangingDocument = Awaited<ReturnType<typeof documentForChange>>;

/**
 * The document that gets a revision. One's own, locked; or another side's when the right is given, which stays as it is: the
 * counter of its revisions is what is locked then.
 * @throws Problem not-found, document-of-other-side
 */
export async function documentForRevision(tx: Tx, seat: Seat | null, room: string, id: string) {
  const row = await tx
    .selectFrom("document")
    .selectAll()
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (await isOwn(tx, seat, room, row))
    return { ...(await documentForChange(tx, seat, room, id)), own: true };
  const rights = await rightsOf(tx, room, id);
  if (!rights.mayRevise) throw forbidden("document-of-other-side");
  return { ...row, audience: await audienceOf(tx, room, row.audience_id), own: false };
}

/** A revision of a document, with its audience. @throws Problem not-found */
export async function revisionOf(tx: Tx, room: string, document: string, id: string) {
  const row = await tx
    .selectFrom("document_revision")
    .select([
      "room_id",
      "id",
      "document_id",
      "audience_id",
      "side",
      "by_side",
      "ordinal",
      "purpose",
      "status",
      "reason",
      "shared_at",
      "shared_by",
      "version",
    ])
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return { ...row, audience: await audienceOf(tx, room, row.audience_id) };
}

/** What stands as the note of a revision (an approval, a remembrance) of a document; empty when one may not read it. */
export async function noteOf(tx: Tx, room: string, document: string, id: string): Promise<string> {
  const { rows } = await sql<{
    note: string;
  }>`select note from private.document_notes(${room}, ${document}) where id = ${id}`.execute(tx);
  return rows[0]?.note ?? "";
}

/** The next number of an audience; the counter stays locked until the command ends, so numbers have no gaps. */
export async function nextNumber(tx: Tx, room: string, audience: string): Promise<number> {
  const { rows } = await sql<{
    given: number;
  }>`select private.next_document_number(${room}, ${audience}) as given`.execute(tx);
  return Number(rows[0]?.given);
}

/** The next place in the row of a document's revisions in one audience. */
export async function nextOrdinal(tx: Tx, room: string, document: string, audience: string): Promise<number> {
  const { rows } = await sql<{ given: number }>`
    select private.next_revision_number(${room}, ${document}, ${audience}) as given`.execute(tx);
  return Number(rows[0]?.given);
}

export interface ClaimedFile {
  blob: string;
  size: number;
  name: string;
  type: string;
}

/** Uses up the reference of an upload of the actor's own. @throws Problem upload-gone (used, expired, or somebody else's) */
export async function claimUpload(tx: Tx, room: string, reference: string): Promise<ClaimedFile> {
  const { rows } = await sql<ClaimedFile>`select * from private.claim_upload(${reference}, ${room})`.execute(
    tx,
  );
  const file = rows[0];
  if (!file) throw refused("upload-gone", {}, "upload");
  return { ...file, size: Number(file.size) };
}

/** What a log entry says of a revision: `revision: "A"` or `draft: "3"`. */
export const inLog = (label: { kind: "letter" | "draft"; text: string }) =>
  label.kind === "letter" ? { revision: label.text } : { draft: label.text };

/** The label's audience kinds need the document's audience as it stands. */
export const placeOf = (document: { audience: Audience }) => ({
  audienceId: document.audience.id,
  audienceKind: document.audience.kind,
});
