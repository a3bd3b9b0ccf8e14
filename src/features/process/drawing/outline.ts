import type { Picture, PictureActivity, PictureGate, PictureHandover } from "./picture.ts";
import { numberSteps, preparePhase } from "./plan/index.ts";

interface Entry {
  key: string;
  title: string;
  stateLabel: string;
  href?: string;
  /** Steps of this picture that come first. */
  after: { key: string; title: string; number?: string }[];
}

export type OutlineEntry =
  | (Entry & {
      kind: "activity";
      number: string;
      late: boolean;
      /** Lane and who in it, by part. */
      leads: string[];
      takesPart: string[];
      consulted: string[];
      informed: string[];
      channelLabel: string;
    })
  | (Entry & { kind: "gate"; between: boolean })
  | (Entry & { kind: "handover"; number: string; from: string; to: string });

export interface OutlinePhase {
  key: string;
  number: number;
  title: string;
  entries: OutlineEntry[];
}

/**
 * The picture in words: phases in order, in each its steps in the order of their numbers, decisions where they fall.
 * Everything the drawing says is here, and nothing else, so that who cannot see it misses nothing.
 */
export function outline(picture: Picture): OutlinePhase[] {
  const steps = new Map<string, PictureActivity | PictureGate | PictureHandover>(
    [...picture.activities, ...picture.gates, ...picture.handovers].map((step) => [step.key, step]),
  );
  const lanes = new Map(picture.lanes.map((lane) => [lane.key, lane.title]));
  const prepared = picture.phases.map((phase) => preparePhase(picture, phase.key));
  const numbers = new Map(
    prepared.flatMap((phase, at) => [
      ...numberSteps(
        phase.steps.filter((step) => step.item),
        at,
      ),
    ]),
  );
  const base = (step: PictureActivity | PictureGate | PictureHandover): Entry => ({
    key: step.key,
    title: step.title,
    stateLabel: step.stateLabel,
    ...(step.href ? { href: step.href } : {}),
    after: step.dependsOn.flatMap((key) => {
      const other = steps.get(key);
      const number = numbers.get(key);
      return other ? [{ key, title: other.title, ...(number ? { number } : {}) }] : [];
    }),
  });
  const entry = (key: string): OutlineEntry[] => {
    const step = steps.get(key);
    if (!step) return [];
    const number = numbers.get(key) ?? "";
    if ("mark" in step) return [{ ...base(step), kind: "gate", between: step.after !== step.before }];
    if ("from" in step) {
      const [from, to] = [lanes.get(step.from) ?? "", lanes.get(step.to) ?? ""];
      return [{ ...base(step), kind: "handover", number, from, to }];
    }
    const who = (part: string) =>
      step.participants.flatMap((p) =>
        p.part === part && lanes.has(p.lane) ? [`${p.label} (${lanes.get(p.lane)})`] : [],
      );
    return [
      {
        ...base(step),
        kind: "activity",
        number,
        late: step.late,
        leads: who("lead"),
        takesPart: who("co-perform"),
        consulted: who("consult"),
        informed: who("inform"),
        channelLabel: step.channelLabel ?? "",
      },
    ];
  };
  return picture.phases.map((phase, at) => {
    const own = prepared[at]?.steps.map((step) => step.key) ?? [];
    const after = picture.gates.filter((gate) => gate.after === phase.key && gate.before !== phase.key);
    return {
      key: phase.key,
      number: at + 1,
      title: phase.title,
      entries: [...own, ...after.map((gate) => gate.key)].flatMap(entry),
    };
  });
}
