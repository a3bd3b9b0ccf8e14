import type { z } from "zod";
import { wording } from "#features/process/index.ts";
import type { Known } from "../facts.ts";
import type { Course } from "../store.ts";
import type { criterionShape } from "./shapes.ts";

/** The criteria of a gate as they stand, each with what it asks for and what has been given. */
export function criteriaOf(
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
