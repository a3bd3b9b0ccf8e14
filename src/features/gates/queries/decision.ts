import { z } from "zod";
import {
  ALLOWED,
  changesOf,
  currentRound,
  dayOf,
  entitlement,
  isPositive,
  selectSeats,
  tally,
  wording,
} from "#features/process/index.ts";
import type { Work } from "#platform/operations/index.ts";
import { TOLD, tellable } from "../commands/announce.ts";
import { readCourse } from "../course/index.ts";
import { conditionsOf, gather, resting } from "../facts/index.ts";
import { criteriaOf } from "./criteria.ts";
import { delegationsOf } from "./delegations.ts";
import { nextOf } from "./next.ts";
import { roundOf, titled } from "./rounds.ts";
import { conditionShape, criterionShape, reasonShape, roundShape, seatShape, who } from "./shapes.ts";

/** By which a gate is decided; only the supplier's team has it. */
export const backstage = z.object({
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  version: z.int(),
  rule: z.union([z.string(), z.object({ atLeast: z.number() })]),
  amount: z.object({ minor: z.number(), currency: z.string() }).nullable(),
  score: z.number().nullable(),
  passScore: z.number().nullable(),
  criteria: z.array(criterionShape),
  /** Why it cannot be submitted now. */
  blocking: z.array(reasonShape),
  /** Who would decide if it were submitted now by the one who asks. */
  deciding: z.array(seatShape),
  unfilled: z.array(reasonShape),
  rounds: z.array(roundShape),
  /** What has changed since what is decided, or was decided last, was frozen. */
  changed: z.array(reasonShape),
  conditions: z.object({ state: z.enum(["fulfilled", "open", "overdue"]), list: z.array(conditionShape) }),
  awaited: z.array(z.string()),
  delegations: z.array(z.object({ id: z.uuid(), from: who, to: who, since: z.string(), until: z.string() })),
  team: z.array(who),
  roles: z.array(z.object({ id: z.uuid(), key: z.string(), title: wording, people: z.array(who) })),
  documents: z.array(z.object({ id: z.uuid(), title: z.string() })),
  /**
   * What the lead may now tell everyone in the room, since a decision does not do so by itself: the next phase, that the
   * contract is in force, that the sale has ended.
   */
  next: z.object({
    phase: z.object({ id: z.uuid(), title: wording, version: z.int() }).nullable(),
    outcome: z.enum(["won", "lost"]).nullable(),
  }),
  /** What those who see the gate could be told now; null when only the supplier sees it. */
  tellable: z.enum(TOLD).nullable(),
  may: z.object({
    work: z.boolean(),
    submit: z.boolean(),
    recall: z.boolean(),
    vote: z.boolean(),
    /** Why the one who asks cannot vote, or for whom they vote. */
    voteRefusal: reasonShape.nullable(),
    voteFor: z.string().nullable(),
    override: z.boolean(),
    close: z.boolean(),
    reopen: z.boolean(),
    lead: z.boolean(),
    delegate: z.boolean(),
  }),
});

type Asking = Work<{ room: string; gate: string }>;

/** All of a gate that is the supplier's; null for whoever does not see how it is decided. */
export async function decisionOf(work: Asking): Promise<z.input<typeof backstage> | null> {
  const { tx, actor, seat, input, now } = work;
  const course = await readCourse(tx, input.room, input.gate).catch(() => null);
  if (!course) return null;
  const [next, known, members, roles, deciders, activities, artefacts, delegations, audience, papers] =
    await Promise.all([
      nextOf(tx, course),
      gather(work, course),
      tx
        .selectFrom("member")
        .select(["id", "name", "side", "left_at"])
        .where("room_id", "=", input.room)
        .orderBy("name")
        .execute(),
      tx
        .selectFrom("process_role")
        .select(["id", "key", "title", "side"])
        .where("room_id", "=", input.room)
        .execute(),
      tx
        .selectFrom("gate_decider")
        .select(["role_id", "member_id"])
        .where("room_id", "=", input.room)
        .execute(),
      tx.selectFrom("activity").select(["id", "key", "title"]).where("room_id", "=", input.room).execute(),
      tx.selectFrom("artefact").select(["key", "title"]).where("room_id", "=", input.room).execute(),
      delegationsOf(tx, input.room),
      tx
        .selectFrom("audience")
        .select(["id", "kind", "name"])
        .where("id", "=", course.audience)
        .executeTakeFirstOrThrow(),
      tx
        .selectFrom("document as d")
        .innerJoin("audience as a", "a.id", "d.audience_id")
        .select(["d.id", "d.number", "d.title"])
        .where("d.room_id", "=", input.room)
        .where("d.state", "=", "current")
        .where("a.kind", "<>", "custom")
        .orderBy("d.number")
        .execute(),
    ]);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const named = (id: string) => ({ id, name: names.get(id) ?? "" });
  const nameOf = (id: string) => names.get(id) ?? "";
  const roleTitle = (key: string) =>
    wording.parse(roles.find((one) => one.key === key)?.title ?? { text: key });
  const me = actor.personId;
  const today = dayOf(now);
  const round = currentRound(course.rounds);
  const allowed = ALLOWED[round.state];
  const conditions = conditionsOf(course, known, today);
  const { seats, unfilled } = selectSeats(course.definition, known.inBands, known.holders, me);
  const seatsShown = (list: typeof seats) =>
    list.map(({ key, role, veto, holders }) => ({
      key,
      role: roleTitle(role),
      veto,
      holders: holders.map(named),
    }));
  const changed = titled(course, changesOf(round, resting(course, known)));
  const entitled =
    round.submission && round.state === "submitted"
      ? entitlement(round.submission, round.votes, me, today, delegations)
      : null;
  const role = seat?.role ?? "lead";
  const works = role === "lead" || role === "contributor" || role === "specialist";
  const decides = role === "lead" || role === "contributor" || role === "approver";
  const lead = role === "lead";
  return {
    audience,
    version: course.version,
    rule: course.definition.rule,
    amount: known.amount,
    score: known.evaluation.score,
    passScore: course.definition.passScore ?? null,
    criteria: criteriaOf(course, known, {
      nameOf,
      activities,
      artefacts,
      ours: new Set(members.flatMap(({ id, side }) => (side === "seller" ? [id] : []))),
    }),
    blocking: known.evaluation.blocking as z.input<typeof reasonShape>[],
    deciding: seatsShown(seats),
    unfilled: unfilled.map((one) => ({
      ...one,
      params: { ...one.params, ...(one.params?.role ? { role: roleTitle(String(one.params.role)) } : {}) },
    })) as z.input<typeof reasonShape>[],
    rounds: course.rounds
      .map((one) => roundOf(course, known, one, { nameOf, seatsShown, conditions: conditions.conditions }))
      .reverse(),
    changed,
    conditions: {
      state: conditions.state,
      list: conditions.conditions.map((one) => ({
        id: one.id,
        round: one.round,
        text: one.text,
        owner: named(one.owner),
        due: one.due,
        state: one.state,
        note: one.note,
        mine: one.owner === me,
      })),
    },
    awaited:
      round.submission && round.state === "submitted"
        ? tally(
            round.submission.rule,
            round.submission.seats,
            round.votes.map((vote) => ({ seat: vote.seat, positive: isPositive(vote.outcome) })),
          ).awaited
        : [],
    delegations: delegations
      .filter(({ until }) => until >= today)
      .map(({ id, from, to, since, until }) => ({ id, from: named(from), to: named(to), since, until })),
    team: members
      .filter((one) => one.side === "seller" && !one.left_at)
      .map(({ id, name }) => ({ id, name })),
    roles: course.definition.approvers.flatMap(({ role: key }) => {
      const own = roles.find((one) => one.key === key && one.side === "seller");
      return own
        ? [
            {
              id: own.id,
              key,
              title: wording.parse(own.title),
              people: deciders
                .filter(({ role_id }) => role_id === own.id)
                .map(({ member_id }) => named(member_id)),
            },
          ]
        : [];
    }),
    documents: papers.map(({ id, number, title }) => ({ id, title: `${number} ${title}` })),
    next: lead ? next : { phase: null, outcome: null },
    tellable: course.shown === course.audience ? null : tellable(round),
    may: {
      work: works && round.state === "preparing",
      submit: works && allowed.submit,
      recall: allowed.recall && round.submission?.by === me,
      vote: decides && entitled?.ok === true,
      voteRefusal: entitled && !entitled.ok ? entitled.refusal : null,
      voteFor: entitled?.ok && entitled.onBehalfOf ? nameOf(entitled.onBehalfOf) : null,
      override: (lead || role === "approver") && round.state === "preparing",
      close: lead && allowed.close,
      // A round that is being decided is opened again only by a change.
      reopen: lead && allowed.reopen && (round.state === "decided" || changed.length > 0),
      lead,
      delegate: decides,
    },
  };
}
