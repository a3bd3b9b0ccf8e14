import { randomUUID } from "node:crypto";
import type { Selectable, Updateable } from "kysely";
import { z } from "zod";
import type { DB, Seat, Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import type { Work } from "#platform/operations/index.ts";
import { type Agreement, afterStep, may, type Party, partiesOf, type Step } from "../model/agreement.ts";
import { itemState } from "../model/item.ts";
import { type ItemTime, timeOf, type When } from "../model/time.ts";
import { audiencePeople } from "../queries/item.ts";

/** What every change of an item names: the version that the person saw. */
export const target = { room: z.uuid(), item: z.uuid(), version: z.int() };
export const changed = z.object({ item: z.uuid(), state: itemState, version: z.int() });

/** Entries of the log that tell of a change of an item. */
export const itemChanges = ["proposed", "moved", "changed", "agreed", "declined", "published"].map(
  (step) => `meeting.${step}`,
);

type Row = Selectable<DB["schedule_item"]>;

/** An item as somebody saw it. @throws Problem 404 when it is not there for them, 409 when it has changed since */
export async function itemAt(tx: Tx, room: string, id: string, version: number): Promise<Row> {
  const row = await tx
    .selectFrom("schedule_item")
    .selectAll()
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.version !== version) throw stale();
  return row;
}

/** Where an item stands, for one who would answer what they saw of it before somebody else changed it. */
export async function itemStanding({ tx, input }: Work<{ room: string; item: string }>) {
  const row = await tx
    .selectFrom("schedule_item")
    .select(["id", "version"])
    .where("room_id", "=", input.room)
    .where("id", "=", input.item)
    .executeTakeFirst();
  if (!row) throw notFound();
  return { version: row.version, fields: {}, subject: { id: row.id, kinds: itemChanges } };
}

/** Writes a change of an item, once. @returns the new version @throws Problem 409 when somebody was quicker */
export async function writeItem(
  tx: Tx,
  row: Row,
  change: Updateable<DB["schedule_item"]>,
  now: Date,
): Promise<number> {
  const version = row.version + 1;
  const { numUpdatedRows } = await tx
    .updateTable("schedule_item")
    .set({ changed_at: now, version, ...change })
    .where("room_id", "=", row.room_id)
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw stale();
  return version;
}

/** How far two sides have agreed on an item, out of its row. */
export const agreementOf = (row: Row): Agreement => ({
  state: itemState.parse(row.state),
  proposedSide: row.proposed_side as Agreement["proposedSide"],
  awaits: row.awaits as Party[],
});

/** The agreement after a step. @throws Problem with words when the step is not this side's to take now */
export function take(
  step: Step,
  row: Row,
  seat: Seat | null,
  parties: readonly Party[] = [],
): { state: Agreement["state"]; proposed_side: string; awaits: string[] } {
  if (!seat) throw notFound();
  const now = agreementOf(row);
  if (!may(step, now, seat.side)) {
    if (now.state === "cancelled" || now.state === "done") throw refused("item-closed");
    if (step === "agree" || step === "decline") throw refused("answer-not-yours");
    throw forbidden("step-not-yours");
  }
  const next = afterStep(step, now, seat.side, parties);
  return { state: next.state, proposed_side: next.proposedSide, awaits: next.awaits };
}

/** Who is in an audience of mine, and which parties that makes. @throws Problem 404 for an audience that is not mine */
export async function audienceFor(tx: Tx, room: string, audience: string) {
  const [row, people] = await Promise.all([
    tx
      .selectFrom("audience")
      .where("room_id", "=", room)
      .where("id", "=", audience)
      .select(["id", "kind"])
      .executeTakeFirst(),
    audiencePeople(tx, room, audience),
  ]);
  if (!row) throw notFound();
  return {
    id: row.id,
    kind: row.kind,
    people,
    parties: partiesOf(
      row.kind,
      people.map((person) => person.side),
    ),
  };
}

/** The time that was typed. @throws Problem on its field */
export function timeFrom(when: When): ItemTime {
  const time = timeOf(when);
  if ("code" in time) throw refused(time.code, {}, time.field);
  return time;
}

/** The columns of a time. */
export const timeColumns = (time: ItemTime) => ({
  starts_at: time.startsAt,
  ends_at: time.endsAt,
  day: time.day,
  last_day: time.lastDay,
  zone: time.zone,
});

/** Names a proposal, so that answers to another one are never counted for it. */
export const newProposal = (): string => randomUUID();

/** Wants these people, all of them in the item's audience. @throws Problem on the field `participants` */
export async function setParticipants(
  tx: Tx,
  item: { room: string; id: string; audience: string },
  wanted: readonly string[],
  people: readonly { id: string }[],
): Promise<void> {
  if (wanted.some((id) => !people.some((person) => person.id === id)))
    throw refused("participant-outside", {}, "participants");
  await tx
    .deleteFrom("schedule_participant")
    .where("room_id", "=", item.room)
    .where("item_id", "=", item.id)
    .execute();
  if (wanted.length === 0) return;
  await tx
    .insertInto("schedule_participant")
    .values(
      [...new Set(wanted)].map((person) => ({
        room_id: item.room,
        item_id: item.id,
        person_id: person,
        audience_id: item.audience,
      })),
    )
    .execute();
}
