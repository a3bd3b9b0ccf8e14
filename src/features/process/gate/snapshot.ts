import canonicalize from "canonicalize";
import type { Reason } from "../reason.ts";
import type { CriterionStatus } from "./criteria.ts";
import type { Seat } from "./seats.ts";

/** What is decided on, frozen at submission: no later change reaches it. Amounts are in minor units. */
export interface Snapshot {
  gate: string;
  round: number;
  blueprint: { key: string; version: number };
  submittedBy: string;
  submittedAt: string;
  amount: { minor: number; currency: string } | null;
  score: number | null;
  criteria: readonly {
    key: string;
    status: CriterionStatus;
    evidence: readonly string[];
    override?: string;
  }[];
  /** Documents and proposals that the decision rests on, each by the hash of one revision. */
  documents: readonly { id: string; title: string; hash: string }[];
  seats: readonly Seat[];
}

const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

/**
 * One text for one content (RFC 8785), whatever order things were collected in. Only seats keep their order, because
 * in a sequence it has a meaning.
 */
export function canonicalSnapshot(snapshot: Snapshot): string {
  const sorted = {
    ...snapshot,
    criteria: snapshot.criteria
      .map((criterion) => ({ ...criterion, evidence: [...criterion.evidence].sort() }))
      .sort(by((criterion) => criterion.key)),
    documents: [...snapshot.documents].sort(by((document) => document.id)),
    seats: snapshot.seats.map((seat) => ({ ...seat, holders: [...seat.holders].sort() })),
  };
  const text = canonicalize(JSON.parse(JSON.stringify(sorted)));
  if (text === undefined) throw new TypeError("a snapshot is always an object");
  return text;
}

/** What SHA-256 is taken of. The first line names the purpose, so that a hash of something else never fits. */
export function snapshotHashInput(snapshot: Snapshot): string {
  return `frontstage gate snapshot 1\n${canonicalSnapshot(snapshot)}`;
}

/** A change of the amount below this share of it is not material. */
const TOLERANCE = 0.01;

/**
 * What changed so much since a snapshot that the decision must be taken again: the amount (by more than one percent, or
 * in another currency, or from or to unknown), another revision of a document, a criterion that was met and is not.
 * Things that were only added do not count, and neither does a criterion that has come to be met.
 */
export function materialChanges(
  before: Pick<Snapshot, "amount" | "documents" | "criteria">,
  now: Pick<Snapshot, "amount" | "documents" | "criteria">,
): Reason[] {
  const changes: Reason[] = [];
  const [was, is] = [before.amount, now.amount];
  const moved =
    was === null || is === null
      ? was !== is
      : was.currency !== is.currency || Math.abs(is.minor - was.minor) > Math.abs(was.minor) * TOLERANCE;
  if (moved) changes.push({ key: "reason-changed-amount" });

  const current = new Map(now.documents.map((document) => [document.id, document]));
  for (const document of [...before.documents].sort(by((item) => item.id)))
    if (current.get(document.id)?.hash !== document.hash)
      changes.push({ key: "reason-changed-document", params: { document: document.title } });

  const statuses = new Map(now.criteria.map((criterion) => [criterion.key, criterion.status]));
  for (const { key, status } of [...before.criteria].sort(by((item) => item.key)))
    if (status === "met" && statuses.get(key) !== "met")
      changes.push({ key: "reason-changed-criterion", params: { criterion: key } });
  return changes;
}
