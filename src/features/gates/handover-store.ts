import { type Handover, storedHandover, type Wording, wording, wordsIn } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, stale } from "#platform/errors.ts";
import type { Emitted } from "#platform/roomlog/index.ts";

export interface Passing {
  room: string;
  handover: string;
  title: Wording;
  /** Who knows of it. */
  shown: string;
  /** Of the checklist and the teams: the supplier's. */
  audience: string;
  definition: Handover;
  state: "preparing" | "offered" | "accepted" | "refused";
  version: number;
}

/**
 * A handover as it stands. With `expected` it is held and must still have that version.
 * @throws 404, 409 when somebody was quicker
 */
export async function readPassing(
  tx: Tx,
  room: string,
  handover: string,
  expected?: number,
): Promise<Passing> {
  const find = () =>
    tx
      .selectFrom("handover as h")
      .innerJoin("handover_definition as d", (on) =>
        on.onRef("d.room_id", "=", "h.room_id").onRef("d.handover_id", "=", "h.id"),
      )
      .select(["h.title", "h.audience_id as shown", "d.audience_id", "d.definition"])
      .where("h.room_id", "=", room)
      .where("h.id", "=", handover)
      .executeTakeFirst();
  const row = await find();
  if (!row) throw notFound();
  if (expected !== undefined)
    await tx
      .insertInto("handover_course")
      .values({ room_id: room, handover_id: handover, audience_id: row.audience_id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const course = tx
    .selectFrom("handover_course")
    .select(["state", "version"])
    .where("room_id", "=", room)
    .where("handover_id", "=", handover);
  const held = await (expected === undefined ? course : course.forUpdate()).executeTakeFirst();
  if (expected !== undefined && held?.version !== expected) throw stale();
  return {
    room,
    handover,
    title: wording.parse(row.title),
    shown: row.shown,
    audience: row.audience_id,
    definition: storedHandover(row.definition),
    state: (held?.state ?? "preparing") as Passing["state"],
    version: held?.version ?? 1,
  };
}

/** Writes a held handover's state. @returns the new version */
export async function passOn(tx: Tx, passing: Passing, state = passing.state): Promise<number> {
  await tx
    .updateTable("handover_course")
    .set({ state, version: passing.version + 1 })
    .where("room_id", "=", passing.room)
    .where("handover_id", "=", passing.handover)
    .execute();
  return passing.version + 1;
}

/** A log entry about a handover. */
export function handoverEntry(
  passing: Passing,
  kind: `handover.${string}`,
  data: Record<string, unknown> = {},
  audience = passing.audience,
): Emitted {
  return {
    room: passing.room,
    audience,
    kind,
    subject: { type: "handover", id: passing.handover },
    data: { title: wordsIn(passing.title, "en"), words: passing.title, ...data },
  };
}
