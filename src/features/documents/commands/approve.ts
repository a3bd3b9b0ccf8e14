import { sql } from "kysely";
import { z } from "zod";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { audienceOf, covers } from "../audiences.ts";
import { revisionLabel } from "../model/labels.ts";
import { outcomes } from "../model/lists.ts";
import { assertReaches, rightsOf } from "../rights.ts";
import { inLog, placeOf, revisionOf } from "../rows.ts";

/**
 * Approves one revision, or says that it is not approved and why. What one side has shared across the line the others approve; the own
 * side says inside itself what it thinks. What is said is seen by the revision's audience, or by a narrower one that the approver
 * chooses; it stays there when the revision is published later. Whoever has said something may say something else of the same revision.
 */
export const approveDocument = command({
  name: "documents.approve",
  summary: "Approves a revision or does not, before all who see it or before fewer",
  http: "POST /rooms/{room}/documents/{document}/approvals",
  capability: "room.decide",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    audience: z.uuid().optional(),
    outcome: z.enum(outcomes).default("approved"),
    /** Needed unless it is simply approved. */
    note: z.string().trim().max(2000).default(""),
  }),
  output: z.object({}),
  async run({ tx, actor, input, now, emit }) {
    const document = await tx
      .selectFrom("document")
      .select(["id", "number", "title", "state", "audience_id"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.document)
      .executeTakeFirst();
    if (!document) throw notFound();
    const revision = await revisionOf(tx, input.room, document.id, input.revision);
    const audience = input.audience ? await audienceOf(tx, input.room, input.audience) : revision.audience;
    const rights = await rightsOf(tx, input.room, document.id);
    assertReaches(rights, "view");
    if (!rights.mayApprove) throw forbidden("document-no-approval");
    if (document.state !== "current" || revision.status !== "current") throw refused("revision-not-current");
    if (!(await covers(tx, input.room, revision.audience_id, audience.id)))
      throw refused("approval-wider-than-revision", {}, "audience");
    const { rows } = await sql<{ may: boolean }>`
      select private.may_approve_before(${input.room}, ${document.id}, ${audience.id}) as may`.execute(tx);
    if (!rows[0]?.may) throw refused("approval-of-own", {}, "audience");
    const { outcome, note } = input;
    if (outcome !== "approved" && !note) throw refused("approval-needs-words", {}, "note");
    const said = await tx
      .insertInto("document_approval")
      .values({
        room_id: input.room,
        id: newId(),
        audience_id: audience.id,
        document_id: document.id,
        revision_id: revision.id,
        person_id: actor.personId,
        outcome,
        note,
        at: now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["room_id", "revision_id", "audience_id", "person_id"])
          .doUpdateSet({ outcome, note, at: now })
          // Simply approved twice is nothing new; a reason may be put in other words.
          .where((eb) =>
            eb.or([eb("document_approval.outcome", "!=", outcome), eb.val(outcome !== "approved")]),
          ),
      )
      .executeTakeFirst();
    if (said.numInsertedOrUpdatedRows === 0n) throw refused("approved-already");
    const place = { audience: await audienceOf(tx, input.room, document.audience_id) };
    const label = revisionLabel(
      { ordinal: revision.ordinal, audienceId: revision.audience_id },
      placeOf(place),
    );
    emit({
      room: input.room,
      audience: audience.id,
      kind: `document.${outcome}`,
      subject: { type: "document", id: document.id },
      data: { number: document.number, title: document.title, ...inLog(label), person: revision.shared_by },
    });
    return {};
  },
});
