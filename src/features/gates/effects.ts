import {
  dayOf,
  type Ending,
  isPositive,
  type Round,
  storedBlueprint,
  wording,
  wordsIn,
} from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import type { Work } from "#platform/operations/index.ts";
import { winningGate } from "./model/win.ts";
import type { Course } from "./store.ts";

type Acting = Pick<Work<unknown>, "tx" | "actor" | "now" | "emit">;

/** What a decision does to the room: the next phase, a sale that is won, a sale that is lost. */
export async function carryDecision(
  work: Acting,
  course: Course,
  decision: NonNullable<Round["decision"]>,
): Promise<void> {
  const { tx } = work;
  const { ending } = decision;
  if (ending !== "no-decision" && isPositive(ending)) {
    await enterNext(work, course);
    if (await isWinning(tx, course)) await changeRoom(work, course.room, "open", "won", "room.won");
    return;
  }
  if (ending === "no-go" || ending === "no-decision") await lose(work, course, ending, decision.reason);
}

/** The project goes on to the phase behind the gate, where everyone sees it, provided that it stands before the gate. */
async function enterNext({ tx, now, emit }: Acting, course: Course): Promise<void> {
  if (course.after === course.before) return;
  const process = await tx
    .selectFrom("process")
    .select(["phase_id", "version", "audience_id"])
    .where("room_id", "=", course.room)
    .forUpdate()
    .executeTakeFirst();
  if (process?.phase_id !== course.after) return;
  await tx
    .updateTable("process")
    .set({ phase_id: course.before, version: process.version + 1 })
    .where("room_id", "=", course.room)
    .execute();
  const phase = await tx
    .selectFrom("phase")
    .select(["id", "title", "entered_on"])
    .where("room_id", "=", course.room)
    .where("id", "=", course.before)
    .executeTakeFirstOrThrow();
  if (!phase.entered_on)
    await tx
      .updateTable("phase")
      .set({ entered_on: dayOf(now) })
      .where("room_id", "=", course.room)
      .where("id", "=", phase.id)
      .execute();
  const words = wording.parse(phase.title);
  emit({
    room: course.room,
    audience: process.audience_id,
    kind: "phase.entered",
    subject: { type: "phase", id: phase.id },
    data: { title: wordsIn(words, "en"), words },
  });
}

async function isWinning(tx: Tx, course: Course): Promise<boolean> {
  const source = await tx
    .selectFrom("process_source")
    .select("content")
    .where("room_id", "=", course.room)
    .executeTakeFirst();
  return source !== undefined && winningGate(storedBlueprint(source.content)) === course.key;
}

/** @returns whether the room was in that state */
export async function changeRoom(
  { tx, emit }: Pick<Acting, "tx" | "emit">,
  room: string,
  from: "open" | "lost",
  to: "open" | "won" | "lost",
  kind: `room.${string}`,
): Promise<boolean> {
  const changed = await tx
    .updateTable("room")
    .set((eb) => ({ state: to, version: eb("version", "+", 1) }))
    .where("id", "=", room)
    .where("state", "=", from)
    .returning("audience_id")
    .executeTakeFirst();
  if (changed)
    emit({ room, audience: changed.audience_id, kind, subject: { type: "room", id: room }, data: {} });
  return changed !== undefined;
}

/** The sale ends here. Everyone learns that it has ended; why is the supplier's, until the customer gives its own reason. */
async function lose(
  work: Acting,
  course: Course,
  ending: Extract<Ending, "no-go" | "no-decision">,
  reason: string,
): Promise<void> {
  if (!(await changeRoom(work, course.room, "open", "lost", "room.lost"))) return;
  await work.tx
    .insertInto("loss")
    .values({
      room_id: course.room,
      id: newHiddenId(),
      audience_id: course.audience,
      side: "seller",
      gate_id: course.gate,
      ending,
      category: ending,
      reason: reason || ending,
      by_id: work.actor.personId,
      at: work.now,
    })
    .execute();
}

/** A gate that ended the sale is open again, and so is the sale. */
export async function revive(work: Acting, course: Course): Promise<void> {
  const ended = await work.tx
    .deleteFrom("loss")
    .where("room_id", "=", course.room)
    .where("gate_id", "=", course.gate)
    .returning("id")
    .executeTakeFirst();
  if (ended) await changeRoom(work, course.room, "lost", "open", "room.reopened");
}
