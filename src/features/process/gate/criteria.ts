import type { Criterion, GateDefinition, Title } from "../model/index.ts";
import type { Reason } from "../reason.ts";

export type CriterionStatus = "met" | "open" | "failed" | "expired" | "overridden";

/** Something attached to a criterion. `hash` is the SHA-256 of its content; times are ISO instants. */
export interface Evidence {
  hash: string;
  addedAt: string;
  expiresAt?: string;
}

/** Somebody with the right to it lets a criterion pass that is not met. */
export interface Override {
  by: string;
  at: string;
  reason: string;
}

/** Keys of what the buyer's people did, by how; and how many of them are in the room. */
export interface BuyerFacts {
  activities: readonly string[];
  artefacts: readonly string[];
  /** Stages of which a proposal was accepted. */
  proposals: readonly string[];
  /** Artefacts of which they have approved what stands now. */
  approved: readonly string[];
  /** Artefacts of which they have opened or downloaded what stands now. */
  opened: readonly string[];
  /** Artefacts and activities about which they have written. */
  discussed: readonly string[];
  /** Kinds of appointments that they have proposed or agreed to. */
  agreed: readonly string[];
  joined: number;
}

/** What is known about the room at one moment. Whatever is not mentioned is not known, and its criterion stays open. */
export interface Facts {
  fields: Readonly<Record<string, string | number | boolean | null>>;
  /** By key; an artefact that is not there is missing. */
  artefacts: Readonly<Record<string, "present" | "approved" | "rejected">>;
  /** What the buyer's people did. */
  buyer: BuyerFacts;
  /** The rest is by the criterion's key. */
  scores: Readonly<Record<string, number>>;
  manual: Readonly<Record<string, boolean>>;
  evidence: Readonly<Record<string, readonly Evidence[]>>;
  overrides: Readonly<Record<string, Override>>;
  /** Lets the gate pass although its score is too low. */
  scoreOverride?: Override;
}

export interface EvaluatedCriterion {
  key: string;
  title: Title;
  status: CriterionStatus;
  mandatory: boolean;
  weight: number;
  /** Share of its weight that it earns, 0 to 1. */
  earned: number;
}

export interface Evaluation {
  criteria: EvaluatedCriterion[];
  /** Percent of the weights that is earned; null when nothing has a weight. */
  score: number | null;
  /** Why the gate cannot be submitted; empty when it can. */
  blocking: Reason[];
  /** What deciders must be told before they decide. */
  flags: Reason[];
}

type Raw = "met" | "open" | "failed";

function testField(
  test: Extract<Criterion, { kind: "field" }>["test"],
  value: Facts["fields"][string] | undefined,
): Raw {
  if (value === undefined || value === null || value === "") return "open";
  switch (test.is) {
    case "present":
      return "met";
    case "equals":
      return value === test.value ? "met" : "failed";
    case "one-of":
      return test.values.includes(value) ? "met" : "failed";
    case "at-least":
      return typeof value === "number" && value >= test.value ? "met" : "failed";
    case "at-most":
      return typeof value === "number" && value <= test.value ? "met" : "failed";
  }
}

function buyerDid(did: Extract<Criterion, { kind: "buyer" }>["did"], buyer: Facts["buyer"]): boolean {
  if ("activity" in did) return buyer.activities.includes(did.activity);
  if ("artefact" in did) return buyer.artefacts.includes(did.artefact);
  if ("approved" in did) return buyer.approved.includes(did.approved);
  if ("opened" in did) return buyer.opened.includes(did.opened);
  if ("discussed" in did) return buyer.discussed.includes(did.discussed);
  if ("agreed" in did) return buyer.agreed.includes(did.agreed);
  if ("joined" in did) return buyer.joined >= did.joined;
  return buyer.proposals.includes(did.proposal);
}

function raw(criterion: Criterion, facts: Facts): Raw {
  switch (criterion.kind) {
    case "field":
      return testField(criterion.test, facts.fields[criterion.field]);
    case "artefact": {
      const state = facts.artefacts[criterion.artefact];
      if (state === "rejected") return "failed";
      return state === "approved" || (state === "present" && criterion.state === "present") ? "met" : "open";
    }
    case "buyer":
      return buyerDid(criterion.did, facts.buyer) ? "met" : "open";
    case "score": {
      const score = facts.scores[criterion.key];
      if (score === undefined) return "open";
      return score >= criterion.pass ? "met" : "failed";
    }
    case "manual": {
      const judged = facts.manual[criterion.key];
      if (judged === undefined) return "open";
      return judged ? "met" : "failed";
    }
  }
}

const DAY = 86_400_000;

/** The last moment at which a piece of evidence holds: its own expiry or the criterion's, whichever is sooner. */
function holdsUntil(evidence: Evidence, validDays: number | undefined): number {
  const own = evidence.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(evidence.expiresAt);
  const byRule =
    validDays === undefined ? Number.POSITIVE_INFINITY : Date.parse(evidence.addedAt) + validDays * DAY;
  return Math.min(own, byRule);
}

/**
 * The status of one criterion at a moment (an ISO instant). Evidence is asked for only once the rest is met, and an
 * override counts only for what is not met, so that it is never flagged without need.
 */
export function criterionStatus(criterion: Criterion, facts: Facts, at: string): CriterionStatus {
  let status: CriterionStatus = raw(criterion, facts);
  if (status === "met" && criterion.evidence?.required) {
    const evidence = facts.evidence[criterion.key] ?? [];
    const valid = evidence.some((piece) => holdsUntil(piece, criterion.evidence?.validDays) > Date.parse(at));
    if (!valid) status = evidence.length === 0 ? "open" : "expired";
  }
  return status !== "met" && facts.overrides[criterion.key] ? "overridden" : status;
}

/** A score earns its share even when it does not pass; everything else earns all or nothing. */
function earned(criterion: Criterion, status: CriterionStatus, facts: Facts): number {
  if (status === "met" && criterion.kind !== "score") return 1;
  if (status === "overridden") return 1;
  if (criterion.kind !== "score" || status === "expired" || status === "open") return 0;
  return Math.min(1, Math.max(0, (facts.scores[criterion.key] ?? 0) / criterion.max));
}

/** Judges all criteria of a gate. Mandatory ones that are not met block, and so does a score that is too low. */
export function evaluate(
  gate: Pick<GateDefinition, "criteria" | "passScore">,
  facts: Facts,
  at: string,
): Evaluation {
  const criteria = gate.criteria.map((criterion): EvaluatedCriterion => {
    const status = criterionStatus(criterion, facts, at);
    return {
      key: criterion.key,
      title: criterion.title,
      status,
      mandatory: criterion.mandatory,
      weight: criterion.weight ?? 0,
      earned: earned(criterion, status, facts),
    };
  });
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const points = criteria.reduce((sum, { weight, earned: share }) => sum + weight * share, 0);
  const score = weights === 0 ? null : (100 * points) / weights;

  const blocking: Reason[] = criteria
    .filter(({ mandatory, status }) => mandatory && status !== "met" && status !== "overridden")
    .map(({ status, title }) => ({ key: `reason-criterion-${status}`, params: { criterion: title } }));
  // Sums of shares are fractions in binary: a hair below the limit is the limit.
  const low = gate.passScore !== undefined && score !== null && score + 1e-9 < gate.passScore;
  const scoreParams = { score: Math.floor((score ?? 0) + 1e-9), pass: gate.passScore ?? 0 };
  if (low && !facts.scoreOverride) blocking.push({ key: "reason-score-low", params: scoreParams });

  const flags: Reason[] = criteria
    .filter(({ status }) => status === "overridden")
    .map(({ title }) => ({ key: "reason-criterion-overridden", params: { criterion: title } }));
  if (low && facts.scoreOverride) flags.push({ key: "reason-score-overridden", params: scoreParams });
  return { criteria, score, blocking, flags };
}

/** May this person override? The right comes from the room's rules; a reason is always needed. */
export function checkOverride(attempt: {
  mayOverride: boolean;
  reason: string;
  status: CriterionStatus;
}): Reason[] {
  const refusals: Reason[] = [];
  if (!attempt.mayOverride) refusals.push({ key: "reason-override-right" });
  if (attempt.reason.trim() === "") refusals.push({ key: "reason-override-reason" });
  if (attempt.status === "met") refusals.push({ key: "reason-override-needless" });
  return refusals;
}
