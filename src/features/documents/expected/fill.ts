import { sql } from "kysely";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import type { Work } from "#platform/operations/index.ts";
import { audienceOf, covers } from "../audiences.ts";

/** Who asks and who is asked; of partners the company that it was asked of. The database holds it too (migration 0142). */
export const mayFill = sql<boolean>`(private.asked_by_mine(room_id, side, asked_by)
  or private.asked_of_mine(room_id, asked_side, asked_company, asked_host, asked_person))`;

/**
 * A document is what was expected. Everyone who knows that it was asked for must see the document, or a row would stand
 * filled by something that some of its readers may not know of.
 * @param late it is being filled after an approval, meanwhile something else may have done it: then nothing happens
 * @throws Problem not-found, expected-not-open, expected-sees-fewer
 */
export async function fillExpected(
  {
    tx,
    actor,
    seat,
    input,
    now,
    emit,
  }: Pick<Work<{ room: string }>, "tx" | "actor" | "seat" | "input" | "now" | "emit">,
  given: { id: string; document: string; version?: number | undefined; late?: boolean },
): Promise<void> {
  const { room } = input;
  const row = await tx
    .selectFrom("expected_document")
    .select(["id", "audience_id", "side", "asked_side", "asked_by", "title", "state", "version"])
    .select(mayFill.as("may"))
    .where("room_id", "=", room)
    .where("id", "=", given.id)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (!row.may || (seat?.side !== row.side && seat?.side !== row.asked_side))
    throw forbidden("expected-of-others");
  if (row.state !== "open" || (given.version ?? row.version) !== row.version) {
    if (given.late) return;
    throw refused("expected-not-open");
  }
  const document = await tx
    .selectFrom("document")
    .select(["id", "audience_id", "number", "title", "state"])
    .where("room_id", "=", room)
    .where("id", "=", given.document)
    .executeTakeFirst();
  if (!document) throw notFound();
  if (document.state !== "current") throw refused("document-not-current", {}, "document");
  if (!(await covers(tx, room, document.audience_id, (await audienceOf(tx, room, row.audience_id)).id))) {
    if (given.late) return;
    throw refused("expected-sees-fewer", {}, "document");
  }
  const done = await tx
    .updateTable("expected_document")
    .set({
      state: "filled",
      document_id: document.id,
      ended_at: now,
      ended_by: actor.personId,
      version: row.version + 1,
    })
    .where("room_id", "=", room)
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .returning("id")
    .executeTakeFirst();
  if (!done) throw forbidden("expected-of-others");
  emit({
    room,
    audience: row.audience_id,
    kind: "document.provided",
    subject: { type: "document", id: document.id },
    data: { number: document.number, title: row.title, people: [row.asked_by] },
  });
}
