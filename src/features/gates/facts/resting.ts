import type { Snapshot } from "#features/process/index.ts";
import type { Course } from "../course/index.ts";
import type { Known } from "./gather.ts";

/** Everything that would be frozen if the gate were submitted now, but for who submits it when and who decides. */
export function resting(
  course: Course,
  known: Known,
): Pick<Snapshot, "amount" | "score" | "criteria" | "documents"> {
  const artefacts = new Set(
    course.definition.criteria.flatMap((one) => (one.kind === "artefact" ? [one.artefact] : [])),
  );
  const ids = new Set([
    ...known.documents.filter(({ artefact }) => artefacts.has(artefact)).map(({ id }) => id),
    ...known.evidence.flatMap(({ document }) => document ?? []),
  ]);
  return {
    amount: known.amount,
    score: known.evaluation.score,
    criteria: known.evaluation.criteria.map(({ key, status }) => {
      const override = known.facts.overrides[key];
      return {
        key,
        status,
        evidence: (known.facts.evidence[key] ?? []).map(({ hash }) => hash),
        ...(status === "overridden" && override ? { override: override.reason } : {}),
      };
    }),
    documents: [...ids].flatMap((id) => {
      const now = known.standing.get(id);
      return now ? [{ id, title: now.title, hash: now.hash }] : [];
    }),
  };
}
