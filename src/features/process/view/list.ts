import type { z } from "zod";
import type { State } from "#ui/index.ts";
import { wordsIn } from "../copy/wording.ts";
import { progressLine } from "../drawing/progress-line.ts";
import type { listProcess } from "../queries/list.ts";
import type { ShownActivity } from "../queries/process.ts";
import { type Day, type Lateness, lateness } from "../schedule/index.ts";
import { GATE_SHAPES, GATE_WORDS, type GateMark } from "./marks.ts";
import { type Taking, takingIn } from "./words.ts";

export type ProcessList = z.output<typeof listProcess.output>;

export const SHOWN = ["all", "mine", "waiting"] as const;
export type Shown = (typeof SHOWN)[number];

export interface ActivityRow
  extends Pick<
    ShownActivity,
    | "id"
    | "audience"
    | "side"
    | "state"
    | "waitingFor"
    | "note"
    | "channel"
    | "plannedStart"
    | "plannedEnd"
    | "actualStart"
    | "actualEnd"
  > {
  title: string;
  late: Lateness;
  leads: Taking | null;
  others: Taking[];
  makes: string[];
  /** Something is to be done now: by the reader, or by others. */
  waits: "mine" | "others" | null;
}

/** A decision or a handover among the activities: it has its own page. */
export interface PointRow {
  kind: "gate" | "handover";
  id: string;
  title: string;
  audience: ShownActivity["audience"];
  plannedOn: string | null;
  /** How it stands and that it has a page of its own; null where nobody tells. */
  stands: { mark: State; words: string } | null;
}

type HandoverState = "planned" | "running" | "done";

export interface PhasePart {
  id: string;
  title: string;
  state: "done" | "current" | "ahead";
  done: number;
  of: number;
  rows: ActivityRow[];
  points: PointRow[];
}

/** Shape and word (a key of the catalogue) of a gate's or handover's standing. */
function standsOf(
  point: { kind: "gate"; mark: GateMark | null } | { kind: "handover"; state: HandoverState | null },
): PointRow["stands"] {
  if (point.kind === "handover") return point.state && { mark: point.state, words: `state-${point.state}` };
  return point.mark && { mark: GATE_SHAPES[point.mark], words: GATE_WORDS[point.mark] };
}

/** The list of a room's process as one reader reads it: only what was asked for, in one language, dates judged by a day. */
export function listView(
  list: ProcessList,
  reader: { me: string; language: string; today: Day },
  shown: Shown,
) {
  const { language, today, me } = reader;
  const say = (words: Record<string, string>) => wordsIn(words, language);
  const taking = takingIn(list, language);
  const artefacts = new Map(list.artefacts.map(({ id, title }) => [id, say(title)]));
  const waiting = new Map(list.waiting.map(({ activity, mine }) => [activity, mine]));
  const wanted = (activity: ShownActivity): boolean => {
    if (shown === "waiting") return waiting.has(activity.id);
    if (shown === "mine")
      return (
        waiting.get(activity.id) === true || activity.participants.some(({ member }) => member?.id === me)
      );
    return true;
  };
  const rowOf = (activity: ShownActivity): ActivityRow => {
    const { key: _, phase: __, version: ___, participants, artefacts: links, title, ...rest } = activity;
    const all = participants.map(taking);
    const mine = waiting.get(activity.id);
    return {
      ...rest,
      title: say(title),
      late: lateness(activity, today),
      leads: all.find(({ part }) => part === "lead") ?? null,
      others: all.filter(({ part }) => part === "co-perform"),
      makes: links.flatMap(({ artefact, direction }) =>
        direction === "out" ? (artefacts.get(artefact) ?? []) : [],
      ),
      waits: mine === undefined ? null : mine ? "mine" : "others",
    };
  };
  return {
    name: list.process ? say(list.process.name) : null,
    version: list.process?.version ?? 0,
    phases: list.line.map(
      (phase): PhasePart => ({
        id: phase.id,
        title: say(phase.title),
        state: phase.state,
        done: phase.done,
        of: phase.of,
        rows: list.activities.filter((one) => one.phase === phase.id && wanted(one)).map(rowOf),
        points:
          shown === "all"
            ? [
                ...list.gates
                  .filter(({ after }) => after === phase.id)
                  .map((gate) => ({ ...gate, kind: "gate" as const })),
                ...list.handovers
                  .filter((handover) => handover.phase === phase.id)
                  .map((handover) => ({ ...handover, kind: "handover" as const })),
              ].map((point) => ({
                kind: point.kind,
                id: point.id,
                title: say(point.title),
                audience: point.audience,
                plannedOn: point.plannedOn,
                stands: standsOf(point),
              }))
            : [],
      }),
    ),
    line: progressLine(
      list.line.map(({ id, short, state }) => ({ key: id, title: say(short), state })),
      // The line is the same for everyone in the room, so it has no place for what some do not see.
      list.gates.flatMap(({ id, title, after, before, mark, audience }) =>
        mark && audience.kind === "room" ? [{ key: id, title: say(title), after, before, mark }] : [],
      ),
    ).points,
    ways: list.ways.map(({ key, title, options }) => ({
      key,
      title: say(title),
      options: options.map((option) => ({ key: option.key, title: say(option.title) })),
    })),
    blueprints: list.blueprints.map(({ id, name, about }) => ({ id, name: say(name), about: say(about) })),
    counts: {
      all: list.activities.length,
      mine: list.activities.filter(
        (one) => waiting.get(one.id) || one.participants.some(({ member }) => member?.id === me),
      ).length,
      waiting: list.waiting.length,
    },
    may: list.may,
  };
}
