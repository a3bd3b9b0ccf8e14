import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { assertMayShare } from "../audiences.ts";
import { revisionLabel } from "../model/labels.ts";
import { documentForChange, inLog, placeOf, revisionOf } from "../rows.ts";

/**
 * Takes a withdrawal back: the document, or one revision of it, holds again for all who see it, with the reason in its
 * history. A revision that has been followed by another meanwhile is an earlier one again, not the current one; a
 * document that had been replaced is replaced again.
 */
export const restoreDocument = command({
  name: "documents.restore",
  summary: "Brings a withdrawn revision or document back, with a reason that all who see it can read",
  http: "POST /rooms/{room}/documents/{document}/restorations",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    /** Absent: the whole document. */
    revision: z.uuid().optional(),
    reason: z.string().trim().min(1).max(500),
    /** Of the document, or of the revision that is brought back. */
    version: z.int(),
  }),
  output: z.object({}),
  async run({ tx, seat, input, emit }) {
    const document = await documentForChange(tx, seat, input.room, input.document);
    const entry = (audience: string, more: Record<string, unknown>) =>
      emit({
        room: input.room,
        audience,
        kind: "document.restored",
        subject: { type: "document", id: document.id },
        data: { number: document.number, title: document.title, ...more, reason: input.reason },
      });
    if (input.revision === undefined) {
      assertMayShare(seat, document.audience);
      if (document.version !== input.version) throw stale();
      if (document.state !== "withdrawn") throw refused("document-not-withdrawn");
      await tx
        .updateTable("document")
        .set({
          state: document.replaced_by ? "superseded" : "current",
          reason: "",
          version: document.version + 1,
        })
        .where("room_id", "=", input.room)
        .where("id", "=", document.id)
        .execute();
      entry(document.audience_id, {});
      return {};
    }
    const revision = await revisionOf(tx, input.room, document.id, input.revision);
    assertMayShare(seat, revision.audience);
    if (revision.version !== input.version) throw stale();
    if (revision.status !== "withdrawn") throw refused("revision-not-withdrawn");
    const status = (await isFollowed(tx, revision)) ? "superseded" : "current";
    await tx
      .updateTable("document_revision")
      .set({ status, reason: "", version: revision.version + 1 })
      .where("room_id", "=", input.room)
      .where("id", "=", revision.id)
      .execute();
    const place = { ordinal: revision.ordinal, audienceId: revision.audience_id };
    entry(revision.audience_id, inLog(revisionLabel(place, placeOf(document))));
    return {};
  },
});

/** Whether a later revision holds, or held, in the same audience. Withdrawn ones do not follow anything. */
async function isFollowed(
  tx: Tx,
  revision: { room_id: string; document_id: string; audience_id: string; ordinal: number },
): Promise<boolean> {
  const later = await tx
    .selectFrom("document_revision")
    .select("id")
    .where("room_id", "=", revision.room_id)
    .where("document_id", "=", revision.document_id)
    .where("audience_id", "=", revision.audience_id)
    .where("ordinal", ">", revision.ordinal)
    .where("status", "<>", "withdrawn")
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}
