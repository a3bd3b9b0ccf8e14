import { sql } from "kysely";
import { z } from "zod";
import { audienceKind, side } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { itemKind, itemState, timeShown } from "../model/item.ts";
import { type ItemTime, showTime } from "../model/time.ts";

const personShown = z.object({ id: z.uuid(), name: z.string(), company: z.string() });
export const audienceShown = z.object({ id: z.uuid(), kind: audienceKind, name: z.string() });

/** An item as every screen and the calendar gets it. */
export const itemShown = z.object({
  id: z.uuid(),
  room: z.object({ id: z.uuid(), name: z.string() }),
  audience: audienceShown,
  kind: itemKind,
  title: z.string(),
  place: z.string(),
  link: z.string(),
  note: z.string(),
  time: timeShown,
  state: itemState,
  proposedBy: personShown,
  proposedSide: side,
  /** Sides whose agreement is missing. */
  awaits: z.array(z.enum(["seller", "buyer"])),
  /** My side has not answered, and I may. */
  waitsForMe: z.boolean(),
  /** I proposed it or am one of those wanted. */
  mine: z.boolean(),
  /** The time that an open proposal wants to replace. */
  previous: timeShown.nullable(),
  reason: z.string(),
  changedAt: z.iso.datetime(),
  version: z.int(),
  /** Those who are wanted; empty: everyone who sees it. */
  participants: z.array(personShown),
});
export type ItemShown = z.infer<typeof itemShown>;

/** Which items. `me` is the person at work (looked as, while a lead looks as somebody). */
export interface Wanted {
  me: string;
  room?: string | undefined;
  item?: string | undefined;
  kind?: string | undefined;
  /** Only meetings that are not over and may still take place. */
  comingAt?: Date | undefined;
  /** Only what my side has to answer. */
  waiting?: boolean | undefined;
  /** Only what is not over since more days than this. */
  since?: Date | undefined;
  limit?: number | undefined;
}

/** Items that I may see, in the order of time. One round trip. */
export async function readItems(tx: Tx, wanted: Wanted): Promise<ItemShown[]> {
  const begins = sql<Date>`coalesce(i.starts_at, i.day::timestamp at time zone 'UTC')`;
  const ends = sql<Date>`coalesce(i.ends_at, i.starts_at, (coalesce(i.last_day, i.day) + 1)::timestamp at time zone i.zone)`;
  let rows = tx
    .selectFrom("schedule_item as i")
    .innerJoin("audience as a", "a.id", "i.audience_id")
    .innerJoin("room as r", "r.id", "i.room_id")
    .innerJoin("member as me", (on) => on.onRef("me.room_id", "=", "i.room_id").on("me.id", "=", wanted.me))
    .innerJoin("member as by", (on) =>
      on.onRef("by.room_id", "=", "i.room_id").onRef("by.id", "=", "i.proposed_by"),
    )
    .where("me.left_at", "is", null)
    .selectAll("i")
    .select([
      "r.name as room_name",
      "a.kind as audience_kind",
      "a.name as audience_name",
      "by.name as by_name",
      "by.company_name as by_company",
      sql<boolean>`me.role <> 'viewer' and me.side = any (i.awaits)`.as("waits_for_me"),
      sql<z.infer<typeof personShown>[]>`(
        select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'company', m.company_name) order by m.name, m.id), '[]')
        from schedule_participant p join member m on m.room_id = p.room_id and m.id = p.person_id
        where p.room_id = i.room_id and p.item_id = i.id and m.left_at is null)`.as("participants"),
    ])
    .orderBy(begins)
    .orderBy("i.title")
    .orderBy("i.id")
    .limit(wanted.limit ?? 1000);
  if (wanted.room) rows = rows.where("i.room_id", "=", wanted.room);
  if (wanted.item) rows = rows.where("i.id", "=", wanted.item);
  if (wanted.kind) rows = rows.where("i.kind", "=", wanted.kind);
  if (wanted.comingAt)
    rows = rows
      .where("i.kind", "=", "meeting")
      .where("i.state", "in", ["proposed", "agreed"])
      .where(ends, ">=", wanted.comingAt);
  if (wanted.waiting)
    rows = rows
      .where("i.state", "=", "proposed")
      .where("me.role", "<>", "viewer")
      .where(sql<boolean>`me.side = any (i.awaits)`);
  if (wanted.since) rows = rows.where(ends, ">=", wanted.since);
  return (await rows.execute()).map((row) => {
    const previous = row.previous as unknown;
    return {
      id: row.id,
      room: { id: row.room_id, name: row.room_name },
      audience: {
        id: row.audience_id,
        kind: audienceKind.parse(row.audience_kind),
        name: row.audience_name,
      },
      kind: itemKind.parse(row.kind),
      title: row.title,
      place: row.place,
      link: row.link,
      note: row.note,
      time: showTime(timeIn(row)),
      state: itemState.parse(row.state),
      proposedBy: { id: row.proposed_by, name: row.by_name, company: row.by_company },
      proposedSide: side.parse(row.proposed_side),
      awaits: z.array(z.enum(["seller", "buyer"])).parse(row.awaits),
      waitsForMe: row.waits_for_me,
      mine: row.proposed_by === wanted.me || row.participants.some(({ id }) => id === wanted.me),
      previous: previous ? timeShown.parse(previous) : null,
      reason: row.reason,
      changedAt: row.changed_at.toISOString(),
      version: row.version,
      participants: row.participants,
    };
  });
}

/** The time of a stored item. */
export const timeIn = (row: {
  starts_at: Date | null;
  ends_at: Date | null;
  day: string | null;
  last_day: string | null;
  zone: string;
}): ItemTime => ({
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  day: row.day,
  lastDay: row.last_day,
  zone: row.zone,
});
