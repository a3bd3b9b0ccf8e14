import {
  firstRound,
  isPositive,
  type Outcome,
  type Round,
  type Rounds,
  type Snapshot,
  type Submission,
  type Vote,
} from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { StoredCondition } from "./course.ts";

/** All rounds of a gate as they are stored, with their votes and conditions. */
export async function readRounds(tx: Tx, room: string, gate: string) {
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
