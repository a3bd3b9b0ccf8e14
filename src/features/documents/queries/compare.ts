import { z } from "zod";
import { audienceKind } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { revisionLabel } from "../model/labels.ts";
import { contentOf } from "../rights.ts";
import { labelShape } from "./shapes.ts";

const revision = z.object({ id: z.uuid(), label: labelShape, sharedAt: z.string(), audience: z.uuid() });

/**
 * Two revisions of a document side by side: whoever may view both. Without a choice the one that holds and the one before it.
 * Null: there are no two that the person may view.
 */
export const compareRevisions = query({
  name: "documents.compare",
  summary: "The revisions of a document that can be compared, and the two that are",
  http: "GET /rooms/{room}/documents/{document}/comparison",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    old: z.uuid().optional(),
    new: z.uuid().optional(),
  }),
  output: z.object({
    document: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
    /** Newest first. */
    revisions: z.array(revision),
    two: z.object({ old: revision, now: revision }).nullable(),
  }),
  async run({ tx, input }) {
    const { room, document } = input;
    const rows = await tx
      .selectFrom("document_revision as r")
      .innerJoin("document as d", (on) =>
        on.onRef("d.room_id", "=", "r.room_id").onRef("d.id", "=", "r.document_id"),
      )
      .innerJoin("audience as a", "a.id", "d.audience_id")
      .select([
        "r.id",
        "r.ordinal",
        "r.audience_id",
        "r.shared_at",
        "r.status",
        "d.number",
        "d.title",
        "a.id as around",
        "a.kind",
      ])
      .where("r.room_id", "=", room)
      .where("r.document_id", "=", document)
      .orderBy("r.shared_at", "desc")
      .execute();
    const [first] = rows;
    if (!first) throw notFound();
    const revisions = rows
      .filter(({ status }) => status !== "withdrawn")
      .map((row) => ({
        id: row.id,
        label: revisionLabel(
          { ordinal: row.ordinal, audienceId: row.audience_id },
          { audienceId: row.around, audienceKind: audienceKind.parse(row.kind) },
        ),
        sharedAt: new Date(row.shared_at).toISOString(),
        audience: row.audience_id,
      }));
    const find = (id: string) => {
      const found = revisions.find((one) => one.id === id);
      if (!found) throw notFound();
      return found;
    };
    const now = input.new ? find(input.new) : revisions.find((one) => one.id !== input.old);
    const place = revisions.findIndex((one) => one.id === now?.id);
    const old = input.old
      ? find(input.old)
      : (revisions.slice(place + 1).find((one) => one.audience === now?.audience) ?? revisions[place + 1]);
    const two = old && now && old.id !== now.id ? { old, now } : null;
    if (two)
      for (const { id } of [two.old, two.now])
        await contentOf(tx, { room, document, revision: id, need: "view" });
    return { document: { id: document, number: first.number, title: first.title }, revisions, two };
  },
});
export type ComparedRevisions = z.output<(typeof compareRevisions)["output"]>;
