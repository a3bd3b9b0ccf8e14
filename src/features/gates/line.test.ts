import { describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import {
  database,
  dora,
  on,
  open,
  readyIndicative,
  room,
  show,
  world,
} from "../../../tests/fixtures/gates.ts";
import type { TestRoom } from "../../../tests/fixtures/world.ts";
import { operation } from "../../../tests/visibility/operations.ts";
import { showProcess } from "../process/index.ts";
import {
  addEvidence,
  announceGate,
  closeGate,
  judge,
  override,
  recallGate,
  reopenGate,
  showGate,
  submitGate,
  voteOnGate,
} from "./index.ts";

describe("the line of visibility", () => {
  it("gives the customer no criterion, vote or amount, and a decision only when it is told", async () => {
    await open(4_242_424_00, "managed-service-onboarding");
    await expect(show("qualified", world.berta)).rejects.toMatchObject({ status: 404 });
    const before = await show("live", world.berta);
    expect(before).toMatchObject({ decision: null, notice: null });
    for (const operation of [
      submitGate,
      recallGate,
      closeGate,
      reopenGate,
      voteOnGate,
      override,
      judge,
      addEvidence,
    ])
      await expect(
        on("live", operation, world.berta, {
          outcome: "go",
          reason: "x",
          criterion: "minutes",
          cause: "new-facts",
          note: "x",
        }),
      ).rejects.toMatchObject({ status: 404 });
    await on("live", addEvidence, world.sara, { criterion: "minutes", note: "Canary evidence" });
    await on("live", closeGate, world.sara, { reason: "Canary reason" });
    await on("live", reopenGate, world.sara, { cause: "resumed", reason: "Canary again" });
    // Whatever happened behind the line, in however many rounds: the same bytes.
    expect(await show("live", world.berta)).toEqual(before);
    await on("live", announceGate, world.sara);
    const after = await show("live", world.berta);
    expect(after.notice).toMatchObject({ told: "open" });
    expect(JSON.stringify(after)).not.toMatch(/canary|4242424|minutes are approved/i);
    await expect(on("qualified", announceGate, world.sara)).rejects.toMatchObject({
      code: "gate-not-shared",
    });
    const log = await database.owner<{ body: string }>(
      "select body from log_entry where room_id = $1 and audience_id <> $2",
      [room.id, room.audiences.seller],
    );
    expect(JSON.stringify(log)).not.toMatch(/canary/i);
    for (const table of [
      "gate_course",
      "gate_round",
      "gate_vote",
      "gate_evidence",
      "gate_judgement",
      "gate_override",
      "gate_condition",
      "gate_delegation",
      "gate_decider",
      "loss",
    ])
      expect(
        await asActor(world.berta.actor, (tx) =>
          tx
            .selectFrom(table as "gate_round")
            .selectAll()
            .where("room_id", "=", room.id)
            .execute(),
        ),
        table,
      ).toEqual([]);
  });

  it("shows the customer of two rooms the same, whatever was decided behind it in one of them", async () => {
    const quiet = await open();
    const busy = await open();
    await readyIndicative();
    for (const reason of ["Asked again", "And again"]) {
      await on("indicative", submitGate, world.sara);
      await on("indicative", voteOnGate, dora, { outcome: "no-go", reason: "Too early" });
      await on("indicative", reopenGate, world.sara, { cause: "new-facts", reason });
    }
    await on("indicative", submitGate, world.sara);
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    await on("tender", closeGate, world.sara, { reason: "Nobody answers" });
    const seen = async (of: TestRoom) => {
      const ask = (asked: Parameters<typeof run>[0], more = {}) =>
        run(asked, world.berta.actor, { room: of.id, ...more });
      const process = await run(showProcess, world.berta.actor, { room: of.id });
      const gates = await Promise.all(process.gates.map(({ id }) => ask(showGate, { gate: id })));
      return alike([
        process,
        gates,
        await ask(operation("rooms.frame")),
        await ask(operation("log.entries")),
      ]);
    };
    expect(await seen(busy)).toBe(await seen(quiet));
  });
});

/** Names a thing has by itself: moments, the room's own code, the place in its log. */
const OWN = ["code", "cursor"];

/** The same words for what is told alike: things by their key, moments as one, and no order that only random ids make. */
function alike(value: unknown): string {
  const keys = new Map<string, string>();
  JSON.stringify(value, (_, one) => {
    if (one?.id && one.key) keys.set(one.id, one.key);
    return one;
  });
  const same = (one: unknown): unknown => {
    if (typeof one === "string")
      return one
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => keys.get(id) ?? "id")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment");
    if (Array.isArray(one))
      return one.map(same).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (!one || typeof one !== "object") return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, part]) => [name, OWN.includes(name) ? name : same(part)]),
    );
  };
  return JSON.stringify(same(value));
}
