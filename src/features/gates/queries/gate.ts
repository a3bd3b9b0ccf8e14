import { z } from "zod";
import {
  ALLOWED,
  currentRound,
  dayOf,
  entitlement,
  isPositive,
  materialChanges,
  type Round,
  selectSeats,
  tally,
  wording,
} from "#features/process/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, type Work } from "#platform/operations/index.ts";
import { TOLD, tellable } from "../commands/announce.ts";
import { conditionsOf } from "../commands/decide.ts";
import { gather, type Known, resting } from "../facts.ts";
import { type Course, readCourse } from "../store.ts";
import { delegationsOf } from "./delegations.ts";
import { conditionShape, criterionShape, reasonShape, roundShape, seatShape, who } from "./shapes.ts";

/** By which a gate is decided; only the supplier's team has it. */
const backstage = z.object({
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

const output = z.object({
  id: z.uuid(),
  title: wording,
  question: wording,
  after: z.object({ id: z.uuid(), title: wording }),
  before: z.object({ id: z.uuid(), title: wording }),
  stage: z.string().nullable(),
  plannedOn: z.string().nullable(),
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  /** What has been told of it to those who see the gate. */
  notice: z.object({ told: z.enum(TOLD), on: z.string() }).nullable(),
  decision: backstage.nullable(),
});
export type GateShown = z.infer<typeof output>;

/** A gate as its reader may see it: the customer its question and what was announced, the supplier's team everything. */
export const showGate = query({
  name: "gates.show",
  summary: "A gate: its question and, for the supplier's team, criteria, evidence, votes and rounds",
  http: "GET /rooms/{room}/gates/{gate}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), gate: z.uuid() }),
  output,
  async run(work) {
    const { tx, seat, input } = work;
    const [row, notice] = await Promise.all([
      tx
        .selectFrom("gate as g")
        .innerJoin("audience as a", "a.id", "g.audience_id")
        .innerJoin("phase as p", (on) =>
          on.onRef("p.room_id", "=", "g.room_id").onRef("p.id", "=", "g.after_phase_id"),
        )
        .innerJoin("phase as q", (on) =>
          on.onRef("q.room_id", "=", "g.room_id").onRef("q.id", "=", "g.before_phase_id"),
        )
        .selectAll("g")
        .select(["a.kind", "a.name as audience_name", "p.title as after_title", "q.title as before_title"])
        .where("g.room_id", "=", input.room)
        .where("g.id", "=", input.gate)
        .executeTakeFirst(),
      tx
        .selectFrom("gate_notice")
        .select(["told", "told_on"])
        .where("room_id", "=", input.room)
        .where("gate_id", "=", input.gate)
        .executeTakeFirst(),
    ]);
    if (!row) throw notFound();
    return {
      id: row.id,
      title: wording.parse(row.title),
      question: wording.parse(row.question),
      after: { id: row.after_phase_id, title: wording.parse(row.after_title) },
      before: { id: row.before_phase_id, title: wording.parse(row.before_title) },
      stage: row.stage,
      plannedOn: row.planned_on,
      audience: { id: row.audience_id, kind: row.kind, name: row.audience_name },
      notice: notice ? { told: TOLD.find((one) => one === notice.told) ?? "open", on: notice.told_on } : null,
      decision: seat && seat.side !== "seller" ? null : await decisionOf(work),
    };
  },
});

type Asking = Work<{ room: string; gate: string }>;

async function decisionOf(work: Asking): Promise<z.input<typeof backstage> | null> {
  const { tx, actor, seat, input, now } = work;
  const course = await readCourse(tx, input.room, input.gate).catch(() => null);
  if (!course) return null;
  const [known, members, roles, deciders, activities, artefacts, delegations, audience, papers] =
    await Promise.all([
      gather(work, course),
      tx
        .selectFrom("member")
        .select(["id", "name", "side", "left_at"])
        .where("room_id", "=", input.room)
        .orderBy("name")
        .execute(),
      tx
        .selectFrom("process_role")
        .select(["id", "key", "title"])
        .where("room_id", "=", input.room)
        .where("side", "=", "seller")
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
        .selectFrom("document")
        .select(["id", "number", "title"])
        .where("room_id", "=", input.room)
        .where("state", "=", "current")
        .orderBy("number")
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
  const frozen = round.submission?.snapshot;
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
    criteria: criteriaOf(course, known, { nameOf, activities, artefacts }),
    blocking: known.evaluation.blocking as z.input<typeof reasonShape>[],
    deciding: seatsShown(seats),
    unfilled: unfilled.map((one) => ({
      ...one,
      params: { ...one.params, ...(one.params?.role ? { role: roleTitle(String(one.params.role)) } : {}) },
    })) as z.input<typeof reasonShape>[],
    rounds: course.rounds.map((one) => roundOf(course, known, one, { nameOf, seatsShown })).reverse(),
    changed: frozen ? titled(course, materialChanges(frozen, resting(course, known))) : [],
    conditions: {
      state: conditions.state,
      list: conditions.conditions.map((one) => ({
        id: one.id,
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
      const own = roles.find((one) => one.key === key);
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
      reopen: lead && allowed.reopen,
      lead,
      delegate: decides,
    },
  };
}

/** Reasons that name a criterion by its key name it by its title. */
function titled(
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

function criteriaOf(
  course: Course,
  known: Known,
  names: {
    nameOf(id: string): string;
    activities: { id: string; key: string; title: unknown }[];
    artefacts: { key: string; title: unknown }[];
  },
): z.input<typeof criterionShape>[] {
  const { nameOf } = names;
  const artefactTitle = (key: string) =>
    wording.parse(
      names.artefacts.find((one) => one.key === key)?.title ??
        known.blueprint.artefacts.find((one) => one.key === key)?.title ?? { text: key },
    );
  const activityOf = (key: string) => {
    const own = names.activities.find((one) => one.key === key);
    return { id: own?.id ?? null, title: wording.parse(own?.title ?? { text: key }) };
  };
  return course.definition.criteria.map((criterion) => {
    const state = known.evaluation.criteria.find(({ key }) => key === criterion.key);
    const judged = known.judgements.find((one) => one.criterion === criterion.key);
    const override = known.facts.overrides[criterion.key];
    const did: { activity?: string; artefact?: string; proposal?: string } =
      criterion.kind === "buyer" ? criterion.did : {};
    const artefact = criterion.kind === "artefact" ? criterion.artefact : did.artefact;
    return {
      key: criterion.key,
      title: criterion.title as Record<string, string>,
      kind: criterion.kind,
      status: state?.status ?? "open",
      mandatory: criterion.mandatory,
      weight: criterion.weight ?? 0,
      asks: {
        ...(criterion.kind === "field" ? { field: criterion.field } : {}),
        ...(artefact ? { artefact: artefactTitle(artefact) } : {}),
        ...(criterion.kind === "artefact" ? { approved: criterion.state === "approved" } : {}),
        ...(did.activity ? { activity: activityOf(did.activity) } : {}),
        ...(did.proposal ? { proposal: did.proposal } : {}),
        ...(criterion.kind === "score" ? { max: criterion.max, pass: criterion.pass } : {}),
        evidence: criterion.evidence?.required ?? false,
        ...(criterion.evidence?.validDays ? { validDays: criterion.evidence.validDays } : {}),
      },
      documents: known.documents
        .filter((one) => artefact && one.artefact === artefact)
        .map(({ id, title, approved }) => ({ id, title, approved })),
      judgement: judged
        ? {
            met: judged.met,
            score: judged.score,
            note: judged.note,
            by: nameOf(judged.by),
            at: judged.at.toISOString(),
          }
        : null,
      evidence: known.evidence
        .filter((one) => one.criterion === criterion.key)
        .map(({ id, document, title, hash, expiresOn, by, at }) => ({
          id,
          document,
          title,
          hash,
          expiresOn,
          by: nameOf(by),
          at: at.toISOString(),
        })),
      override: override ? { ...override, by: nameOf(override.by) } : null,
    };
  });
}

function roundOf(
  course: Course,
  known: Known,
  round: Round,
  {
    nameOf,
    seatsShown,
  }: {
    nameOf(id: string): string;
    seatsShown(
      seats: NonNullable<Round["submission"]>["seats"] extends readonly (infer S)[] ? S[] : never,
    ): z.input<typeof seatShape>[];
  },
): z.input<typeof roundShape> {
  const { submission, opened, decision } = round;
  const id = course.ids.get(round.number);
  return {
    number: round.number,
    state: round.state,
    opened: opened ? { ...opened, by: nameOf(opened.by) } : null,
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
