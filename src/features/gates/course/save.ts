import { currentRound, type Round, type Rounds, type Vote } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { newId } from "#platform/ids.ts";
import type { Course } from "./course.ts";

/** Counts a held gate's version on. @returns the new version */
export async function touch(tx: Tx, course: Course): Promise<number> {
  const version = course.version + 1;
  await tx
    .updateTable("gate_course")
    .set({ version })
    .where("room_id", "=", course.room)
    .where("gate_id", "=", course.gate)
    .execute();
  return version;
}

const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** The id of the current round, which is stored if it is not yet. */
export async function roundId(tx: Tx, course: Course): Promise<string> {
  const round = currentRound(course.rounds);
  return course.ids.get(round.number) ?? (await storeRound(tx, course, round));
}

async function storeRound(
  tx: Tx,
  course: Course,
  round: Round,
  snapshot?: { text: string; hash: string },
): Promise<string> {
  const known = course.ids.get(round.number);
  const { snapshot: _, ...submission } = round.submission ?? { snapshot: undefined };
  const { conditions: __, ...decision } = round.decision ?? { conditions: undefined };
  const changing = {
    state: round.state,
    decision: round.decision ? text(decision) : null,
    ...(snapshot
      ? { submission: text(submission), snapshot: snapshot.text, snapshot_hash: snapshot.hash }
      : {}),
  };
  if (known) {
    await tx
      .updateTable("gate_round")
      .set(changing)
      .where("room_id", "=", course.room)
      .where("id", "=", known)
      .execute();
    return known;
  }
  const id = newId();
  await tx
    .insertInto("gate_round")
    .values({
      room_id: course.room,
      id,
      audience_id: course.audience,
      gate_id: course.gate,
      number: round.number,
      opened: text(round.opened),
      ...changing,
    })
    .execute();
  return id;
}

/** Writes what a step of the rules has changed: the last rounds, and the vote that was cast. @returns the new version */
export async function saveRounds(
  tx: Tx,
  course: Course,
  after: Rounds,
  snapshot?: { text: string; hash: string },
): Promise<number> {
  const before = new Map(course.rounds.map((round) => [round.number, round]));
  for (const round of after) {
    const was = before.get(round.number);
    if (was === round && course.ids.has(round.number)) continue;
    const fresh = round.number === currentRound(course.rounds).number ? snapshot : undefined;
    const id = await storeRound(tx, course, round, fresh);
    for (const [place, vote] of round.votes.entries())
      if (place >= (was?.votes.length ?? 0)) await storeVote(tx, course, id, place, vote);
  }
  return touch(tx, course);
}

async function storeVote(tx: Tx, course: Course, round: string, place: number, vote: Vote): Promise<void> {
  const id = newId();
  const base = { room_id: course.room, audience_id: course.audience };
  await tx
    .insertInto("gate_vote")
    .values({
      ...base,
      id,
      round_id: round,
      seat: vote.seat,
      by_id: vote.by,
      for_id: vote.onBehalfOf ?? null,
      place,
      at: vote.at,
      outcome: vote.outcome,
      reason: vote.reason,
    })
    .execute();
  for (const [index, condition] of vote.conditions.entries())
    await tx
      .insertInto("gate_condition")
      .values({
        ...base,
        id: newId(),
        vote_id: id,
        place: index,
        text: condition.text,
        owner_id: condition.owner,
        due: condition.due,
        criterion: condition.criterion ?? null,
      })
      .execute();
}
