import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { type AudienceWithPeople, isWider } from "../model/audience.ts";
import { audienceKind, inOrder } from "../model/room.ts";
import { peopleOf } from "../wider.ts";

const seen = z.object({ id: z.uuid(), name: z.string(), company: z.string() });

/** Who can see this? The names, for an audience that I am in. */
export const audiencePeople = query({
  name: "audiences.people",
  summary: "The people of an audience that I am in: who can see what belongs to it",
  http: "GET /rooms/{room}/audiences/{audience}/people",
  capability: "room.see",
  input: z.object({ room: z.uuid(), audience: z.uuid() }),
  output: z.object({ people: z.array(seen) }),
  run: async ({ tx, input }) => ({ people: await peopleOf(tx, input.room, input.audience) }),
});

/** My audiences in a room with their people, everyone first. One round trip; for operations that offer a choice of them. */
export async function myAudiences(tx: Tx, room: string): Promise<AudienceWithPeople[]> {
  const rows = await tx
    .selectFrom("audience")
    .innerJoin("audience_person", "audience_person.audience_id", "audience.id")
    .innerJoin("member", (on) =>
      on.onRef("member.id", "=", "audience_person.person_id").on("member.room_id", "=", room),
    )
    .where("audience.room_id", "=", room)
    .groupBy("audience.id")
    .select([
      "audience.id",
      "audience.kind",
      "audience.name",
      sql<
        AudienceWithPeople["people"]
      >`json_agg(json_build_object('id', member.id, 'name', member.name, 'company', member.company_name) order by member.name)`.as(
        "people",
      ),
    ])
    .execute();
  return inOrder(rows);
}

/** The audiences I can write to, with their people and, of each, which others are wider: where it may be published to. */
export const audiencesMine = query({
  name: "audiences.mine",
  summary: "My audiences in a room with their people, and to which of them each may be published",
  http: "GET /rooms/{room}/audiences",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    audiences: z.array(
      z.object({
        id: z.uuid(),
        kind: audienceKind,
        name: z.string(),
        people: z.array(seen),
        /** Ids of audiences that everyone of this one is in too. */
        wider: z.array(z.uuid()),
      }),
    ),
  }),
  async run({ tx, input }) {
    const audiences = await myAudiences(tx, input.room);
    return {
      audiences: audiences.map((from) => ({
        ...from,
        wider: audiences
          .filter((to) => to.id !== from.id && isWider(from.people, to.people))
          .map((to) => to.id),
      })),
    };
  },
});
