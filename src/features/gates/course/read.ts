import { storedGate, wording } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, stale } from "#platform/errors.ts";
import type { Course } from "./course.ts";
import { readRounds } from "./rounds.ts";

/** Holds a gate for this transaction. Whoever comes second waits, and then learns that things have changed. */
async function hold(tx: Tx, room: string, gate: string, audience: string): Promise<number> {
  await tx
    .insertInto("gate_course")
    .values({ room_id: room, gate_id: gate, audience_id: audience })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom("gate_course")
    .select("version")
    .where("room_id", "=", room)
    .where("gate_id", "=", gate)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.version;
}

/**
 * Reads a gate. With `expected` it is held and must still have that version.
 * @throws 404 for a gate that is not there or whose decision is not theirs to see, 409 when somebody was quicker
 */
export async function readCourse(tx: Tx, room: string, gate: string, expected?: number): Promise<Course> {
  const row = await tx
    .selectFrom("gate")
    .innerJoin("gate_definition as d", (on) =>
      on.onRef("d.room_id", "=", "gate.room_id").onRef("d.gate_id", "=", "gate.id"),
    )
    .leftJoin("gate_course as c", (on) =>
      on.onRef("c.room_id", "=", "gate.room_id").onRef("c.gate_id", "=", "gate.id"),
    )
    .select([
      "gate.id",
      "gate.key",
      "gate.title",
      "gate.question",
      "gate.audience_id as shown",
      "gate.after_phase_id",
      "gate.before_phase_id",
      "d.audience_id",
      "d.definition",
      "c.version",
    ])
    .where("gate.room_id", "=", room)
    .where("gate.id", "=", gate)
    .executeTakeFirst();
  if (!row) throw notFound();
  let version = row.version ?? 1;
  if (expected !== undefined) {
    version = await hold(tx, room, gate, row.audience_id);
    if (version !== expected) throw stale();
  }
  return {
    room,
    gate,
    key: row.key,
    title: wording.parse(row.title),
    question: wording.parse(row.question),
    shown: row.shown,
    audience: row.audience_id,
    after: row.after_phase_id,
    before: row.before_phase_id,
    definition: storedGate(row.definition),
    version,
    ...(await readRounds(tx, room, gate)),
  };
}
