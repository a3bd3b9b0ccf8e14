import { describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import {
  backstage,
  database,
  decides,
  dora,
  entries,
  finn,
  gateId,
  on,
  open,
  paper,
  paul,
  room,
  roomState,
  world,
} from "../../../tests/fixtures/gates.ts";
import type { TestPerson } from "../../../tests/fixtures/world.ts";
import { enterPhase } from "../process/index.ts";
import {
  addEvidence,
  closeGate,
  explainLoss,
  judge,
  losses,
  reopenGate,
  submitGate,
  tellOutcome,
  voteOnGate,
} from "./index.ts";

describe("what follows", () => {
  async function contract() {
    await decides("finance-controller", finn);
    const signed = await paper("contract");
    await database.owner("update activity set state = 'done' where room_id = $1 and key = 'sign-contract'", [
      room.id,
    ]);
    await on("contract", addEvidence, world.sara, { criterion: "contract-there", document: signed });
    await on("contract", judge, world.sara, { criterion: "securities", met: "yes" });
    await database.owner(
      "update process p set phase_id = f.id from phase f where p.room_id = $1 and f.room_id = $1 and f.key = 'negotiation'",
      [room.id],
    );
    await on("contract", submitGate, world.sara);
  }

  const phase = async () =>
    (
      await database.owner<{ key: string }>(
        "select f.key from process p join phase f on f.id = p.phase_id where p.room_id = $1",
        [room.id],
      )
    )[0]?.key;
  const tell = (outcome: "won" | "open", who = world.sara) =>
    run(tellOutcome, who.actor, { room: room.id, outcome });

  it("wins the sale and goes on only when the lead tells everyone so", async () => {
    await open();
    await contract();
    const before = await entries(room.audiences.room);
    await expect(tell("won")).rejects.toMatchObject({ code: "sale-not-passed" });
    expect(await on("contract", voteOnGate, dora, { outcome: "go" })).toMatchObject({ decided: null });
    expect(await on("contract", voteOnGate, finn, { outcome: "go" })).toMatchObject({ decided: "go" });
    expect([await roomState(), await phase()]).toEqual(["open", "negotiation"]);
    expect(await entries(room.audiences.room)).toEqual(before);
    const { next } = await backstage("contract");
    if (!next.phase) throw new Error("nowhere to go on to");
    expect(next.outcome).toBe("won");
    expect((await backstage("contract", dora)).next).toEqual({ phase: null, outcome: null });
    await expect(tell("won", world.berta)).rejects.toMatchObject({ status: 404 });
    await tell("won");
    const { id, version } = next.phase;
    await run(enterPhase, world.sara.actor, { room: room.id, phase: id, version });
    expect(await roomState()).toBe("won");
    expect((await backstage("contract")).next).toEqual({ phase: null, outcome: null });
    expect((await entries(room.audiences.room)).slice(-2)).toEqual(["room.won", "phase.entered"]);
  });

  it("ends the sale only when the lead says so, and the two reasons are kept apart", async () => {
    await open();
    await contract();
    const gate = await gateId("contract");
    await on("contract", voteOnGate, dora, { outcome: "no-go", reason: "Margin gone" });
    expect(await roomState()).toBe("open");
    expect((await backstage("contract")).next.outcome).toBe("lost");
    const why = { room: room.id, category: "no-go", reason: "Margin gone" };
    await run(explainLoss, world.sara.actor, { ...why, gate });
    expect(await roomState()).toBe("lost");
    await run(explainLoss, world.berta.actor, {
      room: room.id,
      category: "price",
      reason: "Too dear for us",
    });
    const read = async (who: TestPerson) =>
      (await run(losses, who.actor, { room: room.id })).reasons.map(
        ({ side, reason }) => `${side}: ${reason}`,
      );
    expect(await read(world.sara)).toEqual(["seller: Margin gone"]);
    expect(await read(world.berta)).toEqual(["buyer: Too dear for us"]);
    await run(explainLoss, world.berta.actor, {
      room: room.id,
      category: "price",
      reason: "Too dear",
      share: true,
    });
    expect((await read(world.sara)).sort()).toEqual(["buyer: Too dear", "seller: Margin gone"]);
    await on("contract", reopenGate, world.sara, { cause: "new-facts", reason: "They came back" });
    expect(await roomState()).toBe("lost");
    await tell("open");
    expect(await roomState()).toBe("open");
    expect(await read(world.sara)).toEqual(["buyer: Too dear"]);
  });

  it("closes without a decision as an end of its own, by the lead and with a reason", async () => {
    await open();
    await expect(on("tender", closeGate, paul, { reason: "x" })).rejects.toMatchObject({ status: 403 });
    await expect(on("tender", closeGate, world.sara)).rejects.toMatchObject({ code: "reason-close-reason" });
    await on("tender", closeGate, world.sara, { reason: "The customer does not answer" });
    const { rounds, next } = await backstage("tender");
    expect(rounds[0]?.decision).toMatchObject({ ending: "no-decision" });
    expect(next.outcome).toBe("lost");
    expect(await roomState()).toBe("open");
  });
});
