import { wordsIn } from "../copy/wording.ts";
import type { TallStanding } from "../drawing/index.ts";
import type { GateMark } from "../drawing/picture.ts";
import type { ProcessList } from "./list.ts";

/** Where a sale stands, at one glance: of everything only what the reader can act on next. */
export interface Standing {
  phase: { at: number; of: number; title: string; done: number; all: number } | null;
  /** What waits for somebody now, the reader's own first. */
  waits: { id: string; title: string; side: string; mine: boolean; due: string | null; late: number }[];
  /** The first decision that is not behind: of the phase the project is in, or of a later one. */
  next: { id: string; title: string; mark: GateMark; open: boolean; plannedOn: string | null } | null;
}

/** A gate that was passed holds nothing up any more. */
const passed = (mark: GateMark | null) => mark === "go" || mark === "conditional";

/** Where the sale stands for one reader, from the rows of that reader and nothing else. */
export function standingOf(list: ProcessList, language: string): Standing {
  const say = (words: Record<string, string>) => wordsIn(words, language);
  const at = list.line.findIndex(({ state }) => state === "current");
  const here = list.line[at];
  const place = new Map(list.line.map(({ id }, index) => [id, index]));
  const ends = (gate: ProcessList["gates"][number]) => Number(gate.after !== gate.before);
  const [next] = list.gates
    .filter(({ mark, after }) => !passed(mark) && (place.get(after) ?? -1) >= at)
    .toSorted(
      (a, b) =>
        (place.get(a.after) ?? 0) - (place.get(b.after) ?? 0) ||
        ends(a) - ends(b) ||
        (a.plannedOn ?? "9999").localeCompare(b.plannedOn ?? "9999"),
    );
  return {
    phase: here
      ? { at: at + 1, of: list.line.length, title: say(here.title), done: here.done, all: here.of }
      : null,
    waits: list.waiting.map(({ activity, title, side, mine, due, late }) => ({
      id: activity,
      title: say(title),
      side,
      mine,
      due,
      late,
    })),
    next: next
      ? {
          id: next.id,
          title: say(next.title),
          mark: next.mark ?? "ahead",
          open: next.mark !== null,
          plannedOn: next.plannedOn,
        }
      : null,
  };
}

/** The same for the picture: which phase lies open, what is written beside each, which steps are the reader's. */
export function tallStanding(
  list: ProcessList,
  say: (key: string, values?: Record<string, string | number>) => string,
): TallStanding {
  const keys = new Map(list.activities.map(({ id, key }) => [id, key]));
  return {
    current: list.line.find(({ state }) => state === "current")?.key ?? "",
    notes: Object.fromEntries(
      list.line.map(({ key, state, done, of }) => [
        key,
        `${say(`phase-${state}`)} · ${say("done-of", { done, of })}`,
      ]),
    ),
    mine: list.waiting.flatMap(({ activity, mine }) => (mine ? (keys.get(activity) ?? []) : [])),
  };
}
