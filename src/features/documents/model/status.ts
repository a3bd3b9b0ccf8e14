import type { AudienceKind } from "#features/rooms/index.ts";
import type { Outcome, Purpose, State, Status } from "./lists.ts";

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
  /** What those who may approve have said of it; one who does not approve weighs more than others who do. */
  outcomes: readonly Outcome[];
  audienceKind: AudienceKind;
  /** ISO date. */
  today: string;
}): Status {
  const { state, validUntil, purpose, outcomes, audienceKind, today } = document;
  if (state !== "current") return state;
  if (validUntil !== null && validUntil < today) return "ended";
  if (outcomes.includes("not-approved")) return "not-approved";
  if (outcomes.length > 0) return "approved";
  if (audienceKind === "seller" || audienceKind === "buyer") return "draft";
  if (purpose === "comment" || purpose === "approval" || purpose === "as-built") return purpose;
  return "current";
}
