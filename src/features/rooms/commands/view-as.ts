import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";

/** The audience of a person's own side, in which looking as somebody else is written down. */
async function ownSide(tx: Tx, room: string, side: string): Promise<string> {
  const row = await tx
    .selectFrom("audience")
    .select("id")
    .where("room_id", "=", room)
    .where("kind", "=", side)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.id;
}

async function nameOf(tx: Tx, room: string, person: string): Promise<string> {
  const row = await tx
    .selectFrom("member")
    .select("name")
    .where("room_id", "=", room)
    .where("id", "=", person)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.name;
}

/**
 * A lead looks at the room as a chosen person sees it: only what both may see, and nothing can be changed
 * (docs/decisions/0020). Holds for the session it was chosen in, in this room, until it is stopped.
 */
export const startViewing = command({
  name: "rooms.view-as",
  summary: "Looks at the room as a chosen person sees it, read-only",
  http: "POST /rooms/{room}/view-as",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), person: z.uuid() }),
  output: z.object({ name: z.string() }),
  async run({ tx, actor, seat, input, emit }) {
    if (!actor.sessionId) throw refused("no-session");
    const name = await nameOf(tx, input.room, input.person);
    await sql`select private.view_as(${actor.sessionId}, ${input.room}, ${input.person})`.execute(tx);
    emit({
      room: input.room,
      audience: await ownSide(tx, input.room, seat?.side ?? ""),
      kind: "view-as.started",
      subject: { type: "member", id: input.person },
      data: { name },
    });
    return { name };
  },
});

/** Stops looking as somebody else. Not an operation of the room's address, where one still is that person. */
export const stopViewing = command({
  name: "rooms.stop-view-as",
  summary: "Stops looking at a room as somebody else",
  http: "POST /view-as/stop",
  capability: "anyone",
  input: z.object({ room: z.uuid() }),
  output: z.object({ stopped: z.boolean() }),
  async run({ tx, actor, input, emit }) {
    if (!actor.sessionId) throw refused("no-session");
    const { rows } = await sql<{
      person: string | null;
    }>`select private.stop_viewing(${actor.sessionId}, ${input.room}) as person`.execute(tx);
    const person = rows[0]?.person;
    if (!person) return { stopped: false };
    const me = await sql<{ side: string }>`select side from private.my_role(${input.room})`.execute(tx);
    const side = me.rows[0]?.side;
    if (side)
      emit({
        room: input.room,
        audience: await ownSide(tx, input.room, side),
        kind: "view-as.stopped",
        subject: { type: "member", id: person },
        data: { name: await nameOf(tx, input.room, person) },
      });
    return { stopped: true };
  },
});
