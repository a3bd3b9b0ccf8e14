import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import {
  newPerson,
  newRoom,
  newWorld,
  join as seat,
  type TestPerson,
  type TestRoom,
} from "../../../tests/fixtures/world.ts";
import { addDocument, approveDocument } from "../documents/index.ts";
import { listBlueprints, showProcess, startProcess, takeInBlueprints } from "../process/index.ts";
import {
  addEvidence,
  announceGate,
  answerHandover,
  checkHandoverItem,
  closeGate,
  delegate,
  endDelegation,
  explainLoss,
  fulfilCondition,
  gatesOf,
  gatesWaiting,
  judge,
  losses,
  nameDeciders,
  nameHandoverTeams,
  offerHandover,
  override,
  recallGate,
  reopenGate,
  showGate,
  submitGate,
  takeEvidenceBack,
  voteOnGate,
} from "./index.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let dora: TestPerson; // directs sales
let finn: TestPerson; // finance
let paul: TestPerson; // project office
let room: TestRoom;

beforeAll(async () => {
  world = await newWorld();
  dora = await newPerson("Dora Director", { staff: true });
  finn = await newPerson("Finn Finance", { staff: true });
  paul = await newPerson("Paul Project", { staff: true });
  await takeInBlueprints("blueprints");
});

/** A room of its own for each test, with its process, its deciders and a value. */
async function open(minor = 300_000_00, key = "capital-project-sale"): Promise<TestRoom> {
  const { sara, sam, berta, erik } = world;
  const fresh = await newRoom(sara);
  await seat(fresh, sam, "seller", "specialist");
  await seat(fresh, dora, "seller", "approver");
  await seat(fresh, finn, "seller", "approver");
  await seat(fresh, paul, "seller", "contributor");
  await seat(fresh, berta, "buyer", "lead", true);
  await seat(fresh, erik, "buyer", "contributor");
  const { blueprints } = await run(listBlueprints, sara.actor, {});
  const blueprint = blueprints.find((one) => one.key === key)?.id ?? "";
  await run(startProcess, sara.actor, { room: fresh.id, blueprint, from: "2027-01-04" });
  await worth(fresh, minor);
  room = fresh;
  await decides("sales-director", dora);
  return fresh;
}
const worth = (of: TestRoom, minor: number, currency = "EUR") =>
  database.owner(
    `insert into room_case (room_id, audience_id, value_minor, currency, expected_decision) values ($1, $2, $3, $4, '2027-06-01')
     on conflict (room_id) do update set value_minor = excluded.value_minor, currency = excluded.currency`,
    [of.id, of.audiences.seller, minor, currency],
  );
async function decides(role: string, ...people: TestPerson[]) {
  const { roles } = await run(showProcess, world.sara.actor, { room: room.id });
  const found = roles.find(({ key }) => key === role);
  if (!found) return; // another blueprint
  await run(nameDeciders, world.sara.actor, {
    room: room.id,
    role: found.id,
    people: people.map(({ id }) => id),
  });
}
async function gateId(key: string): Promise<string> {
  const rows = await database.owner<{ id: string }>("select id from gate where room_id = $1 and key = $2", [
    room.id,
    key,
  ]);
  return rows[0]?.id ?? "";
}
const show = async (key: string, who = world.sara) =>
  run(showGate, who.actor, { room: room.id, gate: await gateId(key) });
async function backstage(key: string, who = world.sara) {
  const { decision } = await show(key, who);
  if (!decision) throw new Error("nothing behind the line");
  return decision;
}
/** Runs a command about a gate as it stands. */
async function on<T>(
  key: string,
  operation: Parameters<typeof run>[0],
  who: TestPerson,
  more: object = {},
): Promise<T> {
  const gate = await gateId(key);
  const [{ version } = { version: 1 }] = await database.owner<{ version: number }>(
    "select version from gate_course where room_id = $1 and gate_id = $2",
    [room.id, gate],
  );
  return (await run(operation, who.actor, { room: room.id, gate, version, ...more })) as T;
}
async function paper(
  artefact: string,
  approved = true,
  who = world.sara,
  audience: "seller" | "room" = "seller",
) {
  const document = await run(addDocument, who.actor, {
    room: room.id,
    audience: room.audiences[audience],
    upload: await upload(who, room),
    title: `The ${artefact}`,
    category: "technical.specification",
    artefact,
  });
  if (approved) await approvePaper(document.id);
  return document.id;
}
async function approvePaper(document: string, who = dora) {
  const [revision] = await database.owner<{ id: string }>(
    "select id from document_revision where document_id = $1 and status = 'current' order by ordinal desc",
    [document],
  );
  await run(approveDocument, who.actor, { room: room.id, document, revision: revision?.id });
}
const entries = async (audience: string) =>
  (
    await database.owner<{ kind: string }>("select kind from log_entry where audience_id = $1 order by seq", [
      audience,
    ])
  ).map(({ kind }) => kind);
const roomState = async () =>
  (await database.owner<{ state: string }>("select state from room where id = $1", [room.id]))[0]?.state;

/** The gate `indicative`: a paper that is there, and one judgement. Decided by the sales director alone. */
async function readyIndicative() {
  await paper("needs", false);
  await on("indicative", judge, world.sara, { criterion: "price-from-structure", met: "yes" });
}

describe("a gate on its evidence", () => {
  beforeEach(async () => void (await open()));

  it("is blocked by an open mandatory criterion, in words that name it", async () => {
    await expect(on("indicative", submitGate, world.sara)).rejects.toMatchObject({
      code: "reason-criterion-open",
      params: { criterion: "Needs are written down" },
    });
    const { blocking } = await backstage("indicative");
    expect(blocking.map(({ key }) => key)).toEqual(["reason-criterion-open", "reason-criterion-open"]);
    await paper("needs", false);
    await on("indicative", judge, world.sara, { criterion: "price-from-structure", met: "no" });
    await expect(on("indicative", submitGate, world.sara)).rejects.toMatchObject({
      code: "reason-criterion-failed",
    });
  });

  it("is submitted, decided by another, and what was decided on can be verified by anybody", async () => {
    await readyIndicative();
    await on("indicative", submitGate, world.sara);
    await expect(
      on("indicative", judge, world.sara, { criterion: "price-from-structure", met: "no" }),
    ).rejects.toMatchObject({
      code: "gate-not-preparing",
    });
    await expect(on("indicative", voteOnGate, world.sara, { outcome: "go" })).rejects.toMatchObject({
      code: "reason-four-eyes",
    });
    await expect(on("indicative", voteOnGate, finn, { outcome: "go" })).rejects.toMatchObject({
      code: "reason-not-approver",
    });
    expect(await on("indicative", voteOnGate, dora, { outcome: "go" })).toMatchObject({ decided: "go" });
    const { rounds, may } = await backstage("indicative");
    expect(may).toMatchObject({ submit: false, vote: false, reopen: true });
    expect(rounds).toHaveLength(1);
    const frozen = rounds[0]?.snapshot;
    if (!frozen) throw new Error("no snapshot");
    expect(createHash("sha256").update(`frontstage gate snapshot 1\n${frozen.text}`).digest("hex")).toBe(
      frozen.hash,
    );
    expect(canonicalize(JSON.parse(frozen.text))).toBe(frozen.text);
    expect(JSON.parse(frozen.text)).toMatchObject({
      round: 1,
      submittedBy: world.sara.id,
      amount: { minor: 300_000_00, currency: "EUR" },
      documents: [{ title: expect.stringContaining("The needs") }],
    });
    await expect(
      asActor(world.sara.actor, (tx) =>
        tx.updateTable("gate_round").set({ snapshot: "{}" }).where("room_id", "=", room.id).execute(),
      ),
    ).rejects.toThrow("frozen");
    expect((await entries(room.audiences.seller)).filter((kind) => kind.startsWith("gate."))).toEqual([
      "gate.deciders-named",
      "gate.judged",
      "gate.submitted",
      "gate.voted",
      "gate.decided",
    ]);
  });

  it("wants evidence where the blueprint asks for it, and no expired one", async () => {
    await paper("technical-layout");
    const estimate = await paper("budget-estimate");
    await database.owner("update activity set state = 'done' where room_id = $1 and key = 'process-data'", [
      room.id,
    ]);
    await expect(on("budget", submitGate, world.sara)).rejects.toMatchObject({
      code: "reason-criterion-open",
      params: { criterion: "The budget estimate is approved" },
    });
    const { id } = await on<{ id: string }>("budget", addEvidence, world.sara, {
      criterion: "estimate-approved",
      document: estimate,
    });
    expect((await backstage("budget")).criteria.find(({ key }) => key === "estimate-approved")).toMatchObject(
      {
        status: "met",
        evidence: [{ id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    );
    await database.owner("update gate_evidence set at = now() - interval '91 days' where id = $1", [id]);
    await expect(on("budget", submitGate, world.sara)).rejects.toMatchObject({
      code: "reason-criterion-expired",
    });
    await on("budget", takeEvidenceBack, world.sara, { evidence: id });
    expect(
      (await backstage("budget")).criteria.find(({ key }) => key === "estimate-approved")?.evidence,
    ).toEqual([]);
  });

  it("lets a criterion pass only for those with the right, with a reason, and flags it for ever", async () => {
    await paper("needs", false);
    const wish = { criterion: "price-from-structure", reason: "Agreed with the concept office" };
    await expect(on("indicative", override, paul, wish)).rejects.toMatchObject({
      code: "reason-override-right",
      status: 403,
    });
    await expect(on("indicative", override, world.sam, wish)).rejects.toMatchObject({ status: 403 });
    await expect(on("indicative", override, world.sara, { ...wish, reason: " " })).rejects.toMatchObject({
      code: "reason-override-reason",
    });
    await expect(
      on("indicative", override, world.sara, { ...wish, criterion: "needs-clear" }),
    ).rejects.toMatchObject({
      code: "reason-override-needless",
    });
    await on("indicative", override, world.sara, wish);
    await on("indicative", submitGate, world.sara);
    await on("indicative", voteOnGate, dora, { outcome: "go" });
    const [round] = (await backstage("indicative")).rounds;
    expect(round?.flags.map(({ key }) => key)).toEqual(["reason-criterion-overridden"]);
    expect(round?.overrides).toMatchObject([{ by: "Sara Seller", reason: wish.reason }]);
    expect(round?.snapshot?.text).toContain(wish.reason);
  });

  it("counts the customer's approval of a proposal, and what the customer has done", async () => {
    const proposal = await paper("budget-proposal", false, world.sara, "room");
    const status = async () =>
      (await backstage("tender")).criteria.find(({ key }) => key === "budget-answered")?.status;
    expect(await status()).toBe("open");
    await approvePaper(proposal, world.berta);
    expect(await status()).toBe("met");
  });
});

describe("who decides", () => {
  it("follows from role and amount at submission", async () => {
    await open(6_000_000_00);
    await decides("business-director", finn);
    await decides("finance-controller", paul);
    const roles = async () =>
      (await backstage("tender")).deciding.map(({ holders }) => holders.map(({ name }) => name));
    expect(await roles()).toEqual([["Dora Director"], ["Finn Finance"], ["Paul Project"]]);
    await worth(room, 1_000_000_00);
    expect(await roles()).toEqual([["Dora Director"]]);
    await worth(room, 1_000_000_00, "USD");
    expect(await roles()).toHaveLength(3); // what cannot be compared is decided by those of the highest amounts
    await decides("sales-director");
    expect((await backstage("tender")).unfilled[0]).toMatchObject({ key: "reason-no-approver" });
  });

  it("may be passed on for some days, one step only, and taken back", async () => {
    await open();
    const days = { since: "2020-01-01", until: "2999-01-01" };
    await readyIndicative();
    await on("indicative", submitGate, world.sara);
    const { id } = await run(delegate, dora.actor, { room: room.id, to: finn.id, ...days });
    await expect(run(delegate, finn.actor, { room: room.id, to: paul.id, ...days })).rejects.toMatchObject({
      code: "reason-delegation-chain",
    });
    await expect(
      run(delegate, dora.actor, { room: room.id, to: world.berta.id, ...days }),
    ).rejects.toMatchObject({
      code: "not-in-team",
    });
    await expect(run(endDelegation, finn.actor, { room: room.id, delegation: id })).rejects.toMatchObject({
      status: 404,
    });
    await on("indicative", voteOnGate, finn, { outcome: "go" });
    expect((await backstage("indicative")).rounds[0]?.votes).toMatchObject([
      { by: "Finn Finance", onBehalfOf: "Dora Director" },
    ]);
    await run(endDelegation, dora.actor, { room: room.id, delegation: id });
    expect((await backstage("indicative")).delegations).toEqual([]);
  });
});

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
    const listed = await asActor(dora.actor, (tx) => gatesOf(tx, room.id));
    expect(listed.find(({ key }) => key === "indicative")).toMatchObject({
      state: "submitted",
      notice: null,
    });
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

  it("wins the sale at the contract and enters the next phase, which everyone sees", async () => {
    await open();
    await contract();
    expect(await on("contract", voteOnGate, dora, { outcome: "go" })).toMatchObject({ decided: null });
    expect(await roomState()).toBe("open");
    expect(await on("contract", voteOnGate, finn, { outcome: "go" })).toMatchObject({ decided: "go" });
    expect(await roomState()).toBe("won");
    expect((await entries(room.audiences.room)).slice(-2)).toEqual(["phase.entered", "room.won"]);
  });

  it("loses the sale by a no-go, and the two reasons are kept apart", async () => {
    await open();
    await contract();
    await on("contract", voteOnGate, dora, { outcome: "no-go", reason: "Margin gone" });
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
    expect(await roomState()).toBe("open");
  });

  it("closes without a decision as an end of its own, by the lead and with a reason", async () => {
    await open();
    await expect(on("tender", closeGate, paul, { reason: "x" })).rejects.toMatchObject({ status: 403 });
    await expect(on("tender", closeGate, world.sara)).rejects.toMatchObject({ code: "reason-close-reason" });
    await on("tender", closeGate, world.sara, { reason: "The customer does not answer" });
    expect((await backstage("tender")).rounds[0]?.decision).toMatchObject({ ending: "no-decision" });
    expect(await roomState()).toBe("lost");
    await on("tender", reopenGate, world.sara, { cause: "resumed", reason: "They answer again" });
    expect(await roomState()).toBe("open");
  });
});

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
});

describe("a handover", () => {
  let handover: string;
  let version: number;
  const step = async (operation: Parameters<typeof run>[0], who: TestPerson, more: object = {}) => {
    const answer = (await run(operation, who.actor, { room: room.id, handover, version, ...more })) as {
      version: number;
    };
    version = answer.version;
  };
  const leads = async () =>
    (
      await database.owner<{ name: string }>(
        "select name from member where room_id = $1 and side = 'seller' and role = 'lead' order by name",
        [room.id],
      )
    ).map(({ name }) => name);

  it("passes responsibility on: checklist, offer, refusal with a reason, acceptance that changes who leads", async () => {
    await open();
    const rows = await database.owner<{
      id: string;
      definition: { checklist: { key: string; mandatory: boolean }[] };
    }>(
      "select h.id, d.definition from handover h join handover_definition d on d.handover_id = h.id where h.room_id = $1 and h.key = 'project-to-service'",
      [room.id],
    );
    handover = rows[0]?.id ?? "";
    version = 1;
    const { sara, sam, berta } = world;
    await expect(step(offerHandover, sara)).rejects.toMatchObject({ code: "handover-no-team" });
    await expect(
      step(nameHandoverTeams, sara, { sending: [sara.id], receiving: [paul.id] }),
    ).rejects.toMatchObject({ code: "handover-no-lead" });
    await step(nameHandoverTeams, sara, { sending: [sara.id], receiving: [paul.id, sam.id], lead: paul.id });
    await expect(step(offerHandover, sara)).rejects.toMatchObject({ code: "handover-items-open" });
    for (const { key } of rows[0]?.definition.checklist ?? [])
      await step(checkHandoverItem, sara, { item: key, done: "yes" });
    await step(offerHandover, sara);
    await expect(step(answerHandover, sara, { answer: "accepted" })).rejects.toMatchObject({
      code: "handover-not-receiving",
    });
    await expect(step(answerHandover, berta, { answer: "accepted" })).rejects.toMatchObject({ status: 404 });
    await expect(step(answerHandover, paul, { answer: "refused" })).rejects.toMatchObject({
      code: "handover-reason",
    });
    await step(answerHandover, paul, { answer: "refused", reason: "The drawings are missing" });
    expect(await leads()).toEqual(["Sara Seller"]);
    await step(offerHandover, sara);
    const both = await Promise.allSettled(
      [paul, sam].map((who) =>
        run(answerHandover, who.actor, {
          room: room.id,
          handover,
          version,
          answer: who === paul ? "accepted" : "refused",
          reason: "x",
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const accepted = both[0]?.status === "fulfilled";
    version += 1;
    if (!accepted) {
      await step(offerHandover, sara);
      await step(answerHandover, paul, { answer: "accepted" });
    }
    expect(await leads()).toEqual(["Paul Project"]);
    expect((await entries(room.audiences.room)).slice(-2)).toEqual(["member.took-lead", "handover.passed"]);
    const seen = await asActor(berta.actor, (tx) =>
      tx.selectFrom("handover_notice").selectAll().where("room_id", "=", room.id).execute(),
    );
    expect(seen).toMatchObject([{ lead_id: paul.id }]);
  });
});
