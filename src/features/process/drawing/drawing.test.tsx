import { readFileSync } from "node:fs";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { BANDS, LINES, parseBlueprint } from "../model/index.ts";
import { phases, pictures } from "./fixtures/pictures.ts";
import { outline } from "./outline.ts";
import { cutAtVisibility, type Picture, type PictureActivity } from "./picture.ts";
import { layout } from "./plan/layout.ts";
import { packPhase, preparePhase } from "./plan/pack.ts";
import { BlueprintPicture } from "./svg/BlueprintPicture.tsx";
import { standaloneSvg } from "./svg/standalone.tsx";
import { templatePicture } from "./template.ts";

const draws = (activity: PictureActivity) =>
  activity.participants.some(({ part }) => part === "lead" || part === "co-perform");

describe("any picture", () => {
  test("boxes never overlap, lie within the frame, and every step that somebody does is there once", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const plan = layout(picture);
        const boxes = plan.items.flatMap((item) => item.boxes);
        for (const [at, a] of boxes.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(plan.left);
          expect(a.x + a.width).toBeLessThanOrEqual(plan.width);
          expect(a.y).toBeGreaterThanOrEqual(plan.top);
          expect(a.y + a.height).toBeLessThanOrEqual(plan.bottom);
          for (const b of boxes.slice(at + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
        const expected = [...picture.activities.filter(draws), ...picture.handovers].map((step) => step.key);
        expect(plan.items.map((item) => item.key).sort()).toEqual(expected.sort());
        expect(new Set(plan.items.map((item) => item.number)).size).toBe(plan.items.length);
      }),
    );
  });

  test("a thread never runs through a box", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const plan = layout(picture);
        const boxes = plan.items.flatMap((item) => item.boxes);
        for (const { thread } of plan.items)
          for (const box of thread ? boxes : []) {
            const crosses =
              thread &&
              box.x < thread.x &&
              thread.x < box.x + box.width &&
              box.y < thread.bottom &&
              thread.top < box.y + box.height;
            expect(crosses).toBe(false);
          }
      }),
    );
  });

  test("boxes stand in their own lanes", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const plan = layout(picture);
        const lane = new Map(plan.lanes.map((one) => [one.key, one]));
        for (const activity of picture.activities) {
          const item = plan.items.find((one) => one.key === activity.key);
          for (const { lane: key, part } of activity.participants) {
            const own = lane.get(key);
            if (!item || !own || part === "consult" || part === "inform") continue;
            const there = item.boxes.some((box) => box.y < own.y + own.height && own.y < box.y + box.height);
            expect(there).toBe(true);
          }
        }
      }),
    );
  });

  test("at full pace everything stands to the right of what it depends on, and of gates between", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        for (const phase of phases) {
          const packed = packPhase(
            preparePhase(picture, phase.key),
            picture.lanes.map(() => 2),
            1,
          );
          const column = new Map(packed.items.map((item) => [item.key, item.column]));
          for (const item of packed.items)
            for (const key of item.dependsOn) {
              const before = column.get(key);
              if (before !== undefined) expect(item.column).toBeGreaterThan(before);
            }
          for (const gate of packed.gates) {
            const own = picture.gates.find((one) => one.key === gate.key);
            for (const key of own?.dependsOn ?? [])
              expect(gate.column).toBeGreaterThan(column.get(key) ?? -1);
          }
        }
      }),
    );
  });

  test("the list has the same steps with the same numbers", () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const told = outline(picture).flatMap((phase) => phase.entries);
        const numbered = told.flatMap((entry) => ("number" in entry ? [[entry.key, entry.number]] : []));
        const drawn = layout(picture).items.map((item) => [item.key, item.number]);
        expect(numbered.sort()).toEqual(drawn.sort());
        expect(told.filter((entry) => entry.kind === "gate")).toHaveLength(picture.gates.length);
      }),
    );
  });
});

describe("cut at the line of visibility", () => {
  const secret = "Zb8Kq";
  const hidden = fc.record({
    phase: fc.constantFrom("p1", "p2"),
    band: fc.constantFrom(
      "backstage" as const,
      "support" as const,
      "preparation" as const,
      "management" as const,
    ),
    offset: fc.nat(400),
    joins: fc.nat(14),
  });

  test("two rooms that differ only below the line give the same bytes", () => {
    fc.assert(
      fc.property(pictures, fc.array(hidden, { minLength: 1, maxLength: 5 }), (picture, below) => {
        const lanes = below.map(({ band }, at) => ({ key: `x${at}`, title: secret, band }));
        const more: Picture = {
          ...picture,
          lanes: [...picture.lanes, ...lanes].sort((a, b) => BANDS.indexOf(a.band) - BANDS.indexOf(b.band)),
          activities: [
            // People below the line join what is visible, and visible steps depend on hidden ones.
            ...picture.activities.map((activity, at) => ({
              ...activity,
              participants: [
                ...activity.participants,
                ...below.flatMap((b, i) =>
                  b.joins === at ? [{ lane: `x${i}`, part: "consult" as const, label: secret }] : [],
                ),
              ],
              dependsOn: below.some((b) => b.joins === at)
                ? [...activity.dependsOn, "x0"]
                : activity.dependsOn,
            })),
            ...below.map(
              ({ phase, offset }, at): PictureActivity => ({
                key: `x${at}`,
                title: secret,
                phase,
                offset,
                participants: [{ lane: `x${at}`, part: "lead", label: secret }],
                dependsOn: [],
                state: "running",
                stateLabel: secret,
                late: true,
              }),
            ),
          ],
        };
        expect(JSON.stringify(cutAtVisibility(more))).toBe(JSON.stringify(cutAtVisibility(picture)));
        const cut = renderToStaticMarkup(<BlueprintPicture picture={cutAtVisibility(more)} id="x" />);
        expect(cut.includes(secret)).toBe(false);
        expect(cut).toBe(
          renderToStaticMarkup(<BlueprintPicture picture={cutAtVisibility(picture)} id="x" />),
        );
        expect(JSON.stringify(outline(cutAtVisibility(more)))).toBe(
          JSON.stringify(outline(cutAtVisibility(picture))),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("the shipped process as a drawing", () => {
  const text = readFileSync(
    new URL("../../../../blueprints/capital-project-sale.yaml", import.meta.url),
    "utf8",
  );
  const parsed = parseBlueprint(text, "x");
  if (!parsed.ok) throw new Error("unsound");
  const bands = Object.fromEntries(BANDS.map((band) => [band, band])) as Record<
    (typeof BANDS)[number],
    string
  >;
  const picture = templatePicture(parsed.blueprint, "fi", {
    description: "Kuvaus & <selite>",
    bands,
    below: "Vain oma tiimimme",
    planned: "suunniteltu",
    channel: (channel) => channel,
    legend: [{ mark: "planned", label: "suunniteltu" }],
  });
  const svg = standaloneSvg(picture);

  test("stands alone: plain colours, escaped words, no links, nothing to fetch", () => {
    expect(svg.includes("var(")).toBe(false);
    expect(svg).not.toMatch(/<script|<a |href|url\(|@import/);
    expect(svg).toContain("Kuvaus &amp; &lt;selite&gt;");
    expect(svg).toMatch(
      /^<\?xml[^>]+\?>\n<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/,
    );
  });
  test("follows the reader's theme on a screen, and is one picture to whoever listens", () => {
    const live = renderToStaticMarkup(<BlueprintPicture picture={picture} id="p" />);
    expect(live).toContain("var(--sheet, #ffffff)");
    expect(live).toContain('role="img" aria-labelledby="p-title" aria-describedby="p-description"');
    const linked = { ...picture, gates: picture.gates.map((gate) => ({ ...gate, href: "/x" })) };
    expect(renderToStaticMarkup(<BlueprintPicture picture={linked} id="p" />)).toContain('role="group"');
  });
  test("has all six bands, five lines and eight gates", () => {
    const plan = layout(picture);
    expect(plan.bands.map((band) => band.key)).toEqual(BANDS);
    expect(plan.lines.map((line) => line.key)).toEqual(LINES);
    expect(plan.gates).toHaveLength(8);
  });
  test("prints on A3 with letters of at least 1.3 mm, and is drawn quickly", () => {
    const began = performance.now();
    const plan = layout(picture);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(11.5 * Math.min(400 / plan.width, 277 / plan.height)).toBeGreaterThan(1.3);
  });
  test("the customer's cut has no word of the bands below", () => {
    const cut = standaloneSvg(cutAtVisibility(picture));
    for (const lane of picture.lanes.filter((one) => !["customer", "onstage"].includes(one.band)))
      expect(cut.includes(`>${lane.title}<`)).toBe(false);
    expect(cut.includes("Näkyvyyden raja")).toBe(false);
    expect(cut.includes("Vain oma tiimimme")).toBe(false);
    expect(cut.includes("Vuorovaikutuksen raja")).toBe(true);
  });
  test("the list says who does what, and after what", () => {
    const entry = outline(picture)
      .flatMap((phase) => phase.entries)
      .find((one) => one.key === "technical-layout");
    expect(entry).toMatchObject({
      kind: "activity",
      leads: ["Teknologiapäällikkö (Teknologia)"],
      takesPart: ["Prosessi-insinööri (Prosessi ja kunnossapito)", "Sovellusinsinööri (Sovellussuunnittelu)"],
      consulted: ["Konsultti (Konsultti)"],
      channelLabel: "face-to-face",
      after: [{ key: "feasibility-study" }],
    });
  });
});
