import { audienceMessages, audienceTone } from "#features/rooms/components/index.ts";
import { translate } from "#platform/i18n/index.ts";
import { wordsIn } from "../copy/wording.ts";
import type { PictureWords } from "../drawing/index.ts";
import type { LegendEntry, Picture, PictureActivity } from "../drawing/picture.ts";
import { BANDS, type Band, type Blueprint, LINES } from "../model/index.ts";
import type { ShownProcess } from "../queries/process.ts";
import type { SeenAudience } from "../queries/shapes.ts";
import { type Day, daysBetween, lateness } from "../schedule/index.ts";
import { GATE_WORDS } from "./marks.ts";

/** Puts a key of the process's catalogues into the reader's words. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

const legend = (say: Say): LegendEntry[] => [
  ...(["planned", "running", "waiting", "done", "late", "dropped"] as const).map((mark) => ({
    mark,
    label: say(`state-${mark}`),
  })),
  { mark: "gate", label: say("picture-decision") },
  { mark: "handover", label: say("picture-handover") },
  { mark: "lead", label: say("picture-lead") },
  { mark: "consult", label: say("picture-consulted") },
  { mark: "inform", label: say("picture-informed") },
];

const bandTitles = (say: Say) =>
  Object.fromEntries(BANDS.map((band) => [band, say(`band-${band}`)])) as Record<Band, string>;

/** The words for the picture of a blueprint that nobody runs yet. */
export const templateWords = (blueprint: Blueprint, say: Say): PictureWords => ({
  description: say("picture-description", {
    phases: blueprint.phases.length,
    activities: blueprint.activities.length,
    gates: blueprint.gates.length,
  }),
  bands: bandTitles(say),
  below: say("below"),
  planned: say("state-planned"),
  channel: (channel) => say(`channel-${channel}`),
  legend: legend(say),
});

/**
 * The picture of a room's process from the rows of one reader and from nothing else: places in a phase are counted from
 * the first step that this reader sees.
 */
export function roomPicture(
  room: string,
  process: ShownProcess,
  reader: { language: string; today: Day; say: Say },
): Picture {
  const { language, today, say } = reader;
  const words = (title: Record<string, string>) => wordsIn(title, language);
  const keys = new Map(
    [process.phases, process.lanes, process.activities, process.gates, process.handovers]
      .flat()
      .map(({ id, key }) => [id, key]),
  );
  const keyOf = (id: string) => keys.get(id) ?? id;
  const dependsOn = (id: string) =>
    process.dependencies.filter(({ step }) => step.id === id).map(({ needs }) => keyOf(needs.id));
  const begins = new Map<string, Day>();
  for (const { phase, plannedStart } of process.activities) {
    const first = begins.get(phase);
    if (plannedStart && (!first || plannedStart < first)) begins.set(phase, plannedStart);
  }
  const only = ({ audience }: { audience: SeenAudience }) => {
    if (audience.kind === "room") return {};
    const tone = audienceTone(audience.kind);
    return { only: { tone, label: translate(audienceMessages, language, tone, { name: audience.name }) } };
  };
  const roles = new Map(process.roles.map(({ id, title }) => [id, words(title)]));
  const activities = process.activities.map((activity): PictureActivity => {
    const first = begins.get(activity.phase);
    const delay = lateness(activity, today).kind;
    const late = delay === "start-late" || delay === "end-late";
    return {
      key: activity.key,
      title: words(activity.title),
      dependsOn: dependsOn(activity.id),
      href: `/rooms/${room}/process/activities/${activity.id}`,
      stateLabel: late
        ? `${say(`state-${activity.state}`)}, ${say("state-late")}`
        : say(`state-${activity.state}`),
      ...only(activity),
      phase: keyOf(activity.phase),
      participants: activity.participants.map(({ lane, part, role, member }) => ({
        lane: keyOf(lane),
        part,
        label: member?.name ?? (role && roles.get(role)) ?? "",
      })),
      offset: first && activity.plannedStart ? daysBetween(first, activity.plannedStart) : 0,
      state: activity.state,
      late,
      ...(activity.channel && {
        channel: activity.channel,
        channelLabel: say(`channel-${activity.channel}`),
      }),
    };
  });
  const bandsInUse = new Set(process.lanes.map(({ band }) => band));
  return {
    title: process.process ? words(process.process.name) : "",
    description: say("picture-description", {
      phases: process.phases.length,
      activities: activities.length,
      gates: process.gates.length,
    }),
    phases: process.phases.map(({ key, title }) => ({ key, title: words(title) })),
    bands: BANDS.filter((band) => bandsInUse.has(band)).map((key) => ({ key, title: bandTitles(say)[key] })),
    lines: Object.fromEntries(LINES.map((line) => [line, say(`line-${line}`)])) as Picture["lines"],
    below: say("below"),
    lanes: process.lanes.map(({ key, band, title }) => ({ key, band, title: words(title) })),
    activities,
    gates: process.gates.map((gate) => ({
      key: gate.key,
      title: words(gate.title),
      dependsOn: dependsOn(gate.id),
      ...(gate.mark && { href: `/rooms/${room}/process/gates/${gate.id}` }),
      stateLabel: gate.mark ? say(GATE_WORDS[gate.mark]) : "",
      ...only(gate),
      after: keyOf(gate.after),
      before: keyOf(gate.before),
      mark: gate.mark ?? "ahead",
    })),
    handovers: process.handovers.flatMap((handover) =>
      handover.from && handover.to
        ? [
            {
              key: handover.key,
              title: words(handover.title),
              dependsOn: dependsOn(handover.id),
              ...(handover.state && { href: `/rooms/${room}/process/handovers/${handover.id}` }),
              stateLabel: handover.state ? say(`state-${handover.state}`) : "",
              ...only(handover),
              phase: keyOf(handover.phase),
              from: keyOf(handover.from),
              to: keyOf(handover.to),
              state: handover.state ?? ("planned" as const),
            },
          ]
        : [],
    ),
    legend: legend(say),
  };
}
