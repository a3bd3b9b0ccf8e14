import { sql } from "kysely";
import { threadsOfMine } from "#features/conversations/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { newId } from "#platform/ids.ts";
import {
  type Concern,
  folding,
  foldWithin,
  kindsOfConcern,
  type Reason,
  reasonFor,
  topicOf,
} from "./model/rules.ts";
import { dueAt } from "./model/settings.ts";
import { readSettings } from "./settings.ts";

interface Behind {
  about: string;
  head: number;
  after: number;
  /** When the person came into the audience; only when its log was never looked through for them. */
  since: Date | null;
}

interface Row {
  about: string;
  seq: number;
  at: Date;
  actor: string | null;
  kind: string;
  type: string;
  id: string | null;
  data: Record<string, unknown>;
}

/**
 * Looks through what is new in a room for one person, in a transaction of theirs: what they may not read is not there
 * to be noticed. Entries from before they came do not concern them.
 * @returns whether a mail is due now
 */
export async function lookThrough(
  tx: Tx,
  me: string,
  room: string,
  mailing: boolean,
  now: Date,
): Promise<boolean> {
  const behind = await readBehind(tx, me, room);
  if (behind.length === 0) return false;
  const entries = await readEntries(tx, room, behind);
  const concern = await readConcern(tx, me, room, entries);
  const found = entries.flatMap((row) => {
    const reason = reasonFor({ ...row, subject: { type: row.type, id: row.id } }, concern);
    return reason ? [{ row, reason }] : [];
  });
  // Who is asked to answer a comment is not told of its thread besides.
  const asked = new Set(found.flatMap(({ row, reason }) => (reason === "comment" ? [row.data.thread] : [])));
  const told = found.filter(({ row, reason }) => reason !== "thread" || !asked.has(row.id ?? ""));
  const due = told.length > 0 && (await note(tx, me, room, told, mailing, now));
  await tx
    .insertInto("notification_cursor")
    .values(behind.map(({ about, head }) => ({ room_id: room, audience_id: me, about, seq: head })))
    .onConflict((conflict) =>
      conflict.columns(["room_id", "audience_id", "about"]).doUpdateSet((row) => ({
        seq: row.fn<number>("greatest", ["notification_cursor.seq", "excluded.seq"]),
      })),
    )
    .execute();
  return due;
}

async function readBehind(tx: Tx, me: string, room: string): Promise<Behind[]> {
  const { rows } = await sql<Behind>`
    select h.audience_id as about, h.seq as head, coalesce(c.seq, 0) as after, case when c.seq is null then ap.since end as since
    from private.my_heads(${room}) h
    join audience_person ap on ap.audience_id = h.audience_id and ap.person_id = ${me}
    left join notification_cursor c on c.room_id = ${room} and c.audience_id = ${me} and c.about = h.audience_id
    where h.seq > coalesce(c.seq, 0)`.execute(tx);
  return rows;
}

async function readEntries(tx: Tx, room: string, behind: Behind[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.audience_id as about, e.seq, e.at, e.actor_id as actor, e.kind, e.subject_type as type, e.subject_id as id, e.data
    from unnest(${behind.map(({ about }) => about)}::uuid[], ${behind.map(({ after }) => after)}::bigint[],
      ${behind.map(({ head }) => head)}::bigint[], ${behind.map(({ since }) => since)}::timestamptz[]) as b(about, after, head, since)
    join log_entry e on e.room_id = ${room} and e.audience_id = b.about and e.seq > b.after and e.seq <= b.head
    where e.kind = any (${[...kindsOfConcern]}::text[]) and (b.since is null or e.at >= b.since)
    order by e.at, e.audience_id, e.seq`.execute(tx);
  return rows;
}

async function readConcern(tx: Tx, me: string, room: string, entries: Row[]): Promise<Concern> {
  const idsOf = (...kinds: string[]) => [
    ...new Set(entries.flatMap((row) => (kinds.includes(row.kind) && row.id ? [row.id] : []))),
  ];
  const joined = idsOf("member.joined");
  const activities = idsOf("activity.assigned", "activity.waiting");
  const [member, threads, invited, named] = await Promise.all([
    tx
      .selectFrom("member")
      .select(["name", "side", "role"])
      .where("room_id", "=", room)
      .where("id", "=", me)
      .executeTakeFirst(),
    threadsOfMine(tx, me, room, idsOf("message.sent")),
    tx
      .selectFrom("invitation")
      .select("accepted_by as id")
      .where("room_id", "=", room)
      .where("inviter_id", "=", me)
      .where("accepted_by", "=", anyOf(joined))
      .execute(),
    tx
      .selectFrom("participant")
      .select("activity_id as id")
      .where("room_id", "=", room)
      .where("member_id", "=", me)
      .where("activity_id", "=", anyOf(activities))
      .execute(),
  ]);
  return {
    me,
    name: member?.name ?? "",
    side: member?.side ?? "",
    lead: member?.role === "lead",
    threads,
    invited: new Set(invited.flatMap((row) => row.id ?? [])),
    activities: new Set(named.map((row) => row.id)),
  };
}

const anyOf = (ids: string[]) => sql<string>`any (${ids}::uuid[])`;

interface Found {
  row: Row;
  reason: Reason;
}

/** Without those that an unread notification of the same kind, by the same person, a moment before tells of as "and more". */
async function folded(tx: Tx, me: string, room: string, found: Found[]): Promise<Found[]> {
  const several = found.filter(({ reason }) => folding.has(reason));
  if (several.length === 0) return found;
  const since = Math.min(...several.map(({ row }) => row.at.getTime())) - foldWithin;
  const told = await tx
    .selectFrom("notification as n")
    .innerJoin("log_entry as e", (on) =>
      on
        .onRef("e.room_id", "=", "n.room_id")
        .onRef("e.audience_id", "=", "n.about")
        .onRef("e.seq", "=", "n.seq"),
    )
    .where("n.room_id", "=", room)
    .where("n.audience_id", "=", me)
    .where("n.reason", "in", [...folding])
    .where("n.at", ">=", new Date(since))
    .select(["n.about", "n.at", "n.read_at", "e.actor_id as actor", "e.kind"])
    .execute();
  return found.filter(({ row, reason }) => {
    if (!folding.has(reason)) return true;
    const first = told.some(
      (one) =>
        one.about === row.about &&
        one.actor === row.actor &&
        one.kind === row.kind &&
        row.at >= one.at &&
        row.at.getTime() - one.at.getTime() <= foldWithin &&
        (!one.read_at || row.at <= one.read_at),
    );
    if (!first) told.push({ ...row, read_at: null });
    return !first;
  });
}

/** Writes the pointers, each with when its mail is due. @returns whether one is due now */
async function note(
  tx: Tx,
  me: string,
  room: string,
  all: Found[],
  mailing: boolean,
  now: Date,
): Promise<boolean> {
  const found = await folded(tx, me, room, all);
  if (found.length === 0) return false;
  const settings = await readSettings(tx, me);
  const person = await tx.selectFrom("person").select("time_zone").where("id", "=", me).executeTakeFirst();
  // What comes in numbers is mailed when the others are there too.
  const soon = new Date(now.getTime() + 2 * 60 * 1000);
  const dues = found.map(({ reason }) =>
    mailing
      ? dueAt(
          settings.delivery[topicOf[reason]],
          settings.dailyHour,
          person?.time_zone ?? "UTC",
          folding.has(reason) ? soon : now,
        )
      : null,
  );
  await tx
    .insertInto("notification")
    .values(
      found.map(({ row, reason }, index) => ({
        room_id: room,
        audience_id: me,
        id: newId(),
        about: row.about,
        seq: row.seq,
        reason,
        at: row.at,
        mail_state: dues[index] ? "waiting" : "off",
        mail_due: dues[index] ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(["room_id", "audience_id", "about", "seq"]).doNothing())
    .execute();
  return dues.some((due) => due !== null && due <= now);
}
