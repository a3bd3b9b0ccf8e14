import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBlueprint } from "../model/index.ts";
import {
  ACTIVITY_EVENTS,
  ACTIVITY_STATES,
  type ActivityState,
  addDays,
  type Dated,
  daysBetween,
  deviation,
  lateness,
  openBefore,
  possibleEvents,
  progress,
  stepActivity,
  typicalPlan,
  type WaitingActivity,
  waits,
} from "./index.ts";

describe("an activity's states", () => {
  test("every event in every state has an answer, and the buttons tell the truth", () => {
    for (const state of ACTIVITY_STATES)
      for (const event of ACTIVITY_EVENTS)
        expect(stepActivity(state, event, "because").ok).toBe(possibleEvents(state).includes(event));
  });
  test("from everywhere the end can be reached, and nothing is a trap", () => {
    const reach = (from: ActivityState, seen: ActivityState[] = []): ActivityState[] => {
      if (seen.includes(from)) return seen;
      const next = possibleEvents(from).flatMap((event) => {
        const step = stepActivity(from, event, "x");
        return step.ok ? [step.state] : [];
      });
      return next.reduce((all, state) => reach(state, all), seen.concat(from));
    };
    for (const state of ACTIVITY_STATES) expect(reach(state).sort()).toEqual([...ACTIVITY_STATES].sort());
  });
  test("waiting and dropping need a reason", () => {
    expect(stepActivity("running", "wait", " ")).toEqual({
      ok: false,
      refusal: { key: "reason-activity-reason" },
    });
    expect(stepActivity("planned", "drop", "")).toEqual({
      ok: false,
      refusal: { key: "reason-activity-reason" },
    });
    expect(stepActivity("done", "start", "x")).toEqual({
      ok: false,
      refusal: { key: "reason-activity-not-now" },
    });
  });
});

const dated = (
  state: ActivityState,
  plannedStart: string | null,
  plannedEnd: string | null,
  more: Partial<Dated> = {},
): Dated => ({
  state,
  plannedStart,
  plannedEnd,
  actualStart: null,
  actualEnd: null,
  ...more,
});

describe("late", () => {
  test.each<[string, Dated, string, object]>([
    [
      "on its last day it is not",
      dated("running", "2026-06-01", "2026-06-10"),
      "2026-06-10",
      { kind: "on-time" },
    ],
    [
      "a day after it is",
      dated("running", "2026-06-01", "2026-06-10"),
      "2026-06-11",
      { kind: "end-late", days: 1 },
    ],
    [
      "not begun in time",
      dated("planned", "2026-06-01", "2026-06-10"),
      "2026-06-04",
      { kind: "start-late", days: 3 },
    ],
    ["begun in time", dated("waiting", "2026-06-01", "2026-06-10"), "2026-06-04", { kind: "on-time" }],
    [
      "the end weighs more than the start",
      dated("planned", "2026-06-01", "2026-06-10"),
      "2026-06-12",
      { kind: "end-late", days: 2 },
    ],
    [
      "done late",
      dated("done", "2026-06-01", "2026-06-10", { actualEnd: "2026-06-13" }),
      "2027-01-01",
      { kind: "was-late", days: 3 },
    ],
    [
      "done early",
      dated("done", "2026-06-01", "2026-06-10", { actualEnd: "2026-06-03" }),
      "2027-01-01",
      { kind: "on-time" },
    ],
    ["dropped", dated("dropped", "2026-06-01", "2026-06-10"), "2027-01-01", { kind: "on-time" }],
    ["without days", dated("planned", null, null), "2027-01-01", { kind: "on-time" }],
  ])("%s", (_, activity, today, expected) => expect(lateness(activity, today)).toEqual(expected));

  test("as time passes, an open activity only ever gets later", () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-02-20", n));
    const open = fc.constantFrom<ActivityState>("planned", "running", "waiting");
    fc.assert(
      fc.property(open, day, fc.nat(20), day, fc.nat(20), (state, start, length, today, more) => {
        const activity = dated(state, start, addDays(start, length));
        const rank = (on: string) =>
          ["on-time", "start-late", "end-late"].indexOf(lateness(activity, on).kind);
        expect(rank(addDays(today, more))).toBeGreaterThanOrEqual(rank(today));
      }),
    );
  });
  test("days cross summer time and leap years", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
  });
  test("plan against fact", () => {
    const activity = dated("done", "2026-06-01", "2026-06-10", {
      actualStart: "2026-06-03",
      actualEnd: "2026-06-09",
    });
    expect(deviation(activity)).toEqual({ start: 2, end: -1, duration: -3 });
    expect(deviation({ ...activity, actualEnd: null })).toEqual({ start: 2, end: null, duration: null });
  });
});

const title = (en: string) => ({ en, fi: en });

test("what comes first and is not done is named, but not what is hidden or dropped", () => {
  const step = (key: string, state: ActivityState, dependsOn: string[] = []) => ({
    key,
    title: title(key),
    phase: "p",
    state,
    dependsOn,
  });
  const steps = [
    step("a", "done"),
    step("b", "running"),
    step("c", "dropped"),
    step("d", "planned", ["a", "b", "c", "hidden"]),
  ];
  expect(openBefore({ dependsOn: ["a", "b", "c", "hidden"] }, steps)).toEqual([
    { key: "reason-activity-before", params: { activity: title("b") } },
  ]);
});

describe("progress", () => {
  const phases = [{ key: "one" }, { key: "two" }, { key: "three" }];
  test("counts what is passed, without the dropped", () => {
    const steps = [
      { phase: "one", state: "done" as const },
      { phase: "two", state: "done" as const },
      { phase: "two", state: "waiting" as const },
      { phase: "two", state: "dropped" as const },
    ];
    expect(progress(phases, "two", steps)).toEqual([
      { phase: "one", state: "done", done: 1, of: 1 },
      { phase: "two", state: "current", done: 1, of: 2 },
      { phase: "three", state: "ahead", done: 0, of: 0 },
    ]);
  });
  test("a room in no known phase is nowhere yet", () => {
    expect(progress(phases, "?", []).map((phase) => phase.state)).toEqual(["ahead", "ahead", "ahead"]);
  });
});

describe("what waits for whom", () => {
  const today = "2026-06-10";
  const doer = (
    side: "seller" | "buyer",
    role: string,
    part: "lead" | "co-perform" | "consult" | "inform",
    person: string | null = null,
  ) => ({ side, role, part, person });
  const activity = (key: string, more: Partial<WaitingActivity>): WaitingActivity => ({
    ...dated("planned", "2026-06-01", "2026-06-20"),
    key,
    dependsOn: [],
    participants: [
      doer("seller", "sales", "lead", "ann"),
      doer("buyer", "engineer", "co-perform", "bo"),
      doer("buyer", "manager", "inform"),
    ],
    waitsFor: null,
    ...more,
  });
  const found = (...activities: WaitingActivity[]) => waits(activities, [], today);

  test("who leads begins and finishes", () => {
    expect(found(activity("a", {}))).toMatchObject([
      { kind: "start", side: "seller", people: ["ann"], due: "2026-06-01", late: 9 },
    ]);
    expect(found(activity("a", { state: "running" }))).toMatchObject([
      { kind: "finish", due: "2026-06-20", late: 0 },
    ]);
    expect(found(activity("a", { state: "done" }), activity("b", { state: "dropped" }))).toEqual([]);
  });
  test("nothing waits before its day, or before what comes first is done", () => {
    expect(found(activity("a", { plannedStart: "2026-06-11" }))).toEqual([]);
    expect(found(activity("a", { plannedStart: null }))).toEqual([]);
    expect(
      found(activity("a", { state: "running" }), activity("b", { dependsOn: ["a"] })).map((wait) => wait.key),
    ).toEqual(["a"]);
    expect(found(activity("b", { dependsOn: ["hidden"] })).map((wait) => wait.key)).toEqual(["b"]);
  });
  test("while it waits for a side, those who do something there must answer", () => {
    expect(found(activity("a", { state: "waiting", waitsFor: "buyer" }))).toMatchObject([
      { kind: "answer", side: "buyer", roles: ["engineer"], people: ["bo"] },
    ]);
  });
  test("matters stand beside activities, the most overdue first", () => {
    const matters = [
      {
        key: "g",
        kind: "vote" as const,
        side: "seller" as const,
        roles: ["boss"],
        people: ["cy"],
        due: "2026-06-05",
      },
      { key: "h", kind: "handover" as const, side: "seller" as const, roles: ["pm"], people: [], due: null },
    ];
    const all = waits([activity("a", {}), activity("b", { state: "running" })], matters, today);
    expect(all.map(({ key, late }) => [key, late])).toEqual([
      ["a", 9],
      ["g", 5],
      ["b", 0],
      ["h", 0],
    ]);
  });
});

test("first dates follow phases and offsets", () => {
  const text = readFileSync(
    new URL("../../../../blueprints/capital-project-sale.yaml", import.meta.url),
    "utf8",
  );
  const parsed = parseBlueprint(text, "x");
  if (!parsed.ok) throw new Error("unsound");
  const plan = typicalPlan(parsed.blueprint, "2026-01-01");
  expect(plan.activities.size).toBe(parsed.blueprint.activities.length);
  const open = parsed.blueprint.activities.filter((activity) => activity.audience === "room");
  const phaseOf = new Map(open.map((a) => [a.key, a.phase]));
  const order = parsed.blueprint.phases.map((phase) => phase.key);
  for (const [a, dates] of plan.activities)
    for (const [b, others] of plan.activities)
      if (
        phaseOf.has(a) &&
        phaseOf.has(b) &&
        order.indexOf(phaseOf.get(a) ?? "") < order.indexOf(phaseOf.get(b) ?? "")
      )
        expect(dates.end < others.start).toBe(true);
  expect(plan.activities.get("enquiry")).toEqual({ start: "2026-03-02", end: "2026-03-06" });
});
