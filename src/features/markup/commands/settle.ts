import { z } from "zod";
import { audiencesShown } from "#features/conversations/index.ts";
import { isOwn } from "#features/documents/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { assertNotPast } from "#platform/days.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { command, seatAllows, type Work } from "#platform/operations/index.ts";
import { state } from "../model/schema.ts";
import { assertMayComment } from "../rights.ts";
import { keepSettlement } from "./settlement.ts";

const where = { room: z.uuid(), document: z.uuid(), markup: z.uuid(), version: z.int() };

/**
 * Says where a comment stands. Whoever reads it may call it answered or open again; it is accepted or rejected by the side
 * whose document it is, and closed by them or by who made it.
 */
export const settleMarkup = command({
  name: "markup.settle",
  summary: "Say where a comment on a page stands: open, answered, accepted, rejected or closed",
  http: "PUT /rooms/{room}/documents/{document}/markup/{markup}/state",
  capability: "room.talk",
  input: z.object({
    ...where,
    state,
    /** Why; needed to reject. Whoever reads the comment reads it. */
    reason: z.string().trim().max(1000).optional(),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, actor, seat, input, now, emit }) {
    const row = await markupForChange(tx, input);
    const paper = { id: input.document, side: row.side };
    const ownDocument = seatAllows(seat, "room.work") && (await isOwn(tx, seat, input.room, paper));
    const may =
      input.state === "open" ||
      input.state === "answered" ||
      ownDocument ||
      (input.state === "closed" && row.author_id === actor.personId);
    if (!may) throw forbidden("markup-not-yours-to-settle");
    const reason = input.reason || null;
    if (input.state === "rejected" && !reason) throw refused("rejected-why", {}, "reason");
    const version = await change(tx, row, { state: input.state });
    await keepSettlement(
      { tx, actor, now },
      { room: row.room_id, audience: row.audience_id, markup: row.id, state: input.state, reason },
    );
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "markup.settled",
      subject: { type: "markup", id: row.id },
      data: {
        ordinal: row.ordinal,
        number: row.number,
        title: row.title,
        state: input.state,
        reason,
        person: row.author_id,
      },
    });
    return { version };
  },
  standing: markupStanding,
});

/** Says who is to answer, and until when. */
export const assignMarkup = command({
  name: "markup.assign",
  summary: "Say who is to answer a comment on a page, and until when",
  http: "PUT /rooms/{room}/documents/{document}/markup/{markup}/assignment",
  capability: "room.talk",
  input: z.object({
    ...where,
    assignedTo: z.uuid().nullable().default(null),
    dueOn: z.iso.date().nullable().default(null),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, input, now, emit }) {
    const row = await markupForChange(tx, input);
    if (input.dueOn !== row.due_on) assertNotPast(input.dueOn, now, "dueOn");
    const [audience] = await audiencesShown(tx, input.room, [row.audience_id]);
    if (input.assignedTo && !audience?.people.some(({ id }) => id === input.assignedTo))
      throw refused("assigned-outside", {}, "assignedTo");
    const version = await change(tx, row, { assigned_to: input.assignedTo, due_on: input.dueOn });
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "markup.assigned",
      subject: { type: "markup", id: row.id },
      data: {
        ordinal: row.ordinal,
        number: row.number,
        title: row.title,
        person: input.assignedTo,
        due: input.dueOn,
      },
    });
    return { version };
  },
  standing: markupStanding,
});

/** What a comment's state, answerer and day are now. */
async function markupStanding({ tx, input }: Work<{ room: string; markup: string }>) {
  const row = await tx
    .selectFrom("markup")
    .select(["id", "state", "assigned_to", "due_on", "version"])
    .where("room_id", "=", input.room)
    .where("id", "=", input.markup)
    .executeTakeFirst();
  if (!row) throw notFound();
  const fields = { state: row.state, assignedTo: row.assigned_to, dueOn: row.due_on };
  return {
    version: row.version,
    fields,
    subject: { id: row.id, kinds: ["markup.settled", "markup.assigned"] },
  };
}

/** The comment that is going to change, as its reader sees it. @throws Problem not-found, stale */
async function markupForChange(
  tx: Tx,
  input: { room: string; document: string; markup: string; version: number },
) {
  const row = await tx
    .selectFrom("markup as m")
    .innerJoin("document as d", (on) =>
      on.onRef("d.room_id", "=", "m.room_id").onRef("d.id", "=", "m.document_id"),
    )
    .select([
      "m.room_id",
      "m.id",
      "m.audience_id",
      "m.author_id",
      "m.ordinal",
      "m.version",
      "m.due_on",
      "d.side",
      "d.number",
      "d.title",
    ])
    .where("m.room_id", "=", input.room)
    .where("m.id", "=", input.markup)
    .where("m.document_id", "=", input.document)
    .executeTakeFirst();
  if (!row) throw notFound();
  await assertMayComment(tx, { ...input, audience: row.audience_id });
  if (row.version !== input.version) throw stale();
  return row;
}

async function change(
  tx: Tx,
  row: { room_id: string; id: string; version: number },
  values: { state?: z.infer<typeof state>; assigned_to?: string | null; due_on?: string | null },
): Promise<number> {
  const changed = await tx
    .updateTable("markup")
    .set({ ...values, version: row.version + 1 })
    .where("room_id", "=", row.room_id)
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .returning("version")
    .executeTakeFirst();
  if (!changed) throw stale();
  return changed.version;
}
