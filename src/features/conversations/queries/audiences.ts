import { sql } from "kysely";
import { z } from "zod";
import { covers } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { type AudienceShown, audienceShown, subjectShown, subjectType } from "../model/schema.ts";
import { mayCommentIn } from "./may-talk.ts";

const order = audienceShown.shape.kind.options;

/** My audiences in a room (or the given ones of them) with the people in each; everyone first. One round trip. */
export async function audiencesShown(tx: Tx, room: string, ids?: string[]): Promise<AudienceShown[]> {
  let rows = tx
    .selectFrom("audience as a")
    .innerJoin("audience_person as ap", "ap.audience_id", "a.id")
    .innerJoin("member as m", (on) =>
      on.onRef("m.room_id", "=", "a.room_id").onRef("m.id", "=", "ap.person_id"),
    )
    .where("a.room_id", "=", room)
    .where("m.left_at", "is", null)
    .groupBy(["a.id", "a.room_id"])
    .select([
      "a.id",
      "a.kind",
      "a.name",
      sql<
        AudienceShown["people"]
      >`json_agg(json_build_object('id', m.id, 'name', m.name, 'company', m.company_name, 'belongs', case when m.side = 'partner' then coalesce(m.host, 'seller') || 'Partner' else m.side end) order by m.name, m.id)`.as(
        "people",
      ),
    ]);
  if (ids) rows = rows.where("a.id", "in", ids);
  const found = (await rows.execute()).map((row) => ({
    ...row,
    kind: audienceShown.shape.kind.parse(row.kind),
  }));
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name));
}

/** The audiences in which a thread about something may be begun: those whose people all see it, as far as one may write there. */
export const threadAudiences = query({
  name: "conversations.audiences",
  summary: "The audiences in which a conversation about something can be started, with the people in each",
  http: "GET /rooms/{room}/thread-audiences",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    subjectType: subjectType.default("room"),
    subject: z.uuid().optional(),
  }),
  output: z.object({ subject: subjectShown, audiences: z.array(audienceShown) }),
  async run({ tx, input }) {
    const audiences = await audiencesShown(tx, input.room);
    if (input.subjectType === "room" || !input.subject)
      return { subject: { type: "room" as const, id: null, title: null, path: null }, audiences };
    const about = { type: input.subjectType, id: input.subject };
    const subject = (await findSubjects(tx, input.room, [about])).get(input.subject);
    const seeing = audiences.find((audience) => audience.id === subject?.audience);
    if (!subject || !seeing) throw notFound();
    const covered = audiences.filter((audience) => covers(seeing, audience));
    const ids = covered.map(({ id }) => id);
    const may =
      input.subjectType === "document"
        ? await mayCommentIn(tx, input.room, input.subject, ids)
        : new Set(ids);
    return {
      subject: { ...about, title: subject.title, path: subject.path },
      audiences: covered.filter(({ id }) => may.has(id)),
    };
  },
});
