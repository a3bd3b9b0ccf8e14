import type { AudienceKind } from "#features/rooms/index.ts";
import type { Outcome, Purpose, State, Status } from "./lists.ts";

/** What weighs most of what was said of a revision: one who does not approve more than comments, comments more than approval. */
export const verdict = (said: readonly Outcome[]): Outcome | undefined =>
  (["not-approved", "approved-with-comments", "approved"] as const).find((one) => said.includes(one));

/**
 * The one word that says how a document stands: what ended it comes first, then whether it is approved or not, then what the
 * revision that stands was given out for. The register's filter says the same in SQL (queries/list.ts).
 */
export function statusOf(document: {
  state: State;
  /** The last day on which it is valid, ISO date. */
  validUntil: string | null;
  /** Of the revision that stands before all who see the document. */
  purpose: Purpose | null;
  /** What was said of it before all who see it. */
  outcomes: readonly Outcome[];
  audienceKind: AudienceKind;
  /** ISO date. */
  today: string;
}): Status {
  const { state, validUntil, purpose, outcomes, audienceKind, today } = document;
  if (state !== "current") return state;
  if (validUntil !== null && validUntil < today) return "ended";
  const said = verdict(outcomes);
  if (said) return said;
  if (audienceKind === "seller" || audienceKind === "buyer") return "draft";
  if (purpose === "comment" || purpose === "approval" || purpose === "as-built") return purpose;
  return "current";
}
