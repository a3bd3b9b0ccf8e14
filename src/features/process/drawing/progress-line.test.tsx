import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { progressLine } from "./progress-line.ts";
import { ProgressLine } from "./svg/ProgressLine.tsx";

const phases = [
  { key: "a", title: "A", state: "done" as const },
  { key: "b", title: "B", state: "current" as const },
  { key: "c", title: "C", state: "ahead" as const },
];
const gate = (
  key: string,
  after: string,
  before: string,
  mark: "ahead" | "open" | "go" | "conditional" | "hold",
) => ({ key, title: key, after, before, mark });

test("gates stand where they fall: those within a phase before those at its end", () => {
  const { points } = progressLine(phases, [
    gate("end", "b", "c", "ahead"),
    gate("in", "b", "b", "open"),
    gate("first", "a", "b", "conditional"),
  ]);
  expect(points.map((point) => `${point.key} ${point.state}`)).toEqual([
    "a done",
    "first done",
    "b current",
    "in current",
    "end ahead",
    "c ahead",
  ]);
});

test("the position counts phases, so that gates somebody cannot see do not move it", () => {
  expect(progressLine(phases, []).position).toEqual({ at: 2, of: 3, title: "B" });
  expect(progressLine(phases, [gate("in", "a", "a", "go")]).position).toEqual({ at: 2, of: 3, title: "B" });
  const state = (...states: ("done" | "current" | "ahead")[]) =>
    states.map((one, at) => ({ key: `${at}`, title: `${at}`, state: one }));
  expect(progressLine(state("ahead", "ahead"), []).position.at).toBe(1);
  expect(progressLine(state("done", "done"), []).position.at).toBe(2);
});

test("the line is a list that says each state in words", () => {
  const { points } = progressLine(phases, [gate("g", "b", "c", "hold")]);
  const html = renderToStaticMarkup(
    <ProgressLine label="Where we are" points={points} stateLabel={(point) => point.mark ?? point.state} />,
  );
  expect(html).toContain('<ol aria-label="Where we are"');
  expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  expect(html).toContain("(hold)");
});
