import { sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { peopleOf } from "../wider.ts";
import { members } from "./people.ts";

const person = z.object({ id: z.uuid(), name: z.string(), company: z.string() });

/** A named audience that I am in: its people, who could be added, and what they would see of the past. */
export const oneAudience = query({
  name: "audiences.get",
  summary: "A named audience that I am in, with its people, those who are not in it, and how much it holds",
  http: "GET /rooms/{room}/audiences/{audience}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), audience: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    people: z.array(person.extend({ removable: z.boolean() })),
    /** `forLead`: papers are shared with the group, and only a lead of the reader's side may share them with this person. */
    others: z.array(person.extend({ forLead: z.boolean() })),
    /** The past that somebody who is added sees: kinds of things and how many, by this audience's own log. */
    past: z.array(z.object({ type: z.string(), count: z.int() })),
  }),
  async run({ tx, actor, seat, input }) {
    const audience = await tx
      .selectFrom("audience")
      .select(["id", "name"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.audience)
      .where("kind", "=", "custom")
      .executeTakeFirst();
    if (!audience) throw notFound();
    const [inside, all] = [await peopleOf(tx, input.room, input.audience), await members(tx, input.room)];
    const past = await tx
      .selectFrom("log_entry")
      .where("room_id", "=", input.room)
      .where("audience_id", "=", input.audience)
      .where("subject_type", "<>", "audience")
      .groupBy("subject_type")
      .select(["subject_type as type", sql<number>`count(distinct subject_id)`.as("count")])
      .orderBy("subject_type")
      .execute();
    const { rows } = await sql<{
      may: boolean;
    }>`select private.may_add_beyond(${audience.id}) as may`.execute(tx);
    const mayAddAll = rows[0]?.may ?? false;
    const ids = new Set(inside.map((one) => one.id));
    const ofMySide = (id: string) => {
      const member = all.find((one) => one.id === id);
      return member !== undefined && (member.host ?? member.side) === seat?.side;
    };
    return {
      ...audience,
      people: inside.map((one) => ({ ...one, removable: one.id === actor.personId || ofMySide(one.id) })),
      others: all
        .filter((one) => !ids.has(one.id))
        .map(({ id, name, company, side }) => ({
          id,
          name,
          company,
          forLead: !mayAddAll && side !== seat?.side,
        })),
      past,
    };
  },
});
