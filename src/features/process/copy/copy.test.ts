import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadBlueprints } from "../load.ts";
import { narrower, type PlacedAudience } from "./audiences.ts";
import { asChosen, openAlternatives } from "./options.ts";
import { copyRows } from "./rows.ts";

const folder = fileURLToPath(new URL("../../../../blueprints/", import.meta.url));
const audiences = { room: "room", seller: "seller", commercial: "commercial" };
const copyFor = { room: "r", audiences, from: "2027-01-04" };

const { blueprints } = await loadBlueprints(folder);
const capital = blueprints[0];
const managed = blueprints[1];
if (!capital || !managed) throw new Error("the shipped blueprints are missing");

describe("the rows of a room's copy", () => {
  test("put every participant, artefact and dependency into the narrower of its two audiences", () => {
    const rows = copyRows(capital, copyFor);
    const audienceOf = new Map(
      [rows.lanes, rows.activities, rows.gates, rows.handovers, rows.artefacts]
        .flat()
        .map((row) => [row.id, row.audience_id]),
    );
    const kinds = ["room", "commercial", "seller"];
    const narrowest = (...ids: (string | null)[]) =>
      kinds[Math.max(...ids.flatMap((id) => (id ? kinds.indexOf(audienceOf.get(id) ?? "?") : [])))];
    expect(rows.participants.length).toBeGreaterThan(100);
    for (const row of rows.participants)
      expect(row.audience_id).toBe(narrowest(row.activity_id, row.lane_id));
    for (const row of rows.activityArtefacts)
      expect(row.audience_id).toBe(narrowest(row.activity_id, row.artefact_id));
    for (const row of rows.dependencies)
      expect(row.audience_id).toBe(
        narrowest(
          row.activity_id,
          row.gate_id,
          row.handover_id,
          row.needs_activity_id,
          row.needs_gate_id,
          row.needs_handover_id,
        ),
      );
  });

  test("above the line are the same when everything below it differs", () => {
    const withoutIds = (blueprint: typeof capital) => {
      const rows = copyRows(blueprint, copyFor);
      const known = new Map(
        Object.values(rows)
          .flat()
          .flatMap((row) => ("id" in row && "key" in row ? [[row.id, row.key]] : [])),
      );
      return Object.fromEntries(
        Object.entries(rows).map(([table, all]) => [
          table,
          (all as { audience_id: string }[])
            .filter((row) => row.audience_id !== "seller")
            .map(({ id: _, ...row }: { audience_id: string; id?: string }) =>
              JSON.stringify(row, (_, value) => (typeof value === "string" && known.get(value)) || value),
            ),
        ]),
      );
    };
    const other = {
      ...capital,
      activities: capital.activities
        .filter(({ audience }, index) => audience !== "seller" || index % 2 === 0)
        .map((one) => (one.audience === "seller" ? { ...one, offset: 900, days: 700 } : one))
        .map((one) => ({ ...one, pcf: [], dependsOn: one.audience === "seller" ? [] : one.dependsOn })),
      lanes: capital.lanes.filter(({ band }) => band !== "support"),
      gates: capital.gates.filter(({ audience }) => audience !== "seller"),
    };
    expect(withoutIds(other)).toEqual(withoutIds(capital));
  });

  test("leave out the steps of an alternative until its way is chosen, then add only those", () => {
    expect(openAlternatives(managed, {})).toHaveLength(1);
    const before = copyRows(asChosen(managed, {}), copyFor);
    const chosen = { initialisation: "consulting" };
    const existing = new Map(
      Object.entries({
        phase: before.phases,
        lane: before.lanes,
        role: before.roles,
        artefact: before.artefacts,
        activity: before.activities,
        gate: before.gates,
        handover: before.handovers,
      }).flatMap(([kind, rows]) => rows.map((row) => [`${kind}/${row.key}`, row.id] as const)),
    );
    const added = copyRows(asChosen(managed, chosen), { ...copyFor, existing });
    const option = managed.activities.filter((one) => one.option === "consulting").map(({ key }) => key);
    expect(added.activities.map(({ key }) => key).sort()).toEqual(option.sort());
    expect([added.phases, added.lanes, added.gates, added.handovers].flat()).toEqual([]);
    const fresh = new Set(added.activities.map(({ id }) => id));
    for (const row of added.dependencies)
      expect([row.activity_id, row.needs_activity_id].some((id) => id && fresh.has(id))).toBe(true);
  });
});

test("the narrower of two audiences is one of them, whichever way round, or none", () => {
  const kinds = ["room", "seller", "buyer", "commercial", "custom"] as const;
  const all: PlacedAudience[] = kinds.map((kind) => ({ id: kind, kind }));
  for (const a of all) for (const b of all) expect(narrower(a, b)).toEqual(narrower(b, a));
  expect(all.map((one) => narrower({ id: "seller", kind: "seller" }, one)?.kind)).toEqual([
    "seller",
    "seller",
    undefined,
    "seller",
    undefined,
  ]);
});
