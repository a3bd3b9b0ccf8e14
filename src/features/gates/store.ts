import {
  currentRound,
  firstRound,
  type GateDefinition,
  isPositive,
  type Outcome,
  type Round,
  type Rounds,
  type Snapshot,
  type Submission,
  storedGate,
  type Vote,
  type Wording,
  wording,
} from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, stale } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";

/** A gate with all its rounds, as the commands and the screen need it. */
export interface Course {
  room: string;
  gate: string;
  key: string;
  title: Wording;
  question: Wording;
  /** Of the gate itself: who knows that it exists. */
  shown: string;
  /** Of everything by which it is decided: the supplier's. */
  audience: string;
  after: string;
  before: string;
  definition: GateDefinition;
  version: number;
  rounds: Rounds;
  /** Ids of the rounds that are stored, by number. */
  ids: ReadonlyMap<number, string>;
  hashes: ReadonlyMap<number, { text: string; hash: string }>;
  conditions: StoredCondition[];
}

export interface StoredCondition {
  id: string;
  round: number;
  text: string;
  owner: string;
  due: string;
  criterion?: string;
  doneAt: Date | null;
  doneBy: string | null;
  note: string;
}

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

async function readRounds(tx: Tx, room: string, gate: string) {
  const [rows, votes, conditions] = await Promise.all([
    tx
      .selectFrom("gate_round")
      .selectAll()
      .where("room_id", "=", room)
      .where("gate_id", "=", gate)
      .orderBy("number")
      .execute(),
    tx
      .selectFrom("gate_vote as v")
      .innerJoin("gate_round as r", (on) =>
        on.onRef("r.room_id", "=", "v.room_id").onRef("r.id", "=", "v.round_id"),
      )
      .selectAll("v")
      .where("v.room_id", "=", room)
      .where("r.gate_id", "=", gate)
      .orderBy("v.place")
      .execute(),
    tx
      .selectFrom("gate_condition as c")
      .innerJoin("gate_vote as v", (on) =>
        on.onRef("v.room_id", "=", "c.room_id").onRef("v.id", "=", "c.vote_id"),
      )
      .innerJoin("gate_round as r", (on) =>
        on.onRef("r.room_id", "=", "v.room_id").onRef("r.id", "=", "v.round_id"),
      )
      .selectAll("c")
      .select("r.number as round")
      .where("c.room_id", "=", room)
      .where("r.gate_id", "=", gate)
      .orderBy("v.place")
      .orderBy("c.place")
      .execute(),
  ]);
  const rounds = rows.map((row): Round => {
    const cast = votes
      .filter((vote) => vote.round_id === row.id)
      .map(
        (vote): Vote => ({
          seat: vote.seat,
          by: vote.by_id,
          ...(vote.for_id ? { onBehalfOf: vote.for_id } : {}),
          at: vote.at.toISOString(),
          outcome: vote.outcome as Outcome,
          reason: vote.reason,
          conditions: conditions
            .filter((one) => one.vote_id === vote.id)
            .map(({ text, owner_id, due, criterion }) => ({
              text,
              owner: owner_id,
              due,
              ...(criterion ? { criterion } : {}),
            })),
        }),
      );
    const decision = row.decision as Omit<NonNullable<Round["decision"]>, "conditions"> | null;
    const approved = decision && decision.ending !== "no-decision" && isPositive(decision.ending);
    return {
      number: row.number,
      state: row.state as Round["state"],
      ...(row.opened ? { opened: row.opened as NonNullable<Round["opened"]> } : {}),
      ...(row.submission && row.snapshot
        ? {
            submission: {
              ...(row.submission as Omit<Submission, "snapshot">),
              snapshot: JSON.parse(row.snapshot) as Snapshot,
            },
          }
        : {}),
      votes: cast,
      ...(decision
        ? {
            decision: { ...decision, conditions: approved ? cast.flatMap((vote) => vote.conditions) : [] },
          }
        : {}),
    };
  });
  const [first, ...rest] = rounds;
  return {
    rounds: first ? ([first, ...rest] as Rounds) : firstRound(),
    ids: new Map(rows.map((row) => [row.number, row.id])),
    hashes: new Map(
      rows.flatMap((row) =>
        row.snapshot && row.snapshot_hash
          ? [[row.number, { text: row.snapshot, hash: row.snapshot_hash }] as const]
          : [],
      ),
    ),
    conditions: conditions.map(
      (one): StoredCondition => ({
        id: one.id,
        round: one.round,
        text: one.text,
        owner: one.owner_id,
        due: one.due,
        ...(one.criterion ? { criterion: one.criterion } : {}),
        doneAt: one.done_at,
        doneBy: one.done_by,
        note: one.note,
      }),
    ),
  };
}

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
