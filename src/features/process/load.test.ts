import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadBlueprints } from "./load.ts";
import { chooseOptions, isTouchPoint } from "./model/index.ts";

const directory = fileURLToPath(new URL("../../../blueprints/", import.meta.url));

describe("the blueprints that are shipped", async () => {
  const { blueprints, issues, classification } = await loadBlueprints(directory);

  test("are sound, PCF numbers included", () => {
    expect(issues).toEqual([]);
    expect(blueprints.map((blueprint) => blueprint.key)).toEqual([
      "capital-project-sale",
      "managed-service-onboarding",
      "small-project-sale",
    ]);
  });

  test("carry the attribution that the classification asks for", () => {
    expect(classification.attribution).toContain("open standard developed by APQC");
    expect(classification.attribution).toContain("www.apqc.org/pcf");
  });

  test("the capital project sale has the phases, gates and breadth of the field", () => {
    const capital = blueprints[0];
    expect(capital?.phases).toHaveLength(5);
    expect(capital?.activities.length).toBeGreaterThanOrEqual(45);
    expect(capital?.activities.length).toBeLessThanOrEqual(70);
    expect(capital?.gates.map((gate) => gate.key)).toEqual([
      "pursue",
      "indicative",
      "budget",
      "tender",
      "firm",
      "final",
      "contract",
      "acceptance",
    ]);
    const bands = new Set(capital?.lanes.map((lane) => lane.band));
    expect(bands.size).toBe(6);
    for (const phase of capital?.phases ?? [])
      expect(
        capital?.activities.some((a) => a.phase === phase.key && isTouchPoint(a.participants, capital.lanes)),
      ).toBe(true);
  });

  test("each of the three initialisations leaves a whole process", () => {
    const managed = blueprints[1];
    if (!managed) throw new Error("missing");
    const counts = ["consulting", "standard-service", "delivery-project"].map((option) => {
      const chosen = chooseOptions(managed, { initialisation: option });
      const steps = new Set(
        [...chosen.activities, ...chosen.gates, ...chosen.handovers].map((step) => step.key),
      );
      for (const step of [...chosen.activities, ...chosen.gates, ...chosen.handovers])
        for (const key of step.dependsOn) expect(steps.has(key)).toBe(true);
      expect(chosen.activities.every((activity) => !activity.option || activity.option === option)).toBe(
        true,
      );
      return chosen.activities.length;
    });
    expect(counts).toEqual([
      managed.activities.length - 7,
      managed.activities.length - 6,
      managed.activities.length - 5,
    ]);
    expect(chooseOptions(managed, {})).toEqual(managed);
    expect(chooseOptions(managed, { initialisation: "unheard-of" })).toEqual(managed);
  });

  test("dependencies pass through a step that is not chosen", () => {
    const capital = blueprints[0];
    if (!capital) throw new Error("missing");
    const [first] = capital.activities.filter((activity) => activity.key === "own-concept");
    const changed = {
      ...capital,
      activities: capital.activities.map((a) =>
        a.key === "budget-estimate" ? { ...a, dependsOn: ["own-concept"] } : a,
      ),
    };
    const chosen = chooseOptions(changed, { offering: "integrator" });
    expect(chosen.activities.find((a) => a.key === "budget-estimate")?.dependsOn).toEqual(first?.dependsOn);
  });
});

test("a faulty file is reported and does not keep the others from loading", async () => {
  const folder = await mkdtemp(join(tmpdir(), "blueprints-"));
  await copyFile(join(directory, "pcf.yaml"), join(folder, "pcf.yaml"));
  await copyFile(join(directory, "small-project-sale.yaml"), join(folder, "b.yaml"));
  const text = await readFile(join(directory, "small-project-sale.yaml"), "utf8");
  await writeFile(join(folder, "a.yaml"), text.replace("phase: proposal", "phase: nowhere"));
  const { blueprints, issues } = await loadBlueprints(folder);
  expect(blueprints).toHaveLength(1);
  expect(issues).toMatchObject([
    { file: "a.yaml", path: "activities[3].phase", message: 'there is no phase "nowhere"' },
  ]);
});
