import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, refused, stale } from "#platform/errors.ts";
import { command, type Work } from "#platform/operations/index.ts";
import { assertMayShare, audienceOf } from "../audiences.ts";
import { revisionLabel } from "../model/labels.ts";
import { documentForChange, inLog, placeOf, revisionOf } from "../rows.ts";

/**
 * Takes a revision, or the whole document, back: it stays listed with the reason, and nobody can download it any more.
 * What was downloaded before is out; the list of downloads says who has it.
 */
export const withdrawDocument = command({
  name: "documents.withdraw",
  summary: "Withdraws a revision or the whole document, with a reason that all who see it can read",
  http: "POST /rooms/{room}/documents/{document}/withdrawals",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    /** Absent: the whole document. */
    revision: z.uuid().optional(),
    reason: z.string().trim().min(1).max(500),
    /** Of the document, or of the revision that is withdrawn. */
    version: z.int(),
  }),
  output: z.object({}),
  async run(work) {
    const { tx, seat, input, emit } = work;
    if (input.revision && (await broughtBy(tx, input.room, input.document, input.revision)) === seat?.side)
      return withdrawBrought(work, input.revision);
    const document = await documentForChange(tx, seat, input.room, input.document);
    const subject = { type: "document", id: document.id };
    const named = { number: document.number, title: document.title };
    if (input.revision === undefined) {
      assertMayShare(seat, document.audience);
      if (document.version !== input.version) throw stale();
      if (document.state === "withdrawn") throw refused("document-not-current");
      await tx
        .updateTable("document")
        .set({ state: "withdrawn", reason: input.reason, version: document.version + 1 })
        .where("room_id", "=", input.room)
        .where("id", "=", document.id)
        .execute();
      emit({
        room: input.room,
        audience: document.audience_id,
        kind: "document.withdrawn",
        subject,
        data: { ...named, reason: input.reason },
      });
      return {};
    }
    const revision = await revisionOf(tx, input.room, document.id, input.revision);
    assertMayShare(seat, revision.audience);
    if (revision.status === "withdrawn") throw refused("revision-withdrawn");
    const changed = await tx
      .updateTable("document_revision")
      .set({ status: "withdrawn", reason: input.reason, version: revision.version + 1 })
      .where("room_id", "=", input.room)
      .where("id", "=", revision.id)
      .where("version", "=", input.version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw stale();
    const label = revisionLabel(
      { ordinal: revision.ordinal, audienceId: revision.audience_id },
      placeOf(document),
    );
    emit({
      room: input.room,
      audience: revision.audience_id,
      kind: "document.withdrawn",
      subject,
      data: { ...named, ...inLog(label), reason: input.reason },
    });
    return {};
  },
});

/** The side that has brought a revision of another side's document; null for anything else. */
async function broughtBy(tx: Tx, room: string, document: string, revision: string): Promise<string | null> {
  const row = await tx
    .selectFrom("document_revision")
    .select("by_side")
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where("id", "=", revision)
    .executeTakeFirst();
  return row?.by_side ?? null;
}

/**
 * Takes back the revision that one's side has brought of another side's document: who brought it, or a lead of that side, at
 * once and whatever their right to the document is by then. Those whose document it is are told by name.
 */
async function withdrawBrought(
  { tx, actor, seat, input, emit }: Work<{ room: string; document: string; reason: string; version: number }>,
  id: string,
): Promise<Record<string, never>> {
  const revision = await revisionOf(tx, input.room, input.document, id);
  if (revision.status === "withdrawn") throw refused("revision-withdrawn");
  if (seat?.role !== "lead" && revision.shared_by !== actor.personId)
    throw forbidden("revision-of-colleague");
  const document = await tx
    .selectFrom("document")
    .select(["id", "number", "title", "audience_id", "shared_by", "responsible"])
    .where("room_id", "=", input.room)
    .where("id", "=", input.document)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ done: boolean }>`
    select private.withdraw_brought(${input.room}, ${input.document}, ${id}, ${input.version}, ${input.reason}) as done`.execute(
    tx,
  );
  if (!rows[0]?.done) throw stale();
  const audience = await audienceOf(tx, input.room, document.audience_id);
  const label = revisionLabel(
    { ordinal: revision.ordinal, audienceId: revision.audience_id },
    placeOf({ audience }),
  );
  emit({
    room: input.room,
    audience: revision.audience_id,
    kind: "document.withdrawn",
    subject: { type: "document", id: document.id },
    data: {
      number: document.number,
      title: document.title,
      ...inLog(label),
      reason: input.reason,
      people: [...new Set([document.shared_by, ...(document.responsible ? [document.responsible] : [])])],
    },
  });
  return {};
}
