import { type Band, VISIBLE_BANDS } from "../../model/index.ts";
import type { Picture, PictureActivity, PictureHandover } from "../picture.ts";
import { numberSteps, preparePhase } from "./pack.ts";

/** The columns of the picture for a phone: the customer, the supplier in view, and all that is behind the line of visibility. */
const ZONES = ["customer", "onstage", "behind"] as const;
export type Zone = (typeof ZONES)[number];

/** The column of a band. */
export const zoneOf = (band: Band): Zone =>
  VISIBLE_BANDS.includes(band) ? (band as "customer" | "onstage") : "behind";

export interface TallTeam {
  title: string;
  band: Band;
  part: "lead" | "co-perform" | "consult" | "inform" | "from";
}

/** A stretch of neighbouring columns (indexes into the picture's zones, `to` inclusive) and who stands in each of them. */
interface Stretch {
  from: number;
  to: number;
  teams: TallTeam[][];
}

/** A step in its row. Boxes are where something is done, notes where somebody is asked or told. */
export interface TallStep {
  kind: "activity" | "handover";
  key: string;
  number: string;
  row: number;
  boxes: Stretch[];
  notes: Stretch[];
}

/** A decision within a phase: a row of its own. */
interface TallGate {
  kind: "gate";
  key: string;
  row: number;
}

export interface TallPhase {
  key: string;
  rows: number;
  entries: (TallStep | TallGate)[];
  /** Decisions at the end of the phase. */
  after: string[];
}

interface TallLayout {
  zones: Zone[];
  phases: TallPhase[];
}

/** Neighbouring columns that hold a team of one of the kinds, as stretches. */
function stretches(teams: readonly TallTeam[][], holds: (team: TallTeam) => boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const [at, here] of teams.entries()) {
    if (!here.some(holds)) continue;
    const last = found.at(-1);
    if (last && last.to === at - 1) {
      last.to = at;
      last.teams.push(here);
    } else found.push({ from: at, to: at, teams: [here] });
  }
  return found;
}

const acts = ({ part }: TallTeam) => part === "lead" || part === "co-perform";

/**
 * The blueprint for a narrow screen: time runs downwards, the sides stand next to each other. Order and numbers are those of
 * the wide drawing. A step stands no higher than any step before it and below what it depends on; steps of different columns
 * share a row where they can.
 */
export function tallLayout(picture: Picture): TallLayout {
  const used = new Set(picture.lanes.map(({ band }) => zoneOf(band)));
  const zones = ZONES.filter((zone) => used.has(zone));
  const lanes = new Map(picture.lanes.map((lane) => [lane.key, lane]));
  const steps = new Map<string, PictureActivity | PictureHandover>(
    [...picture.activities, ...picture.handovers].map((step) => [step.key, step]),
  );

  /** Who takes part, by column; a team once, by the most that it does. */
  const teamsOf = (step: PictureActivity | PictureHandover): TallTeam[][] => {
    const rank = ["lead", "co-perform", "from", "consult", "inform"];
    const given =
      "participants" in step
        ? step.participants
        : ([
            { lane: step.to, part: "lead" },
            { lane: step.from, part: "from" },
          ] as const);
    const sorted = [...given].sort((a, b) => rank.indexOf(a.part) - rank.indexOf(b.part));
    const once = sorted.filter(({ lane }, at) => sorted.findIndex((other) => other.lane === lane) === at);
    return zones.map((zone) =>
      once.flatMap(({ lane: key, part }) => {
        const lane = lanes.get(key);
        return lane && zoneOf(lane.band) === zone ? [{ title: lane.title, band: lane.band, part }] : [];
      }),
    );
  };

  const phases = picture.phases.map(({ key: phase }, index): TallPhase => {
    const prepared = preparePhase(picture, phase);
    const numbers = numberSteps(
      prepared.steps.filter(({ item }) => item),
      index,
    );
    const free = zones.map(() => 0);
    const rowOf = new Map<string, number>();
    let floor = 0;
    const entries = prepared.steps.flatMap(({ key, dependsOn, item }): TallPhase["entries"] => {
      const step = steps.get(key);
      if (!item || !step) {
        const row = Math.max(floor, ...free);
        rowOf.set(key, row);
        free.fill(row + 1);
        floor = row + 1;
        return [{ kind: "gate", key, row }];
      }
      const teams = teamsOf(step);
      const boxes = stretches(teams, acts);
      const notes = stretches(
        teams.map((here) => (here.some(acts) ? [] : here)),
        () => true,
      );
      const ends = [...boxes, ...notes];
      const [from, to] = [Math.min(...ends.map((one) => one.from)), Math.max(...ends.map((one) => one.to))];
      const below = dependsOn.map((before) => (rowOf.get(before) ?? -1) + 1);
      const row = Math.max(floor, ...free.slice(from, to + 1), ...below);
      free.fill(row + 1, from, to + 1);
      rowOf.set(key, row);
      floor = row;
      return [{ kind: item.kind, key, number: numbers.get(key) ?? "", row, boxes, notes }];
    });
    return {
      key: phase,
      rows: Math.max(0, ...free),
      entries,
      after: picture.gates
        .filter((gate) => gate.after === phase && gate.before !== phase)
        .map(({ key }) => key),
    };
  });
  return { zones, phases };
}
