import { createHash } from "node:crypto";
import { z } from "zod";
import {
  canonicalSnapshot,
  changesOf,
  currentRound,
  dayOf,
  OUTCOMES,
  type Reason,
  type Rounds,
  type Snapshot,
  selectSeats,
  snapshotHashInput,
  stepGate,
} from "#features/process/index.ts";
import { command, type Work } from "#platform/operations/index.ts";
import { type Course, readCourse, saveRounds } from "../course/index.ts";
import { gateEntry } from "../entry.ts";
import { conditionsOf, gather, type Known, resting } from "../facts/index.ts";
import { delegationsOf } from "../queries/delegations.ts";
import { assertOurs, refuse } from "../refusals.ts";
import { gateStanding, ofGate, simple, stepped, teamMember, toVersion, words } from "./shared.ts";

/**
 * Puts a gate to those who decide: who they are follows from role and amount now, and what they decide on is frozen now.
 * Everything mandatory must be met, or let pass by somebody with the right to it.
 */
export const submitGate = command({
  name: "gates.submit",
  summary: "Puts a gate to its approvers and freezes what they decide on",
  http: "POST /rooms/{room}/gates/{gate}/submission",
  capability: "room.work",
  input: z.object(ofGate),
  output: toVersion,
  async run(work) {
    const { tx, actor, seat, input, now, emit } = work;
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    const known = await gather(work, course);
    const by = actor.personId;
    const { seats, unfilled } = selectSeats(course.definition, known.inBands, known.holders, by);
    const at = now.toISOString();
    const { key, version } = known.blueprint;
    const snapshot: Snapshot = {
      gate: course.gate,
      round: currentRound(course.rounds).number,
      blueprint: { key, version },
      submittedBy: by,
      submittedAt: at,
      ...resting(course, known),
      seats,
    };
    const { rule } = course.definition;
    const flags = [...known.evaluation.flags, ...carriedFlags(course, known, dayOf(now))];
    const after = await stepped(
      tx,
      by,
      course,
      stepGate(course.rounds, {
        kind: "submit",
        submission: { by, at, rule, seats, snapshot, flags },
        blocking: [...known.evaluation.blocking, ...unfilled],
      }),
    );
    const text = canonicalSnapshot(snapshot);
    const hash = createHash("sha256").update(snapshotHashInput(snapshot)).digest("hex");
    emit(
      gateEntry(course, "gate.submitted", {
        snapshot: hash,
        round: snapshot.round,
        // Whom it waits for: notifications go to them.
        people: [...new Set(seats.flatMap(({ holders }) => holders))],
        ...(flags.length > 0 ? { flagged: flags.length } : {}),
      }),
    );
    return { version: await saveRounds(tx, course, after, { text, hash }) };
  },
});

/** Whoever decides is told, and it stays in the round, that something agreed earlier is still to be done. */
function carriedFlags(course: Course, known: Known, today: string): Reason[] {
  return conditionsOf(course, known, today).conditions.flatMap(({ state, text }) =>
    state === "met" ? [] : [{ key: `reason-condition-${state}` as const, params: { condition: text } }],
  );
}

const condition = z.object({
  text: z.string().trim().max(500).default(""),
  owner: z.uuid().optional(),
  due: z.iso.date().optional(),
  /** A criterion that closes the condition by being met. */
  criterion: z.string().max(60).optional(),
});

/** Decides, on one's own seat or for somebody who has passed theirs on. The last vote that is needed decides the gate. */
export const voteOnGate = command({
  name: "gates.vote",
  summary: "Votes on a gate that has been submitted",
  http: "POST /rooms/{room}/gates/{gate}/votes",
  capability: "room.decide",
  input: z.object({
    ...ofGate,
    outcome: z.enum(OUTCOMES),
    reason: words,
    conditions: z.array(condition).max(20).default([]),
  }),
  output: z.object({ version: z.int(), decided: z.string().nullable() }),
  standing: gateStanding,
  async run(work) {
    const { tx, actor, seat, input, now, emit } = work;
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    await refuseChanged(work, course);
    const conditions = input.conditions
      .filter(({ text, owner, due }) => text || owner || due)
      .map(({ text, owner = "", due = "", criterion }) => ({
        text,
        owner,
        due,
        ...(criterion ? { criterion } : {}),
      }));
    for (const [index, { owner }] of conditions.entries())
      if (owner) await teamMember(tx, input.room, owner, `conditions[${index}].owner`);
    const at = now.toISOString();
    const after = await stepped(
      tx,
      actor.personId,
      course,
      stepGate(course.rounds, {
        kind: "vote",
        by: actor.personId,
        at,
        day: dayOf(now),
        outcome: input.outcome,
        reason: input.reason,
        conditions,
        delegations: await delegationsOf(tx, input.room),
      }),
    );
    const voted = after[course.rounds.length - 1];
    const cast = voted?.votes.at(-1);
    emit(
      gateEntry(course, "gate.voted", {
        outcome: input.outcome,
        ...(input.reason ? { reason: input.reason } : {}),
        ...(cast?.onBehalfOf ? { onBehalfOf: cast.onBehalfOf } : {}),
      }),
    );
    const version = await saveRounds(tx, course, after);
    if (!voted?.decision) return { version, decided: null };
    tellDecided(work, course, after);
    return { version, decided: voted.decision.ending };
  },
});

/** Nobody decides on something that is not so any more: it is opened again, soon by itself, and submitted anew. */
async function refuseChanged(work: Work<unknown>, course: Course): Promise<void> {
  const round = currentRound(course.rounds);
  if (round.state !== "submitted") return;
  const [first, ...rest] = changesOf(round, resting(course, await gather(work, course)));
  if (first) await refuse(work.tx, work.actor.personId, course, [first, ...rest]);
}

/**
 * A decision is the supplier's. It changes nothing that others see: the next phase and the end of a sale are told by acts
 * of their own.
 */
function tellDecided(work: Pick<Work<unknown>, "emit">, course: Course, after: Rounds): void {
  const decision = after[course.rounds.length - 1]?.decision;
  if (!decision) return;
  work.emit(
    gateEntry(course, "gate.decided", {
      ending: decision.ending,
      divided: decision.divided,
      ...(decision.reason ? { reason: decision.reason } : {}),
    }),
  );
}

/** Takes a submission back, by whoever made it. The votes so far stay in the round that ends. */
export const recallGate = command({
  name: "gates.recall",
  summary: "Takes a gate back from its approvers",
  http: "POST /rooms/{room}/gates/{gate}/recall",
  capability: "room.work",
  input: z.object({ ...ofGate, reason: words }),
  output: toVersion,
  standing: gateStanding,
  async run(work) {
    const { version } = await simple(work, (base) => ({ kind: "recall", ...base }), "gate.recalled");
    return { version };
  },
});

/** Ends a gate without a decision, which is an outcome of its own. The sale ends only when the lead tells everyone so. */
export const closeGate = command({
  name: "gates.close",
  summary: "Closes a gate without a decision, with a reason",
  http: "POST /rooms/{room}/gates/{gate}/closing",
  capability: "room.lead",
  input: z.object({ ...ofGate, reason: words }),
  output: toVersion,
  standing: gateStanding,
  async run(work) {
    const { course, after, version } = await simple(
      work,
      (base) => ({ kind: "close", ...base }),
      "gate.closed",
    );
    tellDecided(work, course, after);
    return { version };
  },
});
