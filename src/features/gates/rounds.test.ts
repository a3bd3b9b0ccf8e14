import { beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import {
  backstage,
  database,
  decides,
  dora,
  finn,
  gateId,
  on,
  open,
  paul,
  readyIndicative,
  room,
  roomState,
  world,
  worth,
} from "../../../tests/fixtures/gates.ts";
import type { TestPerson } from "../../../tests/fixtures/world.ts";
import { showProcess } from "../process/index.ts";
import { fulfilCondition, gatesWaiting, recallGate, reopenGate, submitGate, voteOnGate } from "./index.ts";

describe("rounds", () => {
  beforeEach(async () => {
    await open();
    await readyIndicative();
    await on("indicative", submitGate, world.sara);
  });

  it("waits for those who may vote, and for nobody on the customer's side", async () => {
    const waiting = async (who: TestPerson) =>
      (await asActor(who.actor, (tx) => gatesWaiting(tx, who.id, new Date(), room.id))).map(
        ({ kind, mine, people }) => ({ kind, mine, people }),
      );
    const vote = { kind: "vote", people: ["Dora Director"] };
    expect(await waiting(dora)).toEqual([{ ...vote, mine: true }]);
    expect(await waiting(world.sara)).toEqual([{ ...vote, mine: false }]);
    expect(await waiting(world.berta)).toEqual([]);
    const { gates } = await run(showProcess, dora.actor, { room: room.id });
    expect(gates.find(({ key }) => key === "indicative")?.mark).toBe("open");
    await on("indicative", voteOnGate, dora, {
      outcome: "conditional-go",
      conditions: [{ text: "Ask again", owner: paul.id, due: "2999-01-01" }],
    });
    expect(await waiting(paul)).toEqual([{ kind: "condition", mine: true, people: ["Paul Project"] }]);
    const marks = async (who: TestPerson) =>
      Object.fromEntries(
        (await run(showProcess, who.actor, { room: room.id })).gates.map(({ key, mark }) => [key, mark]),
      );
    expect(await marks(dora)).toMatchObject({ indicative: "conditional", acceptance: "ahead" });
    expect(await marks(world.berta)).toEqual({ acceptance: "ahead" });
  });

  it("recalls by its submitter only, and goes on as a new round", async () => {
    await expect(on("indicative", recallGate, dora)).rejects.toMatchObject({ status: 403 });
    await expect(on("indicative", recallGate, paul)).rejects.toMatchObject({
      code: "reason-recall-submitter",
    });
    await on("indicative", recallGate, world.sara, { reason: "A page is missing" });
    expect((await backstage("indicative")).rounds.map(({ number, state }) => [number, state])).toEqual([
      [2, "preparing"],
      [1, "recalled"],
    ]);
    await on("indicative", submitGate, world.sara);
    expect((await backstage("indicative")).rounds[0]?.snapshot?.text).toContain('"round":2');
  });

  it("wants a reason against, and begins again after rework", async () => {
    await expect(on("indicative", voteOnGate, dora, { outcome: "rework" })).rejects.toMatchObject({
      code: "reason-against-reason",
    });
    expect(
      await on("indicative", voteOnGate, dora, { outcome: "rework", reason: "Too vague" }),
    ).toMatchObject({
      decided: "rework",
    });
    expect((await backstage("indicative")).rounds[0]).toMatchObject({
      number: 2,
      opened: { cause: "rework" },
    });
    expect(await roomState()).toBe("open");
  });

  it("does not let anybody decide on what has changed; the change opens a new round and history stays", async () => {
    await expect(
      on("indicative", reopenGate, world.sara, { cause: "material-change", reason: "x" }),
    ).rejects.toMatchObject({ code: "gate-nothing-changed" });
    await worth(room, 900_000_00);
    await expect(on("indicative", voteOnGate, dora, { outcome: "go" })).rejects.toMatchObject({
      code: "reason-changed-amount",
    });
    expect((await backstage("indicative")).changed.map(({ key }) => key)).toEqual(["reason-changed-amount"]);
    await on("indicative", reopenGate, world.sara, {
      cause: "material-change",
      reason: "The scope has grown",
    });
    expect((await backstage("indicative")).rounds.map(({ state }) => state)).toEqual(["preparing", "void"]);
  });

  it("flags a change after the decision, and opens again with its history", async () => {
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    await worth(room, 900_000_00);
    expect((await backstage("indicative")).changed).toHaveLength(1);
    await on("indicative", reopenGate, world.sara, {
      cause: "material-change",
      reason: "The scope has grown",
    });
    expect((await backstage("indicative")).rounds).toMatchObject([
      { number: 2, state: "preparing", opened: { cause: "material-change" } },
      { number: 1, state: "decided", decision: { ending: "go" } },
    ]);
  });

  it("keeps conditions with owner and day, and looks at them again", async () => {
    const due = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const conditions = [
      { text: "Ask for a second price", owner: paul.id, due },
      { text: "Show the layout", owner: world.sam.id, due },
    ];
    await expect(
      on("indicative", voteOnGate, dora, { outcome: "conditional-go", conditions: [{ text: "x" }] }),
    ).rejects.toMatchObject({ code: "reason-condition-incomplete" });
    await on("indicative", voteOnGate, dora, { outcome: "conditional-go", conditions });
    const { conditions: set } = await backstage("indicative");
    expect(set.state).toBe("open");
    const [first] = set.list;
    await expect(
      on("indicative", fulfilCondition, world.sam, { condition: first?.id }),
    ).rejects.toMatchObject({
      code: "gate-condition-owner",
    });
    await on("indicative", fulfilCondition, paul, { condition: first?.id });
    await expect(
      on("indicative", reopenGate, world.sara, { cause: "conditions-overdue", reason: "x" }),
    ).rejects.toMatchObject({ code: "gate-nothing-overdue" });
    await database.owner("update gate_condition set due = '2020-01-01' where room_id = $1", [room.id]);
    expect((await backstage("indicative")).conditions).toMatchObject({
      state: "overdue",
      list: [{ state: "met" }, { state: "overdue" }],
    });
    await on("indicative", reopenGate, world.sara, { cause: "conditions-overdue", reason: "No layout" });
  });

  it("loses no condition when the gate is opened again: it binds, waits for its owner and is put to those who decide", async () => {
    await on("indicative", voteOnGate, dora, {
      outcome: "conditional-go",
      conditions: [{ text: "Get bank guarantee", owner: paul.id, due: "2999-01-01" }],
    });
    await on("indicative", reopenGate, world.sara, { cause: "new-facts", reason: "There is more" });
    const condition = { text: "Get bank guarantee", due: "2999-01-01", state: "open" };
    const waiting = async () =>
      (await asActor(paul.actor, (tx) => gatesWaiting(tx, paul.id, new Date(), room.id)))
        .filter(({ kind }) => kind === "condition")
        .map(({ note, mine }) => ({ note, mine }));
    expect(await backstage("indicative")).toMatchObject({
      conditions: { state: "open", list: [{ ...condition, round: 1, owner: { id: paul.id } }] },
      rounds: [
        { number: 2, conditions: [] },
        { number: 1, conditions: [{ ...condition, owner: paul.name }] },
      ],
    });
    expect(await waiting()).toEqual([{ note: "Get bank guarantee", mine: true }]);
    await on("indicative", submitGate, world.sara);
    expect((await backstage("indicative")).rounds[0]?.flags).toContainEqual({
      key: "reason-condition-open",
      params: { condition: "Get bank guarantee" },
    });
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    const { conditions } = await backstage("indicative");
    expect(conditions.state).toBe("open");
    await on("indicative", fulfilCondition, paul, { condition: conditions.list[0]?.id });
    expect((await backstage("indicative")).conditions).toMatchObject({
      state: "fulfilled",
      list: [{ state: "met", round: 1 }],
    });
    expect(await waiting()).toEqual([]);
  });

  it("lets one of two who decide at once through; the other gets words and nothing is lost", async () => {
    await on("indicative", recallGate, world.sara);
    await decides("sales-director", dora, finn);
    await on("indicative", submitGate, world.sara);
    const gate = await gateId("indicative");
    const { version } = await backstage("indicative");
    const votes = await Promise.allSettled(
      [dora, finn].map((who, index) =>
        run(voteOnGate, who.actor, {
          room: room.id,
          gate,
          version,
          outcome: index ? "no-go" : "go",
          reason: "As discussed",
        }),
      ),
    );
    expect(votes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(votes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "stale", status: 409 },
    });
    expect((await backstage("indicative")).rounds[0]?.votes).toHaveLength(1);
  });
});
