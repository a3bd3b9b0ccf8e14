import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { wording } from "../copy/stored.ts";
import { type ActivityState, progress } from "../schedule/index.ts";

export const phaseShown = z.object({
  id: z.uuid(),
  key: z.string(),
  title: wording,
  short: wording,
  state: z.enum(["done", "current", "ahead"]),
  /** Of the activities that the reader sees: how many are done, of how many. */
  done: z.int(),
  of: z.int(),
  /** The day it was entered. */
  enteredOn: z.string().nullable(),
});
export type PhaseShown = z.infer<typeof phaseShown>;

/**
 * The phases of a room for its progress line, empty when it has no process. Which one the room is in is said by the
 * supplier's lead to everyone; the counts rest on what the reader sees. One statement.
 */
export async function whereWeAre(tx: Tx, room: string): Promise<PhaseShown[]> {
  const { rows } = await sql<{
    id: string;
    key: string;
    title: unknown;
    short: unknown;
    entered_on: string | null;
    here: boolean;
    states: ActivityState[] | null;
  }>`
    select p.id, p.key, p.title, p.short, p.entered_on, p.id = c.phase_id as here,
      (select json_agg(a.state) from activity a where a.room_id = p.room_id and a.phase_id = p.id
        -- What the supplier had in place before the sale was never done in it.
        and (a.state <> 'done' or a.actual_end is not null)) as states
    from phase p join process c on c.room_id = p.room_id
    where p.room_id = ${room} order by p.position`.execute(tx);
  const at = rows.find((row) => row.here)?.key ?? "";
  const steps = rows.flatMap((row) => (row.states ?? []).map((state) => ({ phase: row.key, state })));
  const far = new Map(progress(rows, at, steps).map((one) => [one.phase, one]));
  return rows.map((row) => {
    const { state = "ahead", done = 0, of = 0 } = far.get(row.key) ?? {};
    return {
      id: row.id,
      key: row.key,
      title: wording.parse(row.title),
      short: wording.parse(row.short),
      state,
      done,
      of,
      enteredOn: row.entered_on,
    };
  });
}

/** The phase that each room of mine is in, for lists of rooms. One statement. */
export async function phasesAcross(
  tx: Tx,
): Promise<Map<string, { key: string; short: z.infer<typeof wording>; position: number }>> {
  const rows = await tx
    .selectFrom("process")
    .innerJoin("phase", (on) =>
      on.onRef("phase.room_id", "=", "process.room_id").onRef("phase.id", "=", "process.phase_id"),
    )
    .select(["process.room_id", "phase.key", "phase.short", "phase.position"])
    .execute();
  return new Map(
    rows.map(({ room_id, key, short, position }) => [
      room_id,
      { key, short: wording.parse(short), position },
    ]),
  );
}
