import { sql } from "kysely";
import { type Actor, asActor, type Seat } from "../database/index.ts";
import { log } from "../log.ts";
import { append } from "./index.ts";

const hour = 3_600_000;

/**
 * Writes that a member was refused something that their role does not include: for their own side to read, once an hour for
 * one person and operation. A partner's side has no audience of its own, and nobody wider may know: theirs is not written.
 * What a person cannot even see is answered as missing and is not written either, since an entry would say that it exists.
 * @returns whether an entry was written
 */
export async function noteDenial(
  actor: Actor,
  room: string,
  seat: Seat,
  operation: string,
  now: Date,
): Promise<boolean> {
  if (actor.viewerId) return false;
  try {
    return await asActor(actor, async (tx) => {
      // Several refusals at once are one: each looks only after the one before it has written.
      const [, side, lately] = await Promise.all([
        sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.personId} ${room}`}, 7204))`.execute(tx),
        tx
          .selectFrom("audience")
          .select("id")
          .where("room_id", "=", room)
          .where("kind", "=", seat.side)
          .executeTakeFirst(),
        tx
          .selectFrom("log_entry")
          .select(["kind", "data"])
          .where("room_id", "=", room)
          .where("at", ">", new Date(now.getTime() - hour))
          .where("actor_id", "=", actor.personId)
          .where("kind", "=", "access.refused")
          .execute(),
      ]);
      if (!side || lately.some((entry) => entry.data?.operation === operation)) return false;
      const subject = { type: "room", id: room };
      const entry = { room, audience: side.id, kind: "access.refused", subject, data: { operation } };
      await append(tx, [entry], actor.personId, now);
      return true;
    });
  } catch (error) {
    log().warn({ err: error, operation }, "a refusal could not be written in the log");
    return false;
  }
}
