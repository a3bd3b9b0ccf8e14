import type { Tx } from "../database/index.ts";
import type { Emitted } from "./entry.ts";

const hour = 3_600_000;

/**
 * Writes that a person looked at, downloaded or previewed something: once an hour for one person, kind and subject, so
 * that the log stays readable. The entry goes to the audience of the thing itself, since who may see a thing may see who
 * has looked at it; never to a wider one. The thing's own command calls this, since a query cannot write.
 * @returns whether an entry was written
 */
export async function emitView(
  work: { tx: Tx; actor: { personId: string }; now: Date; emit(entry: Emitted): void },
  entry: Emitted,
): Promise<boolean> {
  if (!entry.subject.id) throw new TypeError("a view needs a subject");
  const lately = await work.tx
    .selectFrom("log_entry")
    .select("seq")
    .where("room_id", "=", entry.room)
    .where("subject_id", "=", entry.subject.id)
    .where("kind", "=", entry.kind)
    .where("actor_id", "=", work.actor.personId)
    .where("audience_id", "=", entry.audience)
    .where("at", ">", new Date(work.now.getTime() - hour))
    .limit(1)
    .executeTakeFirst();
  if (!lately) work.emit(entry);
  return !lately;
}
