import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";
import { type Wording, wording } from "../copy/stored.ts";

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
  done: boolean;
  path: string;
}

/**
 * Gates, handovers and touch-points that have dates and that the person at work sees, of one room or of all of theirs.
 * Whether a step is a touch-point rests on the participants that this person sees (see `isTouchPoint`): steps of one
 * side alone are that side's plan and stay out of the schedule. One statement.
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
    done: boolean;
  }>`
    select a.id, a.room_id, a.audience_id, 'activity' as type, a.title,
      coalesce(a.actual_start, a.planned_start, a.planned_end) as day, coalesce(a.actual_end, a.planned_end) as last_day, a.state = 'done' as done
    from activity a
    where a.state <> 'dropped' and coalesce(a.actual_start, a.planned_start, a.planned_end) is not null ${here("a.room_id")}
      and (select bool_or(l.band = 'customer') and bool_or(l.band <> 'customer')
           from participant p join lane l on l.room_id = p.room_id and l.id = p.lane_id
           where p.room_id = a.room_id and p.activity_id = a.id and p.part <> 'inform')
    union all
    select g.id, g.room_id, g.audience_id, 'gate', g.title, g.planned_on, null, p.entered_on is not null
    from gate g join phase p on p.room_id = g.room_id and p.id = g.before_phase_id
    where g.planned_on is not null ${here("g.room_id")}
    union all
    select h.id, h.room_id, h.audience_id, 'handover', h.title, h.planned_on, null, false
    from handover h where h.planned_on is not null ${here("h.room_id")}
    order by day, type, title, id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    room: row.room_id,
    audience: row.audience_id,
    type: row.type,
    title: wording.parse(row.title),
    day: row.day,
    lastDay: row.last_day && row.last_day > row.day ? row.last_day : null,
    done: row.done,
    path:
      row.type === "activity"
        ? `/rooms/${row.room_id}/process/activities/${row.id}`
        : `/rooms/${row.room_id}/process`,
  }));
}
