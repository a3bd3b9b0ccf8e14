import { z } from "zod";
import { audiencesShown } from "#features/conversations/index.ts";
import { notFound } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { anchorOf } from "../anchor.ts";
import { kind, marked, markedOf } from "../model/schema.ts";
import { assertMayComment } from "../rights.ts";
import { sightOf } from "../sight.ts";

/** Puts a comment by hand where it belongs on a revision: one that could not be placed, or was placed wrongly. */
export const placeMarkup = command({
  name: "markup.place",
  summary: "Put a comment where it belongs on a revision",
  http: "PUT /rooms/{room}/documents/{document}/revisions/{revision}/markup/{markup}/place",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    markup: z.uuid(),
    /** The comment's own: what it looks like does not change. */
    kind,
    ...marked,
  }),
  output: z.object({ page: z.int() }),
  prepare: ({ actor, input }) => anchorOf(actor, { ...input, ...markedOf(input) }),
  async run({ tx, input, prepared: anchor, now, emit }) {
    const { room, document, revision } = input;
    const row = await tx
      .selectFrom("markup as m")
      .innerJoin("document_revision as r", (on) =>
        on.onRef("r.room_id", "=", "m.room_id").onRef("r.document_id", "=", "m.document_id"),
      )
      .innerJoin("document as d", (on) =>
        on.onRef("d.room_id", "=", "m.room_id").onRef("d.id", "=", "m.document_id"),
      )
      .select(["m.audience_id", "r.audience_id as revision_audience", "m.ordinal", "d.number", "d.title"])
      .where("m.room_id", "=", room)
      .where("m.id", "=", input.markup)
      .where("m.kind", "=", input.kind)
      .where("m.document_id", "=", document)
      .where("r.id", "=", revision)
      .executeTakeFirst();
    const audiences = row ? await audiencesShown(tx, room, [row.audience_id, row.revision_audience]) : [];
    const reads = audiences.find(({ id }) => id === row?.audience_id);
    const sees = audiences.find(({ id }) => id === row?.revision_audience);
    const audience = reads && sees && sightOf(reads, sees);
    if (!row || !audience) throw notFound();
    await assertMayComment(tx, { room, document, audience: row.audience_id });
    const values = {
      how: "made",
      page: anchor.page,
      shape: JSON.stringify(anchor.shape),
      quote: anchor.quote && JSON.stringify(anchor.quote),
      starts: anchor.starts,
      ends: anchor.ends,
      placed_at: now,
    };
    const changed = await tx
      .updateTable("markup_place")
      .set(values)
      .where("room_id", "=", room)
      .where("markup_id", "=", input.markup)
      .where("revision_id", "=", revision)
      .where("audience_id", "=", audience.id)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      await tx
        .insertInto("markup_place")
        .values({
          room_id: room,
          id: newHiddenId(),
          audience_id: audience.id,
          markup_id: input.markup,
          revision_id: revision,
          ...values,
        })
        .execute();
    emit({
      room,
      audience: audience.id,
      kind: "markup.placed",
      subject: { type: "markup", id: input.markup },
      data: { ordinal: row.ordinal, number: row.number, title: row.title, page: anchor.page + 1 },
    });
    return { page: anchor.page };
  },
});
