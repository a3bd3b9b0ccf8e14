import { z } from "zod";
import { refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { assertMayShare } from "../audiences.ts";
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
  async run({ tx, seat, input, emit }) {
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
