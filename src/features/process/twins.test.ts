import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { found, shownTo, startAs } from "../../../tests/fixtures/process.ts";
import { newRoom, newWorld, join as seat, type TestPerson } from "../../../tests/fixtures/world.ts";
import { addActivity } from "./commands/add.ts";
import { stepOfActivity } from "./commands/step.ts";
import { takeInBlueprints, waitingFor, whereWeAre } from "./index.ts";

testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
const shown = (person: TestPerson, of: string) => shownTo(person, of);

beforeAll(async () => {
  world = await newWorld();
  await takeInBlueprints("blueprints");
});

describe("two rooms that differ only below the line", () => {
  it("give the customer the same answer, ids aside", async () => {
    const { sara, sam, berta, erik } = world;
    const rooms = [await newRoom(sara), await newRoom(sara)];
    for (const one of rooms) {
      await seat(one, sam, "seller", "specialist");
      await seat(one, berta, "buyer", "lead", true);
      await seat(one, erik, "buyer", "contributor");
      await startAs(sara, one.id, "capital-project-sale");
    }
    const [, busy] = rooms;
    if (!busy) throw new Error("missing");
    const process = await shown(sara, busy.id);
    const hidden = process.activities.filter(
      ({ audience, state }) => audience.kind === "seller" && state === "planned",
    );
    for (const [index, { id, version }] of hidden.slice(0, 6).entries())
      await run(stepOfActivity, sara.actor, {
        room: busy.id,
        activity: id,
        version,
        event: (["start", "complete", "drop"] as const)[index % 3] ?? "start",
        reason: "hidden",
      });
    await run(addActivity, sara.actor, {
      room: busy.id,
      audience: busy.audiences.seller,
      title: "AAA first of all",
      phase: found(process.phases[0]).id,
      lane: found(process.lanes.find(({ band }) => band === "backstage")).id,
      plannedStart: "2020-01-01",
    });
    for (const person of [berta, erik]) {
      const [quiet, loud] = await Promise.all(
        rooms.map(async (one) => {
          const answer = await shown(person, one.id);
          const waiting = await asActor(person.actor, (tx) =>
            waitingFor(tx, one.id, person.id, new Date("2027-06-01")),
          );
          const line = await asActor(person.actor, (tx) => whereWeAre(tx, one.id));
          return withoutIds({ answer, waiting: waiting.map(({ room: _, ...item }) => item), line });
        }),
      );
      expect(loud).toBe(quiet);
    }
  });
});

/** The JSON with each id replaced by the key of what it names, and lists sorted whose order follows from ids. */
function withoutIds(value: unknown): string {
  const text = JSON.stringify(value);
  const names = new Map<string, string>();
  JSON.parse(text, (_, one) => {
    if (one?.id && one.key) names.set(one.id, one.key);
    return one;
  });
  const plain = JSON.parse(text, (_, one) => {
    if (Array.isArray(one)) return one.map((item) => JSON.stringify(item)).sort();
    return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(one) ? (names.get(one) ?? "id") : one;
  });
  return JSON.stringify(plain);
}
