import type { z } from "zod";
import type { Round } from "#features/process/index.ts";
import type { Course } from "../course/index.ts";
import type { conditionsOf, Known } from "../facts/index.ts";
import type { reasonShape, roundShape, seatShape } from "./shapes.ts";

/** Reasons that name a criterion by its key name it by its title. */
export function titled(
  course: Course,
  reasons: readonly {
    key: `reason-${string}`;
    params?: Readonly<Record<string, string | number | object>>;
  }[],
) {
  return reasons.map((reason) => {
    const criterion = course.definition.criteria.find(({ key }) => key === reason.params?.criterion);
    return (
      criterion ? { ...reason, params: { ...reason.params, criterion: criterion.title } } : reason
    ) as z.input<typeof reasonShape>;
  });
}

/** A round as it is shown: who decided what, on what, and why. */
export function roundOf(
  course: Course,
  known: Known,
  round: Round,
  {
    nameOf,
    seatsShown,
    conditions,
  }: {
    nameOf(id: string): string;
    seatsShown(
      seats: NonNullable<Round["submission"]>["seats"] extends readonly (infer S)[] ? S[] : never,
    ): z.input<typeof seatShape>[];
    conditions: ReturnType<typeof conditionsOf>["conditions"];
  },
): z.input<typeof roundShape> {
  const { submission, opened, decision } = round;
  const id = course.ids.get(round.number);
  return {
    number: round.number,
    state: round.state,
    opened: opened
      ? { ...opened, by: nameOf(opened.by), changes: (opened.changes ?? []) as z.input<typeof reasonShape>[] }
      : null,
    submitted: submission ? { by: nameOf(submission.by), at: submission.at } : null,
    seats: submission ? seatsShown([...submission.seats]) : [],
    flags: (submission?.flags ?? []) as z.input<typeof reasonShape>[],
    votes: round.votes.map((vote) => ({
      seat: vote.seat,
      by: nameOf(vote.by),
      onBehalfOf: vote.onBehalfOf ? nameOf(vote.onBehalfOf) : null,
      at: vote.at,
      outcome: vote.outcome,
      reason: vote.reason,
    })),
    decision: decision
      ? {
          ending: decision.ending,
          by: nameOf(decision.by),
          at: decision.at,
          reason: decision.reason,
          divided: decision.divided,
        }
      : null,
    conditions: conditions
      .filter((one) => one.round === round.number)
      .map(({ text, owner, due, state }) => ({ text, owner: nameOf(owner), due, state })),
    overrides: known.overrides
      .filter((one) => one.round === id)
      .map((one) => ({
        criterion: (course.definition.criteria.find(({ key }) => key === one.criterion)?.title ??
          null) as Record<string, string> | null,
        by: nameOf(one.by),
        at: one.at.toISOString(),
        reason: one.reason,
      })),
    snapshot: course.hashes.get(round.number) ?? null,
  };
}
