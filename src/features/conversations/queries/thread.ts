import { sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { audienceShown, person, subjectShown } from "../model/schema.ts";
import { excerpt, inWords } from "../model/text.ts";
import { audiencesShown } from "./audiences.ts";
import { mayTalk, mayWriteIn } from "./may-talk.ts";
import { spokenOf, subjectOf } from "./subject.ts";
import { namesOf, peopleIn, unreadOf } from "./threads.ts";

const pageSize = 50;

export const messageShown = z.object({
  id: z.uuid(),
  place: z.int(),
  author: person,
  /** Plain text with `@[id]` for mentions; empty once withdrawn. */
  text: z.string(),
  sentAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  version: z.int(),
  /** What it said before, the oldest first. */
  earlier: z.array(z.object({ text: z.string(), until: z.iso.datetime() })),
});

/** One conversation with a page of its messages, the newest page when nothing else is asked for. */
export const thread = query({
  name: "conversations.thread",
  summary: "A conversation with a page of its messages",
  http: "GET /rooms/{room}/threads/{thread}",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    thread: z.uuid(),
    /** Only messages before this place. */
    before: z.int().min(1).optional(),
    /** The page around this place. */
    at: z.int().min(1).optional(),
  }),
  output: z.object({
    id: z.uuid(),
    title: z.string(),
    subject: subjectShown,
    audience: audienceShown,
    author: person,
    startedAt: z.iso.datetime(),
    messages: z.array(messageShown),
    /** People who are named in the page, those who have left too. */
    people: z.array(person),
    unread: z.int(),
    lastPlace: z.int(),
    older: z.int().nullable(),
    newest: z.boolean(),
    /** The person who looks. */
    me: z.uuid(),
    mayTalk: z.boolean(),
  }),
  async run({ tx, actor, seat, input }) {
    const row = await tx
      .selectFrom("thread as t")
      .innerJoin("member as me", (on) =>
        on.onRef("me.room_id", "=", "t.room_id").on("me.id", "=", actor.personId),
      )
      .leftJoin("thread_read as r", (on) =>
        on
          .onRef("r.room_id", "=", "t.room_id")
          .on("r.audience_id", "=", actor.personId)
          .onRef("r.thread_id", "=", "t.id"),
      )
      .where("t.room_id", "=", input.room)
      .where("t.id", "=", input.thread)
      .select([
        "t.id",
        "t.audience_id",
        "t.subject_type",
        "t.subject_id",
        "t.title",
        "t.author_id",
        "t.started_at",
        "t.messages",
        unreadOf.as("unread"),
        (row) =>
          row
            .selectFrom("message as f")
            .select("f.text")
            .whereRef("f.room_id", "=", "t.room_id")
            .whereRef("f.thread_id", "=", "t.id")
            .where("f.place", "=", 1)
            .as("first_text"),
      ])
      .executeTakeFirst();
    if (!row) throw notFound();
    const before = Math.min(
      input.before ?? (input.at ? input.at + pageSize / 2 : Infinity),
      row.messages + 1,
    );
    const messages = (
      await tx
        .selectFrom("message as t")
        .where("t.room_id", "=", input.room)
        .where("t.thread_id", "=", input.thread)
        .where("t.place", "<", before)
        .orderBy("t.place", "desc")
        .limit(pageSize)
        .select([
          "t.id",
          "t.place",
          "t.author_id",
          "t.text",
          "t.sent_at",
          "t.edited_at",
          "t.withdrawn_at",
          "t.version",
          sql<
            { text: string; until: string }[] | null
          >`(select json_agg(json_build_object('text', e.text, 'until', e.replaced_at) order by e.version)
            from message_edit e where e.room_id = t.room_id and e.message_id = t.id)`.as("earlier"),
          peopleIn(
            "t.author_id",
            "t.text || coalesce((select string_agg(e.text, ' ') from message_edit e where e.room_id = t.room_id and e.message_id = t.id), '')",
          ),
        ])
        .execute()
    ).reverse();
    const [audience] = await audiencesShown(tx, input.room, [row.audience_id]);
    if (!audience) throw notFound();
    const subjects = await findSubjects(tx, input.room, spokenOf(row));
    const people = new Map(
      [...messages.flatMap((message) => message.people), ...audience.people].map((one) => [one.id, one]),
    );
    const names = namesOf([...people.values()]);
    const first = messages[0]?.place ?? 1;
    return {
      id: row.id,
      title:
        row.title ||
        excerpt(
          inWords(row.first_text ?? "", (id) => names(id).name),
          // The message itself stands below it.
          48,
        ),
      subject: subjectOf(row, subjects),
      audience,
      author: names(row.author_id),
      startedAt: row.started_at.toISOString(),
      messages: messages.map((message) => ({
        id: message.id,
        place: message.place,
        author: names(message.author_id),
        text: message.text,
        sentAt: message.sent_at.toISOString(),
        editedAt: message.edited_at?.toISOString() ?? null,
        withdrawnAt: message.withdrawn_at?.toISOString() ?? null,
        version: message.version,
        earlier: (message.earlier ?? []).map(({ text, until }) => ({
          text,
          until: new Date(until).toISOString(),
        })),
      })),
      people: [...people.values()],
      unread: row.unread,
      lastPlace: row.messages,
      older: first > 1 ? first : null,
      newest: before > row.messages,
      me: actor.personId,
      mayTalk: mayTalk(seat, actor) && (await mayWriteIn(tx, input.room, input.thread)),
    };
  },
});
