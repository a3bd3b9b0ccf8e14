import {
  currentRound,
  type Evaluation,
  type Evidence,
  evaluate,
  type Facts,
  type Holder,
  storedBlueprint,
} from "#features/process/index.ts";
import { roomFields } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { minorDigits } from "#platform/money.ts";
import type { Work } from "#platform/operations/index.ts";
import type { Course } from "../course/index.ts";
import { type BuyerAct, buyerActs } from "./buyer.ts";
import { holdersOf } from "./holders.ts";
import { type ArtefactDocument, papersOf, standingRevisions } from "./papers.ts";

export interface StoredEvidence {
  id: string;
  criterion: string;
  document: string | null;
  title: string;
  hash: string;
  expiresOn: string | null;
  by: string;
  at: Date;
}

/** All that a gate is judged on, as it is now. */
export interface Known {
  facts: Facts;
  evaluation: Evaluation;
  evidence: StoredEvidence[];
  documents: ArtefactDocument[];
  /** What the customer did, oldest first. */
  acts: BuyerAct[];
  /** Hash of the revision that stands, by document. */
  standing: ReadonlyMap<string, { title: string; hash: string; revision: string }>;
  /** The room's value; whole units of the blueprint's currency for the approval bands, null when unknown or in another one. */
  amount: { minor: number; currency: string } | null;
  inBands: number | null;
  holders: Holder[];
  blueprint: ReturnType<typeof storedBlueprint>;
  judgements: {
    criterion: string;
    met: boolean | null;
    score: number | null;
    note: string;
    by: string;
    at: Date;
  }[];
  overrides: { round: string; criterion: string; by: string; at: Date; reason: string }[];
}

type Asking = Omit<Work<unknown>, "input" | "prepared">;

/** Collects the facts of a gate, all at once, and judges its criteria on them. */
export async function gather(work: Asking, course: Course): Promise<Known> {
  const { tx, now } = work;
  const { room, gate } = course;
  const [fields, documents, source, acts, judgements, evidence, overrides, holders] = await Promise.all([
    roomFields(tx, room),
    papersOf(work, room),
    tx.selectFrom("process_source").select("content").where("room_id", "=", room).executeTakeFirst(),
    buyerActs(tx, room),
    tx
      .selectFrom("gate_judgement")
      .selectAll()
      .where("room_id", "=", room)
      .where("gate_id", "=", gate)
      .execute(),
    tx
      .selectFrom("gate_evidence")
      .selectAll()
      .where("room_id", "=", room)
      .where("gate_id", "=", gate)
      .where("taken_back_at", "is", null)
      .orderBy("at")
      .execute(),
    tx
      .selectFrom("gate_override as o")
      .innerJoin("gate_round as r", (on) =>
        on.onRef("r.room_id", "=", "o.room_id").onRef("r.id", "=", "o.round_id"),
      )
      .selectAll("o")
      .where("o.room_id", "=", room)
      .where("r.gate_id", "=", gate)
      .execute(),
    holdersOf(tx, room),
  ]);
  if (!source) throw notFound();
  const blueprint = storedBlueprint(source.content);
  const standing = await standingRevisions(tx, room, [
    ...documents.map(({ id }) => id),
    ...evidence.flatMap(({ document_id }) => document_id ?? []),
  ]);
  const round = course.ids.get(currentRound(course.rounds).number);
  const mine = overrides.filter((one) => one.round_id === round);
  const asOverride = (one: (typeof overrides)[number]) => ({
    by: one.by_id,
    at: one.at.toISOString(),
    reason: one.reason,
  });
  const field = new Map(fields.map(({ name, value }) => [name, value]));
  const value = field.get("value");
  const currency = field.get("currency");
  const amount =
    typeof value === "number" && typeof currency === "string" ? { minor: value, currency } : null;
  const whole = amount ? amount.minor / 10 ** minorDigits(amount.currency) : null;
  const scoreOverride = mine.find(({ criterion }) => criterion === "");
  const facts: Facts = {
    fields: {
      ...Object.fromEntries(field),
      // As blueprints name them: the amount in whole units, the day of the decision.
      value: whole,
      "expected-decision-date": field.get("expected-decision") ?? null,
    },
    artefacts: Object.fromEntries(
      [...Map.groupBy(documents, ({ artefact }) => artefact)].map(([key, same]) => [
        key,
        same.some(({ approved }) => approved) ? ("approved" as const) : ("present" as const),
      ]),
    ),
    buyer: buyerOf(acts),
    scores: Object.fromEntries(
      judgements.flatMap((one) => (one.score === null ? [] : [[one.criterion, Number(one.score)]])),
    ),
    manual: Object.fromEntries(
      judgements.flatMap((one) => (one.met === null ? [] : [[one.criterion, one.met]])),
    ),
    evidence: Object.fromEntries(
      [...Map.groupBy(evidence, ({ criterion }) => criterion)].map(([key, pieces]) => [
        key,
        pieces.map(
          (piece): Evidence => ({
            hash: piece.hash,
            addedAt: piece.at.toISOString(),
            ...(piece.expires_on ? { expiresAt: `${piece.expires_on}T23:59:59.999Z` } : {}),
          }),
        ),
      ]),
    ),
    overrides: Object.fromEntries(
      mine.filter(({ criterion }) => criterion).map((one) => [one.criterion, asOverride(one)]),
    ),
    ...(scoreOverride ? { scoreOverride: asOverride(scoreOverride) } : {}),
  };
  return {
    facts,
    evaluation: evaluate(course.definition, facts, now.toISOString()),
    evidence: evidence.map((one) => ({
      id: one.id,
      criterion: one.criterion,
      document: one.document_id,
      title: one.title,
      hash: one.hash,
      expiresOn: one.expires_on,
      by: one.by_id,
      at: one.at,
    })),
    documents,
    acts,
    standing,
    amount,
    inBands: amount?.currency === blueprint.currency ? whole : null,
    holders,
    blueprint,
    judgements: judgements.map((one) => ({
      criterion: one.criterion,
      met: one.met,
      score: one.score === null ? null : Number(one.score),
      note: one.note,
      by: one.by_id,
      at: one.at,
    })),
    overrides: overrides.map((one) => ({
      round: one.round_id,
      criterion: one.criterion,
      by: one.by_id,
      at: one.at,
      reason: one.reason,
    })),
  };
}

/** The acts of the customer as the rules read them. */
function buyerOf(acts: BuyerAct[]): Facts["buyer"] {
  const keys = (kind: BuyerAct["kind"]) => [
    ...new Set(acts.flatMap((one) => (one.kind === kind ? [one.key] : []))),
  ];
  return {
    activities: keys("activity"),
    artefacts: keys("artefact"),
    proposals: keys("proposal"),
    approved: keys("approved"),
    opened: keys("opened"),
    discussed: keys("discussed"),
    agreed: keys("agreed"),
    joined: acts.filter(({ kind }) => kind === "joined").length,
  };
}
