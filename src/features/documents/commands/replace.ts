import { z } from "zod";
import { notFound, refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { assertMayShare, covers } from "../audiences.ts";
import { documentForChange } from "../rows.ts";

/** Says that another document takes this one's place. Links to the old one keep working and point on. */
export const replaceDocument = command({
  name: "documents.replace",
  summary: "Marks a document as superseded by another one that everyone who sees it can see",
  http: "POST /rooms/{room}/documents/{document}/replacements",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    replacement: z.uuid(),
    reason: z.string().trim().max(500).optional(),
    version: z.int(),
  }),
  output: z.object({}),
  async run({ tx, seat, input, emit }) {
    const document = await documentForChange(tx, seat, input.room, input.document);
    assertMayShare(seat, document.audience);
    if (document.version !== input.version) throw stale();
    if (document.state !== "current") throw refused("document-not-current");
    if (input.replacement === input.document) throw refused("replaced-by-itself", {}, "replacement");
    const other = await tx
      .selectFrom("document")
      .select(["id", "number", "title", "audience_id", "state"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.replacement)
      .executeTakeFirst();
    if (!other) throw notFound();
    if (other.state !== "current") throw refused("replacement-not-current", {}, "replacement");
    // A pointer to what some readers cannot see would tell them that it is there.
    if (!(await covers(tx, input.room, other.audience_id, document.audience_id)))
      throw refused("replacement-hidden", {}, "replacement");
    await tx
      .updateTable("document")
      .set({
        state: "superseded",
        replaced_by: other.id,
        reason: input.reason ?? "",
        version: document.version + 1,
      })
      .where("room_id", "=", input.room)
      .where("id", "=", document.id)
      .execute();
    emit({
      room: input.room,
      audience: document.audience_id,
      kind: "document.superseded",
      subject: { type: "document", id: document.id },
      data: {
        number: document.number,
        title: document.title,
        by: { number: other.number, title: other.title },
        reason: input.reason ?? "",
      },
    });
    return {};
  },
});
