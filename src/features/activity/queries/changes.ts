import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { cursorKey, sealCursor } from "#platform/live/index.ts";
import { query } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { type LogEntry, labelOf, logEntry, quietKinds, wordsOf } from "../model/log.ts";

/** A visit ends after this time of absence: what is seen after it is a new visit. */
export const visitMinutes = 30;
const perAudience = 40;

/** What others did in a room since a person was last there. */
export const changesShape = z.object({
  /** When the visit before this one was; null: this is the first. */
  since: z.iso.datetime().nullable(),
  entries: z.array(logEntry),
  /** There is more than is told here; the log has it all. */
  more: z.boolean(),
  /** What the answer covers: given back when it has been seen. */
  upTo: z.string(),
});
export type Changes = z.infer<typeof changesShape>;

/**
 * The changes in a room since this person's last visit, by others than themselves, without mere looking. Two round trips: the entries,
 * and what the things they speak of are called now.
 * A lead who looks as somebody has no visits there, and so sees the latest changes.
 */
export async function changesSince(
  tx: Tx,
  actor: { personId: string; viewerId?: string },
  room: string,
  now: Date,
): Promise<Changes> {
  const { rows } = await sql<Row>`
    select a.id as audience, a.kind as audience_kind, a.name as audience_name, coalesce(h.seq, 0) as head,
      case when m.at < ${visitEnd(now)} then m.at else m.previous_at end as since, e.*
    from audience a
    left join private.my_heads(${room}) h on h.audience_id = a.id
    left join mark m on m.audience_id = ${actor.personId} and m.room_id = ${room} and m.about = a.id
    left join lateral (
      select l.seq, l.at, l.kind, l.actor_id, l.subject_type, l.subject_id, l.data, p.name as actor_name, p.company_name as actor_company,
        case when p.side = 'partner' then coalesce(p.host, 'seller') || 'Partner' else p.side end as actor_belongs
      from log_entry l left join member p on p.room_id = l.room_id and p.id = l.actor_id
      where l.room_id = ${room} and l.audience_id = a.id
        and l.seq > coalesce(case when m.at < ${visitEnd(now)} then m.seq else m.previous_seq end, 0)
        and l.actor_id is distinct from ${actor.personId}
        and l.kind !~ ${quietKinds}
      order by l.seq desc limit ${perAudience}
    ) e on true
    where a.room_id = ${room}
    order by a.kind, a.name, a.id, e.seq desc`.execute(tx); // never as the rows happen to lie: others' writing moves them
  const key = await cursorKey();
  const heads = new Map(rows.map((row) => [row.audience, row.head]));
  const counts = Map.groupBy(rows, (row) => row.audience);
  return {
    since: latest(rows.flatMap(({ since }) => since?.toISOString() ?? [])),
    entries: asOne(
      await named(
        tx,
        room,
        rows.flatMap((row) => (row.seq === null ? [] : [entryOf(row, row.seq)])),
      ),
    ),
    more: [...counts.values()].some((list) => list.length === perAudience),
    upTo: sealCursor(key, { ...actor, room }, heads),
  };
}

interface Row {
  audience: string;
  audience_kind: string;
  audience_name: string;
  head: number;
  since: Date | null;
  seq: number | null;
  at: Date;
  kind: string;
  actor_id: string | null;
  actor_name: string | null;
  actor_company: string | null;
  actor_belongs: NonNullable<LogEntry["actor"]>["belongs"] | null;
  subject_type: string;
  subject_id: string | null;
  data: Record<string, unknown> | null;
}

/** A row of the log with its audience and actor beside it, as an entry. */
export function entryOf(row: Omit<Row, "head" | "since" | "seq">, seq: number): LogEntry {
  return {
    audience: { id: row.audience, kind: row.audience_kind, name: row.audience_name },
    seq,
    at: row.at.toISOString(),
    actor: row.actor_id
      ? {
          id: row.actor_id,
          name: row.actor_name ?? actorOutside(row.data),
          company: row.actor_company ?? "",
          belongs: row.actor_belongs ?? "",
        }
      : null,
    kind: row.kind,
    subject: { type: row.subject_type, id: row.subject_id },
    label: labelOf(row.data),
    words: wordsOf(row.data),
    path: null,
  };
}

/** The name of an actor who is not in the room: an owner of the deployment who acted upon one of its people. */
function actorOutside(data: Row["data"]): string {
  return typeof data?.actorName === "string" ? data.actorName : "";
}

/** Places for subjects whose feature does not tell where they are. */
const placeOf: Record<string, string> = {
  room: "",
  member: "/people",
  audience: "/people",
  contact: "/people",
};

/** An entry and what it is told as one with. */
type Named = LogEntry & { as?: { type: string; id: string } | undefined };

/** A comment on a page is one thing: that its conversation began is not told beside it, and what is written in it is about it. */
function asOne(entries: Named[]): LogEntry[] {
  const made = new Set(entries.flatMap(({ kind, subject }) => (kind === "markup.made" ? [subject.id] : [])));
  return entries.flatMap(({ as, ...entry }) => {
    if (!as) return [entry];
    if (entry.kind === "thread.started" && made.has(as.id)) return [];
    return [{ ...entry, subject: as, kind: entry.kind === "message.sent" ? "markup.written" : entry.kind }];
  });
}

/** Entries with the present name and address of what they speak of, as far as this person may see it. */
export async function named(tx: Tx, room: string, entries: LogEntry[]): Promise<Named[]> {
  const wanted = entries.map((entry) => entry.subject);
  // Of a conversation that is a comment on a page its place is told: asked last, it takes the conversation's place.
  const places = wanted.flatMap(({ type, id }) => (type === "thread" ? [{ type: "thread-place", id }] : []));
  const subjects = await findSubjects(tx, room, [...wanted, ...places]);
  return entries.map((entry) => {
    const subject = entry.subject.id ? subjects.get(entry.subject.id) : undefined;
    const place = placeOf[entry.subject.type];
    return {
      ...entry,
      label:
        (subject && (subject.words ? `${subject.title}: “${subject.words}”` : subject.title)) || entry.label,
      as: subject?.as,
      path: subject?.path ?? (place === undefined ? null : `/rooms/${room}${place}`),
    };
  });
}

const visitEnd = (now: Date) => new Date(now.getTime() - visitMinutes * 60_000);
const latest = (times: string[]) => times.toSorted().at(-1) ?? null;

export const changes = query({
  name: "activity.changes",
  summary: "What others did in a room since my last visit",
  http: "GET /rooms/{room}/changes",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: changesShape,
  run: ({ tx, actor, input, now }) => changesSince(tx, actor, input.room, now),
});
