import { z } from "zod";
import { notFound, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { changeMark, markOf } from "../artefacts.ts";
import { assertMayShare, assertSees } from "../audiences.ts";
import { assertCategory } from "../categories.ts";
import { artefact, description } from "../model/fields.ts";
import { documentForChange } from "../rows.ts";

/** Changes what describes a document. All who see the document see the change. */
export const editDocument = command({
  name: "documents.edit",
  summary:
    "Changes what describes a document: title, category, discipline, language, validity, who answers for it, what it is in the process",
  http: "PUT /rooms/{room}/documents/{document}",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    version: z.int(),
    ...description,
    /** Which artefact of the process it is; `-`: none; absent: as it is. */
    artefact: artefact.or(z.literal("-")).optional(),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const before = await documentForChange(tx, seat, input.room, input.document);
    assertMayShare(seat, before.audience);
    if (before.version !== input.version) throw stale();
    await assertSees(tx, input.room, before.audience_id, input.responsible);
    await assertCategory(tx, {
      room: input.room,
      audience: before.audience,
      category: input.category,
      before: before.category,
    });
    const after = {
      title: input.title,
      category: input.category,
      discipline: input.discipline ?? null,
      language: input.language ?? null,
      valid_until: input.validUntil ?? null,
      responsible: input.responsible ?? null,
    };
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
      (key) => before[key] !== after[key],
    );
    const version = before.version + 1;
    await tx
      .updateTable("document")
      .set({ ...after, version })
      .where("room_id", "=", input.room)
      .where("id", "=", input.document)
      .execute();
    emit({
      room: input.room,
      audience: before.audience_id,
      kind: "document.edited",
      subject: { type: "document", id: before.id },
      data: {
        number: before.number,
        title: after.title,
        changes: Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }])),
      },
    });
    const mark = input.artefact === "-" ? null : input.artefact;
    if (mark !== undefined && mark !== (await markOf(tx, input.room, before.id)))
      await changeMark(tx, seat, { ...before, title: after.title }, mark, emit);
    return { version };
  },
  async standing({ tx, input }) {
    const row = await tx
      .selectFrom("document")
      .select(["id", "title", "category", "discipline", "language", "valid_until", "responsible", "version"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.document)
      .executeTakeFirst();
    if (!row) throw notFound();
    const { id, version, valid_until, ...rest } = row;
    const fields = { ...rest, validUntil: valid_until };
    return { version, fields, subject: { id, kinds: ["document.edited", "document.published"] } };
  },
});
