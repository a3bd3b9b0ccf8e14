import { BANDS, type Blueprint, LINES, titleIn } from "../model/index.ts";
import type { LegendEntry, Picture } from "./picture.ts";

/** Words that a blueprint itself does not bring, in the reader's language. */
export interface PictureWords {
  description: string;
  bands: Readonly<Record<(typeof BANDS)[number], string>>;
  below: string;
  planned: string;
  channel: (channel: string) => string;
  legend: readonly LegendEntry[];
}

/** The picture of a blueprint that nobody runs yet: everything lies ahead. */
export function templatePicture(blueprint: Blueprint, language: string, words: PictureWords): Picture {
  const role = new Map(blueprint.roles.map((one) => [one.key, titleIn(one.title, language)]));
  const named = <T extends { title: Blueprint["name"] }>(thing: T) => ({
    ...thing,
    title: titleIn(thing.title, language),
  });
  const lines = Object.fromEntries(LINES.map((line) => [line, titleIn(blueprint.lines[line], language)]));
  return {
    title: titleIn(blueprint.name, language),
    description: words.description,
    phases: blueprint.phases.map(named),
    bands: BANDS.map((key) => ({ key, title: words.bands[key] })),
    lines: lines as Picture["lines"],
    below: words.below,
    lanes: blueprint.lanes.map(named),
    activities: blueprint.activities.map((activity) => ({
      ...named(activity),
      participants: activity.participants.map(({ lane, part, role: key }) => ({
        lane,
        part,
        label: role.get(key) ?? key,
      })),
      state: "planned",
      late: false,
      stateLabel: words.planned,
      channelLabel: activity.channel ? words.channel(activity.channel) : "",
    })),
    gates: blueprint.gates.map((gate) => ({ ...named(gate), mark: "ahead", stateLabel: words.planned })),
    handovers: blueprint.handovers.map((handover) => ({
      ...named(handover),
      from: handover.from.lane,
      to: handover.to.lane,
      state: "planned",
      stateLabel: words.planned,
    })),
    legend: words.legend,
  };
}
