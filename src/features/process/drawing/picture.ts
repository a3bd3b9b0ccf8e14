import type { AudienceTone } from "#ui/index.ts";
import type { Band, Channel, Line, Part } from "../model/index.ts";
import { VISIBLE_BANDS } from "../model/index.ts";
import type { ActivityState } from "../schedule/index.ts";

/** What a picture is drawn from. All words are already in the reader's language; nothing that is not here can show. */
export interface Picture {
  title: string;
  description: string;
  phases: readonly { key: string; title: string }[];
  bands: readonly { key: Band; title: string }[];
  lines: Readonly<Record<Line, string>>;
  /** Whose eyes the bands below the line of visibility are for ("Only our team"). */
  below: string;
  lanes: readonly { key: string; title: string; band: Band }[];
  activities: readonly PictureActivity[];
  gates: readonly PictureGate[];
  handovers: readonly PictureHandover[];
  legend: readonly LegendEntry[];
}

interface Step {
  key: string;
  title: string;
  dependsOn: readonly string[];
  /** Where its own page is. */
  href?: string;
  stateLabel: string;
  /** Who reads it, when that is not everyone in the room. */
  only?: { tone: AudienceTone; label: string };
}

export interface PictureActivity extends Step {
  phase: string;
  participants: readonly { lane: string; part: Part; label: string }[];
  /** Place in its phase: days from the phase's start. */
  offset: number;
  state: ActivityState;
  late: boolean;
  channel?: Channel;
  channelLabel?: string;
}

/** Before it is submitted it is `ahead`, while it is decided `open`, afterwards the name of its outcome. */
export type GateMark = "ahead" | "open" | "go" | "conditional" | "hold" | "rework" | "no-go" | "no-decision";

export interface PictureGate extends Step {
  after: string;
  before: string;
  mark: GateMark;
}

export interface PictureHandover extends Step {
  phase: string;
  from: string;
  to: string;
  state: "planned" | "running" | "done";
}

export interface LegendEntry {
  mark: ActivityState | "late" | "gate" | "handover" | "lead" | "consult" | "inform";
  label: string;
}

/**
 * The customer's picture: bands below the line of visibility are gone, with all that lies in them, and so are lanes in
 * which nothing that is left takes place. Nothing marks what was there. It is a second wall only: the rows it is given
 * were filtered by the database for the reader already.
 */
export function cutAtVisibility(picture: Picture): Picture {
  const above = new Set(
    picture.lanes.filter((lane) => VISIBLE_BANDS.includes(lane.band)).map((lane) => lane.key),
  );
  const activities = picture.activities
    .map((activity) => ({
      ...activity,
      participants: activity.participants.filter((p) => above.has(p.lane)),
    }))
    .filter((activity) => activity.participants.some(({ part }) => part === "lead" || part === "co-perform"));
  const handovers = picture.handovers.filter(({ from, to }) => above.has(from) && above.has(to));
  const inUse = new Set([
    ...activities.flatMap((activity) => activity.participants.map((p) => p.lane)),
    ...handovers.flatMap(({ from, to }) => [from, to]),
  ]);
  const lanes = picture.lanes.filter((lane) => above.has(lane.key) && inUse.has(lane.key));
  const left = new Set([...activities, ...picture.gates, ...handovers].map((step) => step.key));
  const mended = <T extends Step>(step: T): T => ({
    ...step,
    dependsOn: step.dependsOn.filter((key) => left.has(key)),
  });
  return {
    ...picture,
    bands: picture.bands.filter((band) => lanes.some((lane) => lane.band === band.key)),
    lanes,
    below: "",
    activities: activities.map(mended),
    gates: picture.gates.map(mended),
    handovers: handovers.map(mended),
  };
}
