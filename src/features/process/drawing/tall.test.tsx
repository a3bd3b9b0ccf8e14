import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { pictures } from "./fixtures/pictures.ts";
import { outline } from "./outline.ts";
import { cutAtVisibility, type Picture } from "./picture.ts";
import { layout, type TallStep, tallLayout, zoneOf } from "./plan/index.ts";
import { breakable } from "./tall/breakable.ts";
import { TallPicture } from "./tall/TallPicture.tsx";
import type { TallStanding } from "./tall/words.ts";

const words = {
  behind: "Behind the line",
  yours: "Yours",
  decision: "Decision",
  handover: "Handover",
  parts: {
    lead: "leads",
    "co-perform": "takes part",
    consult: "is asked",
    inform: "is told",
    from: "hands over",
  },
};
const drawn = (picture: Picture, standing?: TallStanding) =>
  renderToStaticMarkup(<TallPicture picture={picture} words={words} {...(standing && { standing })} />);
const stepsOf = (picture: Picture) =>
  tallLayout(picture).phases.flatMap(({ entries }) =>
    entries.filter((entry): entry is TallStep => entry.kind !== "gate"),
  );

describe("any picture, upright", () => {
  test("no two steps share a cell, all lie within their columns, and no row is taken by a decision and a step", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { zones, phases } = tallLayout(picture);
        for (const { entries, rows } of phases) {
          const taken = new Set<string>();
          for (const entry of entries) {
            const ends = entry.kind === "gate" ? [] : [...entry.boxes, ...entry.notes];
            const from = entry.kind === "gate" ? 0 : Math.min(...ends.map((one) => one.from));
            const to = entry.kind === "gate" ? zones.length - 1 : Math.max(...ends.map((one) => one.to));
            expect([from >= 0, to < zones.length, entry.row < rows]).toEqual([true, true, true]);
            for (let column = from; column <= to; column++) {
              const cell = `${entry.row} ${column}`;
              expect(taken.has(cell)).toBe(false);
              taken.add(cell);
            }
          }
        }
      }),
    );
  });

  test("time runs downwards: nothing stands above what is told before it, or beside what it depends on", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const after = new Map(
          [...picture.activities, ...picture.gates, ...picture.handovers].map((step) => [step.key, step]),
        );
        for (const { entries } of tallLayout(picture).phases) {
          const row = new Map(entries.map((entry) => [entry.key, entry.row]));
          expect(entries.map((entry) => entry.row)).toEqual(
            entries.map((entry) => entry.row).toSorted((a, b) => a - b),
          );
          for (const entry of entries)
            for (const before of after.get(entry.key)?.dependsOn ?? [])
              expect(row.get(before) ?? -1).toBeLessThan(entry.row);
        }
      }),
    );
  });

  test("it has the steps, numbers and decisions of the wide drawing, in the order of the words", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const pairs = (items: { key: string; number: string }[]) =>
          items.map(({ key, number }) => `${key} ${number}`);
        expect(pairs(stepsOf(picture)).toSorted()).toEqual(pairs(layout(picture).items).toSorted());
        const told = outline(picture).map(({ entries }) => entries.map(({ key }) => key));
        const tall = tallLayout(picture).phases.map(({ entries, after }) => [
          ...entries.map(({ key }) => key),
          ...after,
        ]);
        expect(tall).toEqual(told);
      }),
    );
  });

  test("every team stands in the column of its band: in a box who acts, in a note who is asked or told", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { zones } = tallLayout(picture);
        const lanes = new Map(picture.lanes.map((lane) => [lane.key, lane]));
        const steps = new Map(stepsOf(picture).map((step) => [step.key, step]));
        for (const activity of picture.activities) {
          const step = steps.get(activity.key);
          for (const { lane: key, part } of activity.participants) {
            const lane = lanes.get(key);
            if (!step || !lane) continue;
            const column = zones.indexOf(zoneOf(lane.band));
            const acts = part === "lead" || part === "co-perform";
            const places = acts ? step.boxes : [...step.boxes, ...step.notes];
            const there = places.some(({ from, to, teams }) =>
              from <= column && column <= to
                ? teams[column - from]?.some((team) => team.title === lane.title && team.part === part)
                : false,
            );
            expect(there).toBe(true);
          }
        }
      }),
    );
  });

  test("cut at the line of visibility it has no column behind it, nor a word of it", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const secret = "Zb8Kq";
        const hidden = new Set(
          picture.lanes.flatMap((lane) => (zoneOf(lane.band) === "behind" ? [lane.key] : [])),
        );
        const marked: Picture = {
          ...picture,
          lines: { ...picture.lines, visibility: secret },
          below: secret,
          lanes: picture.lanes.map((lane) => (hidden.has(lane.key) ? { ...lane, title: secret } : lane)),
          activities: picture.activities.map((one) =>
            one.participants.every(({ lane }) => hidden.has(lane)) ? { ...one, title: secret } : one,
          ),
        };
        const cut = cutAtVisibility(marked);
        expect(tallLayout(cut).zones).not.toContain("behind");
        expect(drawn(cut)).not.toMatch(new RegExp(`${secret}|${words.behind}|tall-behind`));
      }),
    );
  });
});

describe("what the reader of a running process sees", () => {
  const [picture] = fc.sample(pictures, { numRuns: 1, seed: 7 });
  if (!picture) throw new Error("no picture");
  const lanes = [
    { key: "c", title: "Purchasing", band: "customer" as const },
    { key: "s", title: "Sales", band: "onstage" as const },
  ];
  const activity = (key: string, phase: string) => ({
    key,
    phase,
    title: key,
    href: `/${key}`,
    participants: [{ lane: "c", part: "lead" as const, label: "who" }],
    offset: 0,
    dependsOn: [],
    state: "running" as const,
    stateLabel: "running",
    late: false,
  });
  const running: Picture = {
    ...picture,
    lanes,
    gates: [],
    handovers: [],
    activities: [activity("compare", "p2"), activity("ask", "p1")],
  };
  const standing = { current: "p2", notes: { p1: "behind", p2: "here" }, mine: ["compare"] };

  test("the phase the project is in lies open, the others are one press away", () => {
    expect(drawn(running, standing).match(/<details[^>]*>/g)).toEqual([
      '<details class="tall-phase">',
      '<details class="tall-phase tall-here" open="">',
    ]);
    expect(drawn(running).match(/ open=""/g)).toHaveLength(2);
  });

  test("what waits for the reader says so in words, and only that", () => {
    const html = drawn(running, standing);
    expect(html.match(/Yours/g)).toHaveLength(1);
    expect(html).toMatch(/<a href="\/compare"[^>]*box-mine/);
  });
});

test("long words may break where a syllable begins, three letters from either end", () => {
  expect(breakable("Resurssisuunnitelma")).toBe("Resurs­si­suun­ni­telma");
  expect(breakable("Meet the buyer")).toBe("Meet the buyer");
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll("\u00AD", "");
      expect(breakable(plain).replaceAll("\u00AD", "")).toBe(plain);
    }),
  );
});
