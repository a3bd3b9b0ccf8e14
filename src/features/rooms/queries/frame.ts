import { sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { cursorKey, sealCursor } from "#platform/live/index.ts";
import type { Capability } from "#platform/operations/index.ts";
import { query, rightsOf } from "#platform/operations/index.ts";
import { frameCounts } from "../frame-counts.ts";
import { audienceKind, inOrder, role, roomState, side } from "../model/room.ts";

/**
 * What every screen of a room needs to know: the room, my place in it and the audiences I am in. One round trip.
 * While a lead looks as somebody else this is that person's place, with only the audiences that both are in.
 */
export const roomFrame = query({
  name: "rooms.frame",
  summary: "The room, my side, role and rights in it, and my audiences",
  http: "GET /rooms/{room}",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    code: z.string(),
    customer: z.string(),
    state: roomState,
    version: z.int(),
    /** The person at work (while a lead looks as somebody: the person looked as). */
    me: z.object({ id: z.uuid(), name: z.string() }),
    side,
    role,
    commercial: z.boolean(),
    rights: z.array(z.custom<Capability>((value) => typeof value === "string")),
    /** A lead looks as `me`: nothing can be changed. */
    viewing: z.boolean(),
    /** `ours`: a named group in which everybody is of my side. */
    audiences: z.array(z.object({ id: z.uuid(), kind: audienceKind, name: z.string(), ours: z.boolean() })),
    /** How much is new to me at the places of the room that count: conversations with unread messages, documents since I last looked. */
    news: z.object({ conversation: z.int().optional(), documents: z.int().optional() }),
    /** Where the live stream goes on from, so that nothing is missed between this answer and the stream's opening. */
    cursor: z.string(),
  }),
  async run({ tx, actor, input }) {
    const asked = tx
      .selectFrom("room")
      .innerJoin("member", (on) =>
        on.onRef("member.room_id", "=", "room.id").on("member.id", "=", actor.personId),
      )
      .innerJoin("audience", "audience.room_id", "room.id")
      .leftJoin(sql<{ audience_id: string; seq: number }>`private.my_heads(${input.room})`.as("head"), (on) =>
        on.onRef(sql.ref("head.audience_id"), "=", "audience.id"),
      )
      .where("room.id", "=", input.room)
      .where("member.left_at", "is", null)
      .groupBy(["room.id", "member.room_id", "member.id"])
      .select([
        "room.id",
        "room.name",
        "room.code",
        "room.customer_name",
        "room.state",
        "room.version",
        "member.side",
        "member.role",
        "member.commercial",
        "member.name as my_name",
        sql<
          { id: string; kind: string; name: string; ours: boolean; head: number }[]
        >`json_agg(json_build_object('id', audience.id, 'kind', audience.kind, 'name', audience.name, 'head', coalesce(head.seq, 0),
          'ours', audience.kind = 'custom' and not exists (select from audience_person ap join member o on o.room_id = ap.room_id and o.id = ap.person_id
            where ap.audience_id = audience.id and o.side <> member.side)))`.as("audiences"),
      ])
      .executeTakeFirst();
    const [row, news] = await Promise.all([asked, frameCounts(tx, actor, input.room)]);
    if (!row) throw notFound();
    return {
      id: row.id,
      name: row.name,
      code: row.code,
      customer: row.customer_name,
      state: roomState.parse(row.state),
      version: row.version,
      me: { id: actor.personId, name: row.my_name },
      side: side.parse(row.side),
      role: role.parse(row.role),
      commercial: row.commercial,
      rights: [...rightsOf(role.parse(row.role))],
      viewing: actor.viewerId !== undefined,
      audiences: inOrder(row.audiences),
      news,
      cursor: sealCursor(
        await cursorKey(),
        { ...actor, room: input.room },
        new Map(row.audiences.map(({ id, head }) => [id, head])),
      ),
    };
  },
});
