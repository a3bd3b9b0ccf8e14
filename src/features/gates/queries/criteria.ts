import type { z } from "zod";
import { type Criterion, wording } from "#features/process/index.ts";
import type { Course } from "../course/index.ts";
import type { BuyerAct, Known } from "../facts/index.ts";
import type { criterionShape } from "./shapes.ts";

/** The criteria of a gate as they stand, each with what it asks for and what has been given. */
export function criteriaOf(
  course: Course,
  known: Known,
  names: {
    nameOf(id: string): string;
    activities: { id: string; key: string; title: unknown }[];
    artefacts: { key: string; title: unknown }[];
    /** The supplier's own people. */
    ours: ReadonlySet<string>;
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
    const did = buyerDid(criterion);
    const talkedOf = names.activities.some(({ key }) => key === did.discussed);
    const activity = did.activity ?? (talkedOf ? did.discussed : undefined);
    const artefact =
      criterion.kind === "artefact"
        ? criterion.artefact
        : (did.artefact ?? did.approved ?? did.opened ?? (talkedOf ? undefined : did.discussed));
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
        ...(criterion.kind === "artefact"
          ? { approved: criterion.state === "approved", document: criterion.artefact }
          : {}),
        ...(activity ? { activity: activityOf(activity) } : {}),
        ...(did.proposal ? { proposal: did.proposal } : {}),
        ...(did.agreed ? { agreed: did.agreed } : {}),
        ...(did.joined ? { joined: did.joined } : {}),
        ...(did.approved ? { byBuyer: true } : {}),
        ...(did.opened ? { opened: true } : {}),
        ...(did.discussed ? { discussed: true } : {}),
        ...(criterion.kind === "score" ? { max: criterion.max, pass: criterion.pass } : {}),
        evidence: criterion.evidence?.required ?? false,
        ...(criterion.evidence?.validDays ? { validDays: criterion.evidence.validDays } : {}),
      },
      documents: known.documents
        .filter((one) => artefact && one.artefact === artefact)
        .map(({ id, title, approved }) => ({ id, title, approved })),
      acts: actsFor(known, did).map(({ by, at }) => ({
        by: by && nameOf(by),
        at: at.toISOString(),
        ours: by !== null && names.ours.has(by),
      })),
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

/** What a criterion asks of the customer; nothing for criteria of another kind. */
function buyerDid(criterion: Criterion): Partial<BuyerAsks> {
  return criterion.kind === "buyer" ? criterion.did : {};
}

interface BuyerAsks {
  activity: string;
  artefact: string;
  proposal: string;
  approved: string;
  opened: string;
  discussed: string;
  agreed: "meeting" | "deadline" | "delivery" | "milestone";
  joined: number;
}

const SHOWN = 5;

/** The acts that a criterion asks for, the newest few. */
function actsFor(known: Known, did: Partial<BuyerAsks>): BuyerAct[] {
  const [asked] = Object.entries(did);
  if (!asked) return [];
  const [kind, key] = asked;
  return known.acts
    .filter((one) => one.kind === kind && (kind === "joined" || one.key === key))
    .slice(-SHOWN)
    .reverse();
}
