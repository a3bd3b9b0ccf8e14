import type { Picture } from "../picture.ts";

/** Lanes next to each other in which somebody leads or takes part: drawn as one box. Indexes into the lanes. */
export interface Run {
  top: number;
  bottom: number;
}

export interface Item {
  key: string;
  kind: "activity" | "handover";
  runs: Run[];
  /** Lane in which its words stand. */
  lead: number;
  /** Lanes whose people are asked or told. */
  notes: { lane: number; part: "consult" | "inform" }[];
  dependsOn: readonly string[];
  offset: number;
}

export interface Placed extends Item {
  column: number;
  /** For each run of a single lane, the row within that lane. */
  rows: number[];
}

export interface PackedPhase {
  key: string;
  columns: number;
  items: Placed[];
  /** Gates within the phase, each at the left edge of a column. */
  gates: { key: string; column: number }[];
}

/** What happens in a phase, as runs of lanes. Whatever has no lane in the picture is left out. */
export function itemsOf(picture: Picture, phase: string): Item[] {
  const index = new Map(picture.lanes.map((lane, at) => [lane.key, at]));
  const activities = picture.activities.flatMap((activity): Item[] => {
    if (activity.phase !== phase) return [];
    const doing = new Set<number>();
    const notes = new Map<number, "consult" | "inform">();
    let lead: number | undefined;
    for (const { lane, part } of activity.participants) {
      const at = index.get(lane);
      if (at === undefined) continue;
      if (part === "lead" || part === "co-perform") doing.add(at);
      else if (notes.get(at) !== "consult") notes.set(at, part);
      if (part === "lead") lead = at;
    }
    const sorted = [...doing].sort((a, b) => a - b);
    const first = sorted[0];
    if (first === undefined) return [];
    const runs: Run[] = [];
    for (const at of sorted) {
      const last = runs.at(-1);
      if (last && last.bottom === at - 1) last.bottom = at;
      else runs.push({ top: at, bottom: at });
    }
    const others = [...notes].filter(([lane]) => !doing.has(lane)).map(([lane, part]) => ({ lane, part }));
    const { key, dependsOn, offset } = activity;
    return [{ key, kind: "activity", runs, lead: lead ?? first, notes: others, dependsOn, offset }];
  });
  const handovers = picture.handovers.flatMap((handover): Item[] => {
    const [from, to] = [index.get(handover.from), index.get(handover.to)];
    if (handover.phase !== phase || from === undefined || to === undefined) return [];
    const { key, dependsOn } = handover;
    const runs = [{ top: to, bottom: to }];
    return [
      {
        key,
        kind: "handover",
        runs,
        lead: to,
        notes: [{ lane: from, part: "consult" }],
        dependsOn,
        offset: 0,
      },
    ];
  });
  return [...activities, ...handovers];
}

/** Steps in an order in which everything comes after what it depends on, otherwise by offset, then as given. */
function inOrder<T extends { key: string; dependsOn: readonly string[]; offset: number }>(
  steps: readonly T[],
): T[] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const done = new Set<string>();
  const order: T[] = [];
  const visit = (step: T) => {
    if (done.has(step.key)) return;
    done.add(step.key);
    for (const key of step.dependsOn) {
      const before = byKey.get(key);
      if (before) visit(before);
    }
    order.push(step);
  };
  for (const step of steps
    .map((one, at) => ({ one, at }))
    .sort((a, b) => a.one.offset - b.one.offset || a.at - b.at))
    visit(step.one);
  return order;
}

interface PreparedStep {
  key: string;
  dependsOn: readonly string[];
  /** Nothing for a gate, which takes no room. */
  item: Item | null;
  /** How many steps of the phase come before it, one after another; for a step that depends on none, after its days. */
  depth: number;
}

/** A phase whose steps are in order and only wait for their columns. */
export interface PreparedPhase {
  key: string;
  steps: PreparedStep[];
}

/** Everything about a phase that does not depend on how many rows the lanes have. */
export function preparePhase(picture: Picture, phase: string): PreparedPhase {
  const items = itemsOf(picture, phase);
  const gates = picture.gates.filter((gate) => gate.after === phase && gate.before === phase);
  const latest = Math.max(1, ...items.map((item) => item.offset));
  const steps = inOrder([
    ...items.map((item) => ({ key: item.key, dependsOn: item.dependsOn, offset: item.offset, item })),
    ...gates.map((gate) => ({ key: gate.key, dependsOn: gate.dependsOn, offset: latest, item: null })),
  ]);
  const own = new Set(steps.map((step) => step.key));
  const depth = new Map<string, number>();
  for (const { key, dependsOn } of steps)
    depth.set(key, Math.max(0, ...dependsOn.map((before) => (depth.get(before) ?? -1) + 1)));
  const length = Math.max(0, ...depth.values());
  return {
    key: phase,
    steps: steps.map(({ key, dependsOn, offset, item }) => {
      // What depends on nothing would all stand in the first column; its days tell better.
      const free = item !== null && !dependsOn.some((before) => own.has(before));
      return {
        key,
        dependsOn,
        item,
        depth: free ? (offset / latest) * length * 0.6 : (depth.get(key) ?? 0),
      };
    }),
  };
}

/** Numbers of a phase's steps in their order, as `2.7`; picture and list use the same. */
export function numberSteps(items: readonly { key: string }[], phase: number): Map<string, string> {
  return new Map(items.map((item, at) => [item.key, `${phase + 1}.${at + 1}`]));
}

/** Which rows of which lanes are taken, column by column. */
class Grid {
  private readonly columns: Uint8Array[] = [];
  private readonly first: number[] = [];
  private readonly rows: readonly number[];
  private readonly total: number;

  constructor(rows: readonly number[]) {
    let total = 0;
    for (const count of rows) {
      this.first.push(total);
      total += count;
    }
    this.rows = rows;
    this.total = total;
  }

  private column(at: number): Uint8Array {
    while (this.columns.length <= at) this.columns.push(new Uint8Array(this.total));
    return this.columns[at] ?? new Uint8Array(this.total);
  }

  /** First and last row of a run in a column where all between are free, or nothing. */
  private find({ top, bottom }: Run, column: Uint8Array): [number, number] | null {
    const [start, rows] = [this.first[top] ?? 0, this.rows[top] ?? 1];
    if (top === bottom) {
      for (let row = start; row < start + rows; row++) if (!column[row]) return [row, row];
      return null;
    }
    // A run of several lanes uses the rows that face each other, so that others have room beside it.
    const [from, to] = [start + rows - 1, this.first[bottom] ?? 0];
    for (let row = from; row <= to; row++) if (column[row]) return null;
    return [from, to];
  }

  /** Takes the cells of all runs in a column, or leaves everything as it was. Returns the row within the lane of each run. */
  take(runs: readonly Run[], at: number): number[] | null {
    const column = this.column(at);
    const found: [number, number][] = [];
    for (const run of runs) {
      const cells = this.find(run, column);
      if (!cells) return null;
      found.push(cells);
    }
    for (const [from, to] of found) column.fill(1, from, to + 1);
    return runs.map((run, index) => (found[index]?.[0] ?? 0) - (this.first[run.top] ?? 0));
  }
}

/**
 * Places the steps of a phase in columns, read from left to right. At pace 1 each step stands to the right of what it
 * depends on; at a slower pace a column holds several steps of a sequence, one below the other in their lanes. A gate
 * always stands between. `rows` tells how many rows each lane has.
 */
export function packPhase(phase: PreparedPhase, rows: readonly number[], pace: number): PackedPhase {
  const grid = new Grid(rows);
  const after = new Map<string, number>();
  const items: Placed[] = [];
  const gates: PackedPhase["gates"] = [];
  for (const { key, dependsOn, item, depth } of phase.steps) {
    const free = Math.max(0, ...dependsOn.map((before) => after.get(before) ?? 0));
    if (!item) {
      // Never on the phase's own edge, which belongs to the gates between phases; never two on one edge.
      const last = Math.max(
        0,
        ...dependsOn.map((before) => (items.find((one) => one.key === before)?.column ?? -1) + 1),
      );
      let column = Math.max(1, free, last);
      while (gates.some((gate) => gate.column === column)) column++;
      gates.push({ key, column });
      after.set(key, column);
      continue;
    }
    let column = Math.max(free, Math.floor(depth * pace));
    let found = grid.take(item.runs, column);
    while (!found) found = grid.take(item.runs, ++column);
    items.push({ ...item, column, rows: found });
    after.set(key, pace === 1 ? column + 1 : column);
  }
  const columns = Math.max(
    1,
    ...items.map((item) => item.column + 1),
    ...gates.map((gate) => gate.column + 1),
  );
  return { key: phase.key, columns, items, gates };
}
