import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { findSubjects, isDeclared } from "#platform/roomlog/index.ts";
import { folding, foldWithin, type Reason, reasons } from "./model/rules.ts";

/** A notification with what it points to, as far as the person may see it now. */
export interface Item {
  id: string;
  room: string;
  roomName: string;
  at: Date;
  read: boolean;
  reason: Reason;
  actor: string;
  /** The side of the actor; of a partner the side that brought them in. Empty: not of the room. */
  belongs: string;
  /** Empty when the thing has no name of its own. */
  title: string;
  /** Of several things that one entry names: all their titles. */
  titles: string[];
  /** How many more of the same followed it at once. */
  more: number;
  /** The letter of a revision, and what it is for. Empty when the entry has none. */
  revision: string;
  purpose: string;
  path: string;
  /** The audience it happened in. */
  audience: { id: string; kind: string; name: string };
  /** Of a comment on a page: which one, and where it stands since. `page` 0: it has no place now. */
  comment: { ordinal: number; page: number; words: string; state: string } | null;
}

/** Which notifications: by id, unread, or a page of the latest. */
export interface Wanted {
  ids?: string[];
  room?: string;
  unread?: boolean;
  before?: { at: Date; id: string } | null;
  limit: number;
}

/**
 * Notifications of the person with their words' ingredients. Entries that the person can no longer read, things that are
 * no longer shared with them and messages that were withdrawn are left out. `more` is where the next page begins.
 */
export async function readItems(
  tx: Tx,
  me: string,
  wanted: Wanted,
): Promise<{ items: Item[]; more: { at: Date; id: string } | null }> {
  let query = tx
    .selectFrom("notification as n")
    .innerJoin("log_entry as e", (on) =>
      on
        .onRef("e.room_id", "=", "n.room_id")
        .onRef("e.audience_id", "=", "n.about")
        .onRef("e.seq", "=", "n.seq"),
    )
    .innerJoin("room as r", "r.id", "n.room_id")
    .innerJoin("audience as a", "a.id", "n.about")
    .leftJoin("member as m", (on) => on.onRef("m.room_id", "=", "n.room_id").onRef("m.id", "=", "e.actor_id"))
    .where("n.audience_id", "=", me)
    .select([
      "n.id",
      "n.room_id",
      "n.at",
      "n.read_at",
      "n.reason",
      "e.subject_type",
      "e.subject_id",
      "e.data",
      "r.name as room_name",
      "n.about",
      "a.kind as audience_kind",
      "a.name as audience_name",
      "m.name as actor",
      sql<
        string | null
      >`case when m.side = 'partner' then coalesce(m.host, 'seller') || 'Partner' else m.side end`.as(
        "belongs",
      ),
      sql<number>`case when n.reason = any (${[...folding]}::text[]) then (select count(*)::int from log_entry x
        where x.room_id = n.room_id and x.audience_id = n.about and x.seq > e.seq and x.kind = e.kind and x.actor_id = e.actor_id
          and x.at <= least(e.at + ${foldWithin} * interval '1 millisecond', coalesce(n.read_at, 'infinity'))
          and (x.data -> 'people' is null or x.data -> 'people' @> to_jsonb(${me}::text))) else 0 end`.as(
        "more",
      ),
    ])
    .orderBy("n.at", "desc")
    .orderBy("n.id", "desc")
    .limit(wanted.limit + 1);
  if (wanted.ids) query = query.where("n.id", "in", wanted.ids);
  if (wanted.room) query = query.where("n.room_id", "=", wanted.room);
  if (wanted.unread) query = query.where("n.read_at", "is", null);
  if (wanted.before)
    query = query.where(sql<boolean>`(n.at, n.id) < (${wanted.before.at}, ${wanted.before.id}::uuid)`);
  const rows = await query.execute();
  const page = rows.slice(0, wanted.limit);
  const last = page.at(-1);

  const pointed = page.map((row) => {
    const message = row.data?.message;
    return typeof message === "string"
      ? { type: "message", id: message }
      : { type: row.subject_type, id: row.subject_id };
  });
  const byRoom = Map.groupBy(
    page.map((row, index) => ({ room: row.room_id, ...(pointed[index] ?? { type: "", id: null }) })),
    ({ room }) => room,
  );
  const subjects = new Map(
    (await Promise.all([...byRoom].map(([room, things]) => findSubjects(tx, room, things)))).flatMap(
      (some) => [...some],
    ),
  );
  // Threads that lie on a page are told as the comments that they are.
  const places = new Map(
    (
      await Promise.all(
        [...Map.groupBy(page, (row) => row.room_id)].map(([room, rows]) => {
          const threads = rows.filter((row) => row.subject_type === "thread");
          return findSubjects(
            tx,
            room,
            threads.map((row) => ({ type: "thread-place", id: row.subject_id })),
          );
        }),
      )
    ).flatMap((some) => [...some]),
  );
  const items = page.flatMap((row, index): Item[] => {
    const thing = pointed[index];
    const found = thing?.id ? subjects.get(thing.id) : undefined;
    const place = row.subject_type === "thread" ? places.get(row.subject_id ?? "") : undefined;
    const subject = found && (place ?? found);
    if (!subject && thing && isDeclared(thing.type)) return [];
    const reason = reasons.find((one) => one === row.reason);
    if (!reason) return [];
    const named = row.data?.title ?? row.data?.name;
    return [
      {
        id: row.id,
        room: row.room_id,
        roomName: row.room_name,
        at: row.at,
        read: row.read_at !== null,
        reason,
        actor: row.actor ?? (typeof row.data?.actorName === "string" ? row.data.actorName : ""),
        belongs: row.belongs ?? "",
        title: subject?.title ?? text(named),
        titles: z.array(z.string()).max(50).catch([]).parse(row.data?.titles),
        more: row.more,
        revision: text(row.data?.revision),
        purpose: text(row.data?.purpose),
        path: subject?.path ?? `/rooms/${row.room_id}`,
        audience: { id: row.about, kind: row.audience_kind, name: row.audience_name },
        comment: subject?.values
          ? {
              ordinal: subject.values.ordinal ?? 0,
              page: subject.values.page ?? 0,
              words: subject.words ?? "",
              state: typeof row.data?.state === "string" ? row.data.state : "",
            }
          : null,
      },
    ];
  });
  return { items, more: rows.length > wanted.limit && last ? { at: last.at, id: last.id } : null };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** How many notifications a person has not read, for the bell; at most 99 are counted. */
export async function unreadNotifications(tx: Tx, me: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
    select from notification n
    join log_entry e on e.room_id = n.room_id and e.audience_id = n.about and e.seq = n.seq
    where n.audience_id = ${me} and n.read_at is null limit 99) as few`.execute(tx);
  return rows[0]?.count ?? 0;
}
