import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import {
  approvePaper,
  backstage,
  database,
  decides,
  dora,
  entries,
  finn,
  on,
  open,
  paper,
  paul,
  readyIndicative,
  room,
  world,
  worth,
} from "../../../tests/fixtures/gates.ts";
import { operation } from "../../../tests/visibility/operations.ts";
import {
  addEvidence,
  delegate,
  endDelegation,
  judge,
  override,
  submitGate,
  takeEvidenceBack,
  voteOnGate,
} from "./index.ts";

describe("a gate on its evidence", () => {
  beforeEach(async () => void (await open()));

  it("is blocked by an open mandatory criterion, in words that name it", async () => {
    await expect(on("indicative", submitGate, world.sara)).rejects.toMatchObject({
      code: "reason-criterion-open",
      params: { criterion: "Needs are written down" },
      // All that is missing at once, each at its place on the screen.
      fields: {
        "criterion-needs-clear": { code: "reason-criterion-open" },
        "criterion-price-from-structure": { code: "reason-criterion-open" },
      },
    });
    const { blocking } = await backstage("indicative");
    expect(blocking.map(({ key }) => key)).toEqual(["reason-criterion-open", "reason-criterion-open"]);
    await paper("needs", false);
    await on("indicative", judge, world.sara, { criterion: "price-from-structure", met: false });
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

  it("counts what the room shows of the customer: who came, opened, wrote and agreed, each with who and when", async () => {
    const { sara, sam, berta, erik } = world;
    const ask = async (gate: string, key: string) => {
      const found = (await backstage(gate)).criteria.find((one) => one.key === key);
      return [found?.status, ...(found?.acts ?? []).map(({ by, ours }) => `${by}${ours ? " (ours)" : ""}`)];
    };
    const call = (name: string, who: typeof sara, input: object) =>
      run(operation(name), who.actor, { room: room.id, ...input }) as Promise<Record<string, string>>;
    expect(await ask("pursue", "buyers-present")).toEqual(["met", erik.name, berta.name]);

    const proposal = await paper("budget-proposal", false, sara, "room");
    const [{ id: revision } = { id: "" }] = await database.owner<{ id: string }>(
      "select id from document_revision where document_id = $1",
      [proposal],
    );
    const opens = (who: typeof sara) => call("documents.open", who, { document: proposal, revision });
    await opens(sam);
    expect(await ask("tender", "budget-read")).toEqual(["open"]);
    await opens(erik);
    expect(await ask("tender", "budget-read")).toEqual(["met", erik.name]);

    await approvePaper(proposal, berta);
    expect(await ask("tender", "budget-read")).toEqual(["met", berta.name, erik.name]);
    const record = await paper("acceptance-record", false, sara, "room");
    await approvePaper(record, dora, "seller"); // by the supplier's own, among themselves
    expect(await ask("acceptance", "accepted-by-customer")).toEqual(["open"]);
    await approvePaper(record, berta);
    expect(await ask("acceptance", "accepted-by-customer")).toEqual(["met", berta.name]);

    const specification = await paper("specification", false, sara, "room");
    const about = { subjectType: "document", subject: specification };
    await call("conversations.start", berta, { audience: room.audiences.buyer, text: "Among us", ...about });
    expect(await ask("firm", "specification-discussed")).toEqual(["open"]);
    await call("conversations.start", berta, { audience: room.audiences.room, text: "To all", ...about });
    expect(await ask("firm", "specification-discussed")).toEqual(["met", berta.name]);

    const { item } = await call("schedule.propose", sara, {
      audience: room.audiences.room,
      kind: "delivery",
      title: "Rolls on site",
      day: "2027-04-06",
      zone: "Europe/Helsinki",
    });
    expect(await ask("firm", "delivery-agreed")).toEqual(["open"]);
    await call("schedule.answer", berta, { item, answer: "agreed", version: 1 });
    expect(await ask("firm", "delivery-agreed")).toEqual(["met", berta.name]);
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
