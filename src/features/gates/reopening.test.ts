import { beforeEach, describe, expect, it } from "vitest";
import { scanRoom } from "#features/notifications/index.ts";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import {
  backstage,
  database,
  dora,
  on,
  open,
  paper,
  paul,
  readyIndicative,
  room,
  show,
  world,
  worth,
} from "../../../tests/fixtures/gates.ts";
import { operation } from "../../../tests/visibility/operations.ts";
import { announceGate, closeGate, submitGate, voteOnGate } from "./index.ts";
import { recheckRoom, sweepGates } from "./jobs.ts";

const look = () => recheckRoom.run({ room: room.id }, { signal: new AbortController().signal });
const rounds = async (key = "indicative") =>
  (await backstage(key)).rounds.map(({ state, opened }) => `${state} ${opened?.cause ?? ""}`.trim());
const enter = (phase: string) =>
  database.owner(
    "update process set phase_id = (select id from phase where room_id = $1 and key = $2) where room_id = $1",
    [room.id, phase],
  );

describe("a gate that opens again by itself", () => {
  beforeEach(async () => {
    await open();
    await readyIndicative();
    await on("indicative", submitGate, world.sara);
  });

  it("stands as long as nothing material has changed, and is not decided on what has", async () => {
    await worth(room, 300_000_00 + 100);
    await look();
    expect(await rounds()).toEqual(["submitted"]);
    await worth(room, 900_000_00);
    await look();
    expect(await rounds()).toEqual(["preparing material-change", "void"]);
    const [round] = (await backstage("indicative")).rounds;
    expect(round?.opened).toMatchObject({
      by: "",
      changes: [{ key: "reason-changed-amount" }],
    });
    await look();
    expect(await rounds()).toHaveLength(2);
    await on("indicative", submitGate, world.sara);
    expect(await on("indicative", voteOnGate, dora, { outcome: "go" })).toMatchObject({ decided: "go" });
  });

  it("is written by nobody, for the supplier alone, and tells those whom it concerns", async () => {
    await worth(room, 900_000_00);
    await look();
    const written = await database.owner(
      "select actor_id, audience_id, kind, data ->> 'cause' as cause from log_entry where room_id = $1 and kind = 'gate.reopened'",
      [room.id],
    );
    expect(written).toEqual([
      {
        actor_id: null,
        audience_id: room.audiences.seller,
        kind: "gate.reopened",
        cause: "material-change",
      },
    ]);
    await scanRoom.run({ room: room.id }, { signal: new AbortController().signal });
    const told = async (who: typeof dora) =>
      (
        await database.owner<{ reason: string }>(
          "select reason from notification where room_id = $1 and audience_id = $2",
          [room.id, who.id],
        )
      ).map(({ reason }) => reason);
    expect(await told(dora)).toContain("gate-reopened");
    expect(await told(world.sara)).toContain("gate-reopened");
    expect(await told(paul)).not.toContain("gate-reopened");
    expect(await told(world.berta)).toEqual([]);
    expect(
      JSON.stringify(await run(operation("log.entries"), world.berta.actor, { room: room.id })),
    ).not.toContain("gate.reopened");
  });

  it("opens again after a decision to go on, until the process has left it behind", async () => {
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    await enter("negotiation");
    await worth(room, 900_000_00);
    await look();
    expect(await rounds()).toEqual(["decided"]);
    await enter("validation");
    await look();
    expect(await rounds()).toEqual(["preparing material-change", "decided"]);
  });

  it("leaves a refusal and a sale that has ended as they are", async () => {
    await on("indicative", voteOnGate, dora, { outcome: "no-go", reason: "Too early" });
    await worth(room, 900_000_00);
    await look();
    expect(await rounds()).toEqual(["decided"]);
  });

  it("is overtaken by a later gate that has been reached", async () => {
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    await on("tender", closeGate, world.sara, { reason: "Nobody answers" });
    await worth(room, 900_000_00);
    await look();
    expect(await rounds()).toEqual(["decided"]);
  });

  it("opens again when a condition is past its day, every hour without anybody's doing", async () => {
    await on("indicative", voteOnGate, dora, {
      outcome: "conditional-go",
      conditions: [{ text: "Show the layout", owner: paul.id, due: "2999-01-01" }],
    });
    await look();
    expect(await rounds()).toEqual(["decided"]);
    await database.owner("update gate_condition set due = '2020-01-01' where room_id = $1", [room.id]);
    await database.owner("delete from job_outbox");
    await sweepGates.run({}, { signal: new AbortController().signal });
    expect(await database.owner("select name from job_outbox where key = $1", [room.id])).toEqual([
      { name: "gates.recheck" },
    ]);
    await look();
    expect(await rounds()).toEqual(["preparing conditions-overdue", "decided"]);
    expect((await backstage("indicative")).rounds[0]?.opened?.changes).toEqual([
      { key: "reason-condition-overdue", params: { condition: "Show the layout" } },
    ]);
  });

  it("is looked at through the supplier's eyes: what the customer or a chosen group keeps to itself changes nothing", async () => {
    const { berta } = world;
    await paper("needs", false, berta, "buyer" as "room");
    await look();
    expect(await rounds()).toEqual(["submitted"]);
    const seen = await asActor(berta.actor, (tx) =>
      tx.selectFrom("gate_round").select("id").where("room_id", "=", room.id).execute(),
    );
    expect(seen).toEqual([]);
  });
});

describe("what others were told", () => {
  it("stays the same to the byte until somebody tells them otherwise", async () => {
    await open(300_000_00, "managed-service-onboarding");
    await on("live", closeGate, world.sara, { reason: "Waiting" });
    await on("live", announceGate, world.sara);
    const before = await show("live", world.berta);
    await worth(room, 900_000_00);
    await look();
    expect(await show("live", world.berta)).toEqual(before);
  });
});
