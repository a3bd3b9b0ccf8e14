import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { type Wording, wording } from "../copy/stored.ts";
import { ACTIVITY_STATES } from "../schedule/index.ts";
import { type Standing, standing, standingsOf } from "../standings.ts";

/** How a date of the process stands: an activity and a handover in their own states, a gate as its round does. */
export const milestoneState = z.enum([...ACTIVITY_STATES, ...standing.shape.gate.unwrap().options]);
export type MilestoneState = z.infer<typeof milestoneState>;

/** A date of the process for the common schedule. */
export interface Milestone {
  id: string;
  room: string;
  /** Of the step itself. */
  audience: string;
  type: "gate" | "activity" | "handover";
  title: Wording;
  /** `YYYY-MM-DD`. */
  day: string;
  lastDay: string | null;
  /** Null where nobody tells, and where the dates of all rooms were asked for. */
  state: MilestoneState | null;
  path: string;
}

/**
 * Gates, handovers and touch-points that have dates and that the person at work sees, of one room or of all of theirs.
 * Whether a step is a touch-point rests on the participants that this person sees (see `isTouchPoint`): steps of one
 * side alone are that side's plan and stay out of the schedule. A gate is as it was decided, never by the phase the
 * sale is in: people go on before a gate has let them through.
 */
export async function scheduleMilestones(tx: Tx, room: string | null): Promise<Milestone[]> {
  const here = (column: string) => (room ? sql`and ${sql.ref(column)} = ${room}` : sql``);
  const { rows } = await sql<{
    id: string;
    room_id: string;
    audience_id: string;
    type: Milestone["type"];
    title: unknown;
    day: string;
    last_day: string | null;
    state: string | null;
  }>`
    select a.id, a.room_id, a.audience_id, 'activity' as type, a.title,
      coalesce(a.actual_start, a.planned_start, a.planned_end) as day, coalesce(a.actual_end, a.planned_end) as last_day, a.state as state
    from activity a
    where a.state <> 'dropped' and coalesce(a.actual_start, a.planned_start, a.planned_end) is not null ${here("a.room_id")}
      and (select bool_or(l.band = 'customer') and bool_or(l.band <> 'customer')
           from participant p join lane l on l.room_id = p.room_id and l.id = p.lane_id
           where p.room_id = a.room_id and p.activity_id = a.id and p.part <> 'inform')
    union all
    select g.id, g.room_id, g.audience_id, 'gate', g.title, g.planned_on, null, null
    from gate g where g.planned_on is not null ${here("g.room_id")}
    union all
    select h.id, h.room_id, h.audience_id, 'handover', h.title, h.planned_on, null, null
    from handover h where h.planned_on is not null ${here("h.room_id")}
    order by day, type, title, id`.execute(tx);
  const stands = new Map((room ? await standingsOf(tx, room) : []).map((one) => [one.id, one]));
  return rows.map((row) => ({
    id: row.id,
    room: row.room_id,
    audience: row.audience_id,
    type: row.type,
    title: wording.parse(row.title),
    day: row.day,
    lastDay: row.last_day && row.last_day > row.day ? row.last_day : null,
    state: row.state ? milestoneState.parse(row.state) : stateOf(stands.get(row.id)),
    path:
      row.type === "activity"
        ? `/rooms/${row.room_id}/process/activities/${row.id}`
        : stands.has(row.id)
          ? `/rooms/${row.room_id}/process/${row.type}s/${row.id}`
          : `/rooms/${row.room_id}/process`,
  }));
}

const stateOf = (one: Standing | undefined): MilestoneState | null => one?.gate ?? one?.handover ?? null;
