import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { audienceShown, person, subjectShown, subjectType } from "../model/schema.ts";
import { excerpt, inWords } from "../model/text.ts";
import { audiencesShown } from "./audiences.ts";
import { threadCursor } from "./cursor.ts";
import { mayTalk } from "./may-talk.ts";
import { spokenOf, subjectOf } from "./subject.ts";

const pageSize = 30;

export const threadShown = z.object({
  id: z.uuid(),
  audience: z.uuid(),
  subject: subjectShown,
  /** The given title, else the first words; empty when those were withdrawn. */
  title: z.string(),
  author: person,
  messages: z.int(),
  unread: z.int(),
  last: z.object({
    author: person,
    at: z.iso.datetime(),
    /** The beginning of the last message; null once withdrawn. */
    words: z.string().nullable(),
  }),
});

/** Conversations of a room that I can see, the latest first. */
export const threads = query({
  name: "conversations.list",
  summary: "Conversations that I can see, the latest first, with what is unread",
  http: "GET /rooms/{room}/threads",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    /** Unread, or those I started, wrote in or am mentioned in. */
    show: z.enum(["all", "unread", "mine"]).default("all"),
    /** Shared with everyone in the room, or internal to an audience within it. */
    reach: z.enum(["all", "shared", "internal"]).default("all"),
    subjectType: subjectType.optional(),
    subject: z.uuid().optional(),
    /** Cursor of an earlier answer. */
    before: z.string().max(200).optional(),
  }),
  output: z.object({
    threads: z.array(threadShown),
    audiences: z.array(audienceShown),
    next: z.string().nullable(),
    mayTalk: z.boolean(),
  }),
  async run({ tx, actor, seat, input }) {
    const audiences = await audiencesShown(tx, input.room);
    const rows = await readThreads(tx, actor.personId, input);
    const page = rows.slice(0, pageSize);
    const names = namesOf(page.flatMap((row) => row.people));
    const subjects = await findSubjects(tx, input.room, page.flatMap(spokenOf));
    const last = page.at(-1);
    return {
      audiences,
      mayTalk: mayTalk(seat, actor),
      next: rows.length > pageSize && last ? threadCursor.write(last.last_at, last.id) : null,
      threads: page.map((row) => {
        const words = (text: string, length: number) =>
          excerpt(
            inWords(text, (id) => names(id).name),
            length,
          );
        return {
          id: row.id,
          audience: row.audience_id,
          subject: subjectOf(row, subjects),
          title: row.title || words(row.first_text ?? "", 90),
          author: names(row.author_id),
          messages: row.messages,
          unread: row.unread,
          last: {
            author: names(row.last_author),
            at: row.last_at.toISOString(),
            words: row.last_withdrawn ? null : words(row.last_text, 160),
          },
        };
      }),
    };
  },
});

/** How many messages I have not read: none of my own count, nor those from before I joined. */
export const unreadOf = sql<number>`case
  when r.place is null and t.last_at < me.joined_at then 0
  else t.messages - coalesce(r.place, 0) end`;

async function readThreads(
  tx: Tx,
  me: string,
  input: {
    room: string;
    show: string;
    reach: string;
    subjectType?: string | undefined;
    subject?: string | undefined;
    before?: string | undefined;
  },
) {
  let rows = tx
    .selectFrom("thread as t")
    .innerJoin("audience as a", "a.id", "t.audience_id")
    .innerJoin("member as me", (on) => on.onRef("me.room_id", "=", "t.room_id").on("me.id", "=", me))
    .leftJoin("thread_read as r", (on) =>
      on.onRef("r.room_id", "=", "t.room_id").on("r.audience_id", "=", me).onRef("r.thread_id", "=", "t.id"),
    )
    .innerJoin("message as l", (on) =>
      on
        .onRef("l.room_id", "=", "t.room_id")
        .onRef("l.thread_id", "=", "t.id")
        .onRef("l.place", "=", "t.messages"),
    )
    .leftJoin("message as f", (on) =>
      on.onRef("f.room_id", "=", "t.room_id").onRef("f.thread_id", "=", "t.id").on("f.place", "=", 1),
    )
    .where("t.room_id", "=", input.room)
    .select([
      "t.id",
      "t.audience_id",
      "t.subject_type",
      "t.subject_id",
      "t.title",
      "t.author_id",
      "t.messages",
      "t.last_at",
      "f.text as first_text",
      "l.text as last_text",
      "l.author_id as last_author",
      "l.withdrawn_at as last_withdrawn",
      unreadOf.as("unread"),
      peopleIn("t.author_id, l.author_id", "f.text || l.text"),
    ])
    .orderBy("t.last_at", "desc")
    .orderBy("t.id", "desc")
    .limit(pageSize + 1);
  if (input.subject) rows = rows.where("t.subject_id", "=", input.subject);
  else if (input.subjectType) rows = rows.where("t.subject_type", "=", input.subjectType);
  if (input.reach !== "all") rows = rows.where("a.kind", input.reach === "shared" ? "=" : "<>", "room");
  if (input.show === "unread") rows = rows.where(unreadOf, ">", 0);
  if (input.show === "mine")
    rows = rows.where(
      sql<boolean>`(t.author_id = ${me}
        or exists (select from message o where o.room_id = t.room_id and o.thread_id = t.id and o.author_id = ${me})
        or exists (select from mention n join message o on o.room_id = n.room_id and o.id = n.message_id
                   where n.room_id = t.room_id and n.person_id = ${me} and o.thread_id = t.id))`,
    );
  const cursor = threadCursor.read(input.before);
  if (cursor) rows = rows.where(sql<boolean>`(t.last_at, t.id) < (${cursor.at}, ${cursor.id}::uuid)`);
  return rows.execute();
}

/** People with the given ids and those whom a text mentions, as one column of names (of members past and present). */
export function peopleIn(ids: string, text: string) {
  return sql<
    z.infer<typeof person>[]
  >`(select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'company', p.company_name, 'belongs', case when p.side = 'partner' then coalesce(p.host, 'seller') || 'Partner' else p.side end)), '[]')
    from member p where p.room_id = t.room_id and (p.id in (${sql.raw(ids)}) or strpos(${sql.raw(text)}, '@[' || p.id || ']') > 0))`.as(
    "people",
  );
}

/** Looks names up; somebody who cannot be found is an empty name. */
export function namesOf(people: z.infer<typeof person>[]): (id: string) => z.infer<typeof person> {
  const byId = new Map(people.map((one) => [one.id, one]));
  return (id) => byId.get(id) ?? { id, name: "", company: "", belongs: "" };
}
