import { sql } from "kysely";
import { z } from "zod";
import { carries, currentRound, dayOf, reopening, stepGate } from "#features/process/index.ts";
import { asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { enqueue, job, requestJob } from "#platform/jobs/index.ts";
import { onTouched, touched } from "#platform/live/index.ts";
import { log } from "#platform/log.ts";
import { append } from "#platform/roomlog/index.ts";
import { readCourse, saveRounds } from "./course/index.ts";
import { concerned, gateEntry } from "./entry.ts";
import { conditionsOf, gather, resting } from "./facts/index.ts";

/** A gate on whose newest round something may rest, and somebody of the supplier through whose eyes it is looked at. */
interface Resting {
  gate: string;
  reader: string;
  phase: number;
  before: number;
  /** Of the gates of the room, in the order of the blueprint's phases: those of which the newest round is being or was decided. */
  reached: string[];
}

/**
 * Looks at the gates of a room again: one on which a decision is being taken or still rests is opened as a new round when
 * what was frozen has materially changed, or a condition is past its day. What there is is read as the supplier's lead,
 * never past the line; nobody opens it, so the entry has no actor. What others were told of the gate stays until somebody
 * tells them otherwise.
 */
export const recheckRoom = job({
  name: "gates.recheck",
  schema: z.object({ room: z.uuid() }),
  async run({ room }, { signal }) {
    for (const one of await restingGates(room)) {
      signal.throwIfAborted();
      await recheck(room, one, new Date());
    }
  },
});

/** Every hour: days pass, evidence grows old, and an announcement may have been lost. */
export const sweepGates = job({
  name: "gates.sweep",
  schema: z.object({}),
  cron: "11 * * * *",
  concurrency: 1,
  async run() {
    await asSystem(async (tx) => {
      const { rows } = await sql<{ room_id: string }>`
        select distinct r.room_id from gate_round r
        join room on room.id = r.room_id and room.state in ('open', 'won')
        where r.state = 'submitted' or (r.state = 'decided' and r.decision ->> 'ending' in ('go', 'conditional-go'))`.execute(
        tx,
      );
      for (const { room_id: room } of rows) await enqueue({ tx }, recheckRoom, { room }, { key: room });
    });
  },
});

/** Looks at a room's gates soon after something happened in it. @returns stop */
export function watchGates(): () => void {
  return onTouched((room) => {
    if (room === null) return;
    requestJob(recheckRoom, { room }, room).catch((error: unknown) =>
      log().warn({ err: error }, "the gates of a room are looked at later, by the sweep"),
    );
  });
}

async function restingGates(room: string): Promise<Resting[]> {
  const { rows } = await asSystem((tx) =>
    sql<Resting>`
      with newest as (
        select distinct on (r.gate_id) r.gate_id, r.state, r.decision ->> 'ending' as ending from gate_round r
        where r.room_id = ${room} order by r.gate_id, r.number desc
      )
      select g.id as gate, l.id as reader, coalesce(now.position, -1) as phase, b.position as before,
        array(select o.key from newest n join gate o on o.room_id = ${room} and o.id = n.gate_id
          where n.state in ('submitted', 'decided')) as reached
      from newest n
      join room on room.id = ${room} and room.state in ('open', 'won')
      join gate g on g.room_id = room.id and g.id = n.gate_id
      join phase b on b.room_id = room.id and b.id = g.before_phase_id
      left join process p on p.room_id = room.id
      left join phase now on now.room_id = room.id and now.id = p.phase_id
      cross join lateral (
        select m.id from member m where m.room_id = room.id and m.side = 'seller' and m.role = 'lead' and m.left_at is null
        order by m.joined_at, m.id limit 1
      ) l
      where n.state = 'submitted' or (n.state = 'decided' and n.ending in ('go', 'conditional-go'))`.execute(
      tx,
    ),
  );
  return rows;
}

async function recheck(room: string, one: Resting, now: Date): Promise<void> {
  const found = await asActor(
    { personId: one.reader },
    async (tx, seat) => {
      const work = {
        tx,
        actor: { personId: one.reader },
        seat,
        now,
        emit: () => undefined,
        afterCommit: () => undefined,
      };
      const course = await readCourse(tx, room, one.gate);
      const known = await gather(work, course);
      const order = known.blueprint.gates.map(({ key }) => key);
      const place = {
        phase: one.phase,
        before: one.before,
        overtaken: one.reached.some((key) => order.indexOf(key) > order.indexOf(course.key)),
        alive: true,
      };
      const round = currentRound(course.rounds);
      if (!carries(round, place)) return null;
      const { own } = conditionsOf(course, known, dayOf(now));
      const why = reopening(round, resting(course, known), own);
      return why && { version: course.version, ...why };
    },
    { readOnly: true, room },
  );
  if (!found) return;
  const { version, cause, changes } = found;
  await asSystem(async (tx) => {
    // Somebody was quicker: the job is tried again and looks anew.
    const course = await readCourse(tx, room, one.gate, version);
    const titled = changes.map(({ key, params }) => {
      const criterion = course.definition.criteria.find((each) => each.key === params?.criterion);
      return criterion
        ? { key, params: { ...params, criterion: criterion.title } }
        : { key, ...(params && { params }) };
    });
    const step = stepGate(course.rounds, {
      kind: "reopen",
      by: "",
      at: now.toISOString(),
      cause,
      reason: "",
      changes: titled,
    });
    if (!step.ok) throw new Error(`a gate could not be opened again: ${step.refusals[0].key}`);
    await saveRounds(tx, course, step.rounds);
    await append(
      tx,
      [gateEntry(course, "gate.reopened", { cause, people: concerned(course.rounds) })],
      null,
      now,
    );
  });
  touched(room);
}
