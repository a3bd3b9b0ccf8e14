import { sql } from "kysely";
import { z } from "zod";
import { peopleOf } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { assertMayShare, audienceOf, covers } from "../audiences.ts";
import { note, purpose, title } from "../model/fields.ts";
import { prefixOf } from "../model/labels.ts";

/** The most revisions of one sending. */
const mostItems = 200;

/** Sends certain revisions to named people, numbered within its audience. */
export const sendDocuments = command({
  name: "documents.send",
  summary: "Sends certain revisions to named people as a numbered transmittal with receipts",
  http: "POST /rooms/{room}/sendings",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    /** Who may see that it was sent. */
    audience: z.uuid(),
    people: z.array(z.uuid()).min(1).max(500),
    revisions: z.array(z.uuid()).min(1).max(mostItems),
    subject: title,
    purpose: purpose.default("information"),
    note: note.optional(),
  }),
  output: z.object({ id: z.uuid(), number: z.string() }),
  async run({ tx, actor, seat, input, now, emit }) {
    const audience = await audienceOf(tx, input.room, input.audience);
    assertMayShare(seat, audience);
    const there = await peopleOf(tx, input.room, audience.id);
    const people = [...new Set(input.people)].map((id) => there.find((one) => one.id === id));
    const away = people.filter((one) => one === undefined).length;
    if (away > 0) throw refused("sending-people-not-there", { count: away }, "people");
    const items = await itemsOf(tx, input.room, [...new Set(input.revisions)]);
    for (const item of items)
      for (const place of new Set([item.audience_id, item.document_audience]))
        if (!(await covers(tx, input.room, place, audience.id))) {
          const seeing = await peopleOf(tx, input.room, place);
          const blind = there.filter((one) => !seeing.some(({ id }) => id === one.id));
          throw refused(
            "sending-not-visible",
            { number: item.number, names: blind.map(({ name }) => name).join(", ") },
            "revisions",
          );
        }
    const held = await heldBack(
      tx,
      input.room,
      items.map(({ document_id }) => document_id),
      people.flatMap((one) => one?.id ?? []),
    );
    if (held[0])
      throw refused("sending-no-right", { number: held[0].number, names: held[0].names }, "revisions");
    const id = newId();
    const { rows } = await sql<{ given: number }>`
      select private.next_sending_number(${input.room}, ${audience.id}) as given`.execute(tx);
    const sending = await tx
      .insertInto("sending")
      .values({
        room_id: input.room,
        id,
        audience_id: audience.id,
        side: seat?.side ?? "",
        prefix: audience.kind === "room" ? "T" : `T${prefixOf(audience)}`,
        ordinal: Number(rows[0]?.given),
        subject: input.subject,
        purpose: input.purpose,
        note: input.note ?? "",
        sent_at: now,
        sent_by: actor.personId,
      })
      .returning("number")
      .executeTakeFirstOrThrow();
    const row = { room_id: input.room, audience_id: audience.id, sending_id: id };
    await tx
      .insertInto("sending_item")
      .values(
        items.map((item, place) => ({
          ...row,
          id: newId(),
          document_id: item.document_id,
          revision_id: item.id,
          place,
        })),
      )
      .execute();
    await tx
      .insertInto("sending_recipient")
      .values(people.flatMap((one) => (one ? [{ ...row, id: newId(), person_id: one.id }] : [])))
      .execute();
    emit({
      room: input.room,
      audience: audience.id,
      kind: "sending.issued",
      subject: { type: "sending", id },
      data: {
        number: sending.number,
        title: input.subject,
        count: items.length,
        people: people.flatMap((one) => one?.id ?? []),
      },
    });
    return { id, number: sending.number };
  },
});

/** When a recipient opens a sending stands in the log, each reading once, for all who may see it. */
export const openSending = command({
  name: "documents.open-sending",
  summary: "Notes that a recipient has opened a transmittal",
  http: "POST /rooms/{room}/sendings/{sending}/openings",
  capability: "room.see",
  input: z.object({ room: z.uuid(), sending: z.uuid() }),
  output: z.object({}),
  async run({ tx, actor, input, now, emit }) {
    const sending = await tx
      .selectFrom("sending")
      .select(["audience_id", "number", "subject"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.sending)
      .executeTakeFirst();
    if (!sending) throw notFound();
    const named = await tx
      .selectFrom("sending_recipient")
      .select("id")
      .where("room_id", "=", input.room)
      .where("sending_id", "=", input.sending)
      .where("person_id", "=", actor.personId)
      .executeTakeFirst();
    if (!named) return {};
    const before = await tx
      .selectFrom("log_entry")
      .select("seq")
      .where("room_id", "=", input.room)
      .where("subject_id", "=", input.sending)
      .where("kind", "=", "sending.opened")
      .where("actor_id", "=", actor.personId)
      .where("at", ">", new Date(now.getTime() - 10 * 60_000))
      .limit(1)
      .executeTakeFirst();
    if (!before)
      emit({
        room: input.room,
        audience: sending.audience_id,
        kind: "sending.opened",
        subject: { type: "sending", id: input.sending },
        data: { number: sending.number, title: sending.subject },
      });
    return {};
  },
});

/** @throws Problem not-found for any that the actor does not see; revision-withdrawn */
async function itemsOf(tx: Tx, room: string, revisions: string[]) {
  const rows = await tx
    .selectFrom("document_revision as r")
    .innerJoin("document as d", (on) =>
      on.onRef("d.room_id", "=", "r.room_id").onRef("d.id", "=", "r.document_id"),
    )
    .where("r.room_id", "=", room)
    .where("r.id", "in", revisions)
    .select([
      "r.id",
      "r.document_id",
      "r.audience_id",
      "d.audience_id as document_audience",
      "d.number",
      "r.status",
      "d.state",
    ])
    .execute();
  if (rows.length < revisions.length) throw notFound();
  const gone = rows.find((row) => row.status === "withdrawn" || row.state === "withdrawn");
  if (gone) throw refused("sending-withdrawn", { number: gone.number }, "revisions");
  return revisions.flatMap((id) => rows.filter((row) => row.id === id));
}

/**
 * Documents that a recipient may only know of: as far as the sender can know it. A right given to a group that the sender is
 * not in stays unknown; its bearer reads on the sending's page that they may not open it.
 */
async function heldBack(tx: Tx, room: string, documents: string[], people: string[]) {
  const { rows } = await sql<{ number: string; names: string }>`
    with valued as (
      select g.document_id, g.side, g.holder_side, g.holder_audience,
        case when g.until <= now() then 1 else array_position('{exists,view,comment,watermarked,original}'::text[], g.level) end as level
      from document_right g where g.room_id = ${room} and g.document_id = any (${documents}::uuid[])
    )
    select d.number, string_agg(m.name, ', ' order by m.name) as names
    from document d
    join member m on m.room_id = d.room_id and m.id = any (${people}::uuid[]) and m.side <> d.side
    cross join lateral (
      select coalesce(
        (select max(v.level) from valued v join audience_person p on p.audience_id = v.holder_audience and p.person_id = m.id
          where v.document_id = d.id),
        (select max(v.level) from valued v where v.document_id = d.id and v.holder_side = m.side), 5) as level
    ) l
    where d.room_id = ${room} and d.id = any (${documents}::uuid[]) and l.level < 2
    group by d.id, d.number order by d.number`.execute(tx);
  return rows;
}
