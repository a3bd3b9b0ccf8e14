import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { operationNamed, run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newRoom, newWorld, join as seat, type TestPerson } from "../../../tests/fixtures/world.ts";
import { listBlueprints, showProcess, startProcess, takeInBlueprints } from "./index.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;

beforeAll(async () => {
  world = await newWorld();
  await takeInBlueprints("blueprints");
});

const blueprintNamed = async (key: string) => {
  const { blueprints } = await run(listBlueprints, world.sara.actor, {});
  const found = blueprints.find((one) => one.key === key && one.offered);
  if (!found) throw new Error(`no blueprint ${key}`);
  return found;
};

describe("the files of the folder", () => {
  it("become versions once, whatever the number of starts", async () => {
    expect(await takeInBlueprints("blueprints")).toEqual({ added: 0, faults: 0 });
    const { blueprints, faults } = await run(listBlueprints, world.sara.actor, {});
    expect(blueprints.map(({ key, version, offered }) => [key, version, offered])).toEqual([
      ["capital-project-sale", 1, true],
      ["managed-service-onboarding", 1, true],
      ["small-project-sale", 1, true],
    ]);
    expect(faults).toEqual([]);
  });

  it("are nobody's but the supplier's", async () => {
    await expect(run(listBlueprints, world.berta.actor, {})).rejects.toMatchObject({ status: 403 });
    await expect(
      run(startProcess, world.berta.actor, {
        room: world.room.id,
        blueprint: (await blueprintNamed("small-project-sale")).id,
      }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it("make a new version when changed, and leave rooms and the good version of a faulty file alone", async () => {
    const room = await newRoom(world.sara);
    const before = await blueprintNamed("small-project-sale");
    await run(startProcess, world.sara.actor, { room: room.id, blueprint: before.id, from: "2027-01-04" });
    const shown = await run(showProcess, world.sara.actor, { room: room.id });

    const folder = await mkdtemp(join(tmpdir(), "blueprints-"));
    for (const name of ["pcf.yaml", "capital-project-sale.yaml", "managed-service-onboarding.yaml"])
      await copyFile(join("blueprints", name), join(folder, name));
    const text = await readFile("blueprints/small-project-sale.yaml", "utf8");
    await writeFile(
      join(folder, "small-project-sale.yaml"),
      text.replace("Clarify the need", "Understand the need"),
    );
    await writeFile(
      join(folder, "capital-project-sale.yaml"),
      (await readFile("blueprints/capital-project-sale.yaml", "utf8")).replace(
        "phase: validation",
        "phase: valuation",
      ),
    );
    expect((await takeInBlueprints(folder)).added).toBe(1);
    const after = await blueprintNamed("small-project-sale");
    expect(after.version).toBe(2);
    expect(await blueprintNamed("capital-project-sale")).toMatchObject({ version: 1 });
    const { faults } = await run(listBlueprints, world.sara.actor, {});
    expect(faults[0]).toMatchObject({
      file: "capital-project-sale.yaml",
      field: expect.stringMatching(/^activities\[\d+\]\.phase$/),
    });
    expect(faults[0]?.line).toBeGreaterThan(100);
    expect(await run(showProcess, world.sara.actor, { room: room.id })).toEqual(shown);

    await takeInBlueprints("/nowhere/at-all");
    expect((await run(listBlueprints, world.sara.actor, {})).faults[0]?.message).toContain("ENOENT");
    await takeInBlueprints("blueprints");
  });
});

describe("a room's copy", () => {
  const seen = (person: TestPerson, room: string) => run(showProcess, person.actor, { room });

  it("shows each side what is theirs, and the customer nothing from below the line", async () => {
    const { room, sara, berta, erik, carl } = world;
    const { id } = await blueprintNamed("capital-project-sale");
    await run(startProcess, sara.actor, { room: room.id, blueprint: id, from: "2027-01-04" });
    const [seller, commercial, engineer, consultant] = await Promise.all(
      [sara, berta, erik, carl].map((person) => seen(person, room.id)),
    );
    if (!seller || !commercial || !engineer || !consultant) throw new Error("missing");
    expect(seller.lanes.map(({ band }) => band)).toContain("management");
    for (const customer of [commercial, engineer, consultant]) {
      expect(new Set(customer.lanes.map(({ band }) => band))).toEqual(new Set(["customer", "onstage"]));
      const lanes = new Set(customer.lanes.map((lane) => lane.id));
      const roles = new Set(customer.roles.map((role) => role.id));
      const artefacts = new Set(customer.artefacts.map((artefact) => artefact.id));
      const steps = new Set(
        [customer.activities, customer.gates, customer.handovers].flat().map(({ id }) => id),
      );
      for (const activity of customer.activities) {
        expect(activity.audience.kind).not.toBe("seller");
        for (const { lane, role } of activity.participants) {
          expect(lanes).toContain(lane);
          expect(roles).toContain(role);
        }
        for (const { artefact } of activity.artefacts) expect(artefacts).toContain(artefact);
      }
      for (const { step, needs } of customer.dependencies) {
        expect(steps).toContain(step.id);
        expect(steps).toContain(needs.id);
      }
      // Without ids: among their random digits stands any number sooner or later.
      const words = JSON.stringify(customer).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");
      expect(words).not.toMatch(/pcf|pricing|1178\d|opportunity-review/i);
    }
    const kinds = (shown: typeof seller) => [
      ...new Set(shown.activities.map(({ audience }) => audience.kind)),
    ];
    expect(kinds(engineer)).toEqual(["room"]);
    expect(kinds(commercial).sort()).toEqual(["commercial", "room"]);
    const hidden = await database.owner<{ n: number }>(
      "select count(*)::int as n from activity_classification where room_id = $1 and audience_id <> $2",
      [room.id, room.audiences.seller],
    );
    expect(hidden).toEqual([{ n: 0 }]);
  });

  it("is made once", async () => {
    const { id } = await blueprintNamed("small-project-sale");
    await expect(
      run(startProcess, world.sara.actor, { room: world.room.id, blueprint: id }),
    ).rejects.toMatchObject({ code: "process-started" });
  });

  it("is nobody's outside the room, and the start's entry about the blueprint is the supplier's", async () => {
    await expect(seen(world.olga, world.room.id)).rejects.toMatchObject({ status: 404 });
    const entries = await database.owner<{ kind: string; audience_id: string }>(
      "select kind, audience_id from log_entry where room_id = $1 and kind like 'process.%' order by kind",
      [world.room.id],
    );
    expect(entries).toEqual([
      { kind: "process.copied", audience_id: world.room.audiences.seller },
      { kind: "process.started", audience_id: world.room.audiences.room },
    ]);
  });

  it("cannot be started by the customer's side or a specialist", async () => {
    const room = await newRoom(world.sara);
    await seat(room, world.berta, "buyer", "lead", true);
    await seat(room, world.sam, "seller", "specialist");
    const { id } = await blueprintNamed("small-project-sale");
    for (const person of [world.berta, world.sam])
      await expect(run(startProcess, person.actor, { room: room.id, blueprint: id })).rejects.toMatchObject({
        status: 403,
      });
  });
});

it("a room opened with a blueprint has its process from the first moment", async () => {
  const { id } = await blueprintNamed("small-project-sale");
  const openRoom = operationNamed("rooms.open");
  if (!openRoom) throw new Error("no such operation");
  const { room } = (await run(openRoom, world.sara.actor, {
    name: "Crane 4",
    newCompany: "Harbour of Kotka",
    blueprint: id,
  })) as { room: string };
  expect((await run(showProcess, world.sara.actor, { room })).phases).toHaveLength(3);
});
