import { z } from "zod";
import { isWider, myAudiences } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";
import { withUsed } from "../model/usual-categories.ts";
import { audienceShape } from "./shapes.ts";

const choice = audienceShape.extend({
  people: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string() })),
});

/** What a form for a file offers: the audiences it may be put in, and the artefacts that the asker's process knows. */
export const documentChoices = query({
  name: "documents.choices",
  summary: "Where a document (or a revision of one) may be put, and what artefacts it may be",
  http: "GET /rooms/{room}/document-choices",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    /** For a revision: only audiences that all see this document. */
    document: z.uuid().optional(),
  }),
  output: z.object({
    audiences: z.array(choice),
    /** What goes beyond one's own team waits for a lead's approval. */
    held: z.boolean(),
    artefacts: z.array(
      z.object({ key: z.string(), title: z.record(z.string(), z.string()), category: z.string() }),
    ),
    categories: shelvesShape,
  }),
  async run({ tx, seat, input }) {
    const [all, artefacts, document, shelves] = await Promise.all([
      myAudiences(tx, input.room),
      tx
        .selectFrom("artefact")
        .select(["key", "title", "category"])
        .where("room_id", "=", input.room)
        .orderBy("key")
        .execute(),
      input.document
        ? tx
            .selectFrom("document")
            .select(["audience_id", "side", "category"])
            .where("room_id", "=", input.room)
            .where("id", "=", input.document)
            .executeTakeFirst()
        : undefined,
      categoriesOf(tx, input.room),
    ]);
    if (input.document && !document) throw notFound();
    // With a rule of one's side, whoever works may ask their lead; else only who may share is offered more than their team.
    const held = await isHeld(tx, input.room, seat?.side, seat?.role);
    const widest = all.find((audience) => audience.id === document?.audience_id);
    const audiences = all.filter(
      (audience) =>
        (audience.kind === seat?.side || held || seatAllows(seat, "room.publish")) &&
        (!widest || isWider(audience.people, widest.people)) &&
        // A revision of the other side's document is for all who see it.
        (!document || document.side === seat?.side || audience.id === document.audience_id),
    );
    return {
      audiences,
      held,
      artefacts: artefacts.map((one) => ({
        key: one.key,
        title: wording.parse(one.title),
        category: one.category.replace("/", "."),
      })),
      categories: withUsed(shelves, document ? [document.category] : []),
    };
  },
});

const wording = z.record(z.string(), z.string());

async function isHeld(tx: Tx, room: string, side = "", role = "lead"): Promise<boolean> {
  if (role === "lead") return false;
  const rule = await tx
    .selectFrom("sharing_rule")
    .select("required")
    .where("room_id", "=", room)
    .where("side", "=", side)
    .executeTakeFirst();
  return rule?.required ?? false;
}
