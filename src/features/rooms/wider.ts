import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { type Seen, wouldGain, wouldLose } from "./model/audience.ts";

/** The people of an audience that the person of the transaction is in. @throws 404 for every other audience */
export async function peopleOf(tx: Tx, room: string, audience: string): Promise<Seen[]> {
  const people = await tx
    .selectFrom("audience_person")
    .innerJoin("member", (on) =>
      on.onRef("member.id", "=", "audience_person.person_id").on("member.room_id", "=", room),
    )
    .where("audience_person.room_id", "=", room)
    .where("audience_person.audience_id", "=", audience)
    .select(["member.id", "member.name", "member.company_name as company"])
    .orderBy("member.name")
    .execute();
  if (people.length === 0) throw notFound();
  return people;
}

/**
 * For commands that publish: refuses unless everyone of `from` is in `to` too, in words that name who would lose sight.
 * The actor must be in both audiences.
 * @returns the people who will newly see it, for the log entry and the confirmation
 * @throws Problem audience-not-wider {names, count} on the field `to`
 */
export async function assertWider(
  tx: Tx,
  room: string,
  from: string,
  to: string,
): Promise<{ gains: Seen[] }> {
  const [before, after] = [await peopleOf(tx, room, from), await peopleOf(tx, room, to)];
  const losing = wouldLose(before, after);
  if (losing.length > 0)
    throw refused(
      "audience-not-wider",
      { names: losing.map((person) => person.name).join(", "), count: losing.length },
      "to",
    );
  return { gains: wouldGain(before, after) };
}
