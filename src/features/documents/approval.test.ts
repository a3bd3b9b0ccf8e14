import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { newId } from "#platform/ids.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { approveDocument, artefactDocuments, reviseDocument } from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show, titles, publish, waiting } = registerOf(() => world);

describe("approval", () => {
  it("can be refused with a reason, or given with comments; who has said something may say something else", async () => {
    const { sara, berta, room } = world;
    const { id, revision } = await add(sara, "room", "Layout for approval");
    const say = (outcome: "approved" | "approved-with-comments" | "not-approved", note = "") =>
      run(approveDocument, berta.actor, { room: room.id, document: id, revision, outcome, note });
    const standing = async () => {
      const { status, revisions } = await show(sara, id);
      return [status, revisions[0]?.approvals.map((one) => [one.outcome, one.note])];
    };
    const listed = (status: "not-approved" | "approved" | "approved-with-comments") =>
      titles(sara, { status });
    await expect(say("not-approved")).rejects.toMatchObject({
      code: "approval-needs-words",
      fields: { note: { code: "approval-needs-words" } },
    });
    await say("not-approved", "The crane does not reach the winder");
    expect(await standing()).toEqual([
      "not-approved",
      [["not-approved", "The crane does not reach the winder"]],
    ]);
    expect(await listed("not-approved")).toEqual(["Layout for approval"]);
    await say("approved-with-comments", "Axis C to be moved");
    expect(await standing()).toEqual([
      "approved-with-comments",
      [["approved-with-comments", "Axis C to be moved"]],
    ]);
    expect(await listed("approved-with-comments")).toEqual(["Layout for approval"]);
    expect(await listed("not-approved")).toEqual([]);
    await say("approved-with-comments", "Axis C to be moved by 40 mm");
    expect((await standing())[1]).toEqual([["approved-with-comments", "Axis C to be moved by 40 mm"]]);
    // One who does not approve weighs more than others who do.
    await run(approveDocument, world.erik.actor, { room: room.id, document: id, revision });
    expect((await standing())[0]).toBe("approved-with-comments");
    await say("not-approved", "On second thoughts");
    expect((await standing())[0]).toBe("not-approved");
    const { history } = await show(sara, id);
    expect(history.map(({ kind }) => kind).filter((kind) => kind.includes("approved"))).toHaveLength(5);
  });

  it("is the other side's: one's own side says what it thinks inside itself, and that settles nothing", async () => {
    const { sara, berta, room } = world;
    const { id, revision } = await add(sara, "room", "Own paper", undefined, { purpose: "approval" });
    const at = { room: room.id, document: id, revision };
    await expect(run(approveDocument, sara.actor, at)).rejects.toMatchObject({
      fields: { audience: { code: "approval-of-own" } },
    });
    const inDatabase = asActor(sara.actor, (tx) =>
      tx
        .insertInto("document_approval")
        .values({
          room_id: room.id,
          id: newId(),
          audience_id: room.audiences.room,
          document_id: id,
          revision_id: revision,
          person_id: sara.id,
          note: "",
          at: new Date(),
        })
        .execute(),
    );
    await expect(inDatabase).rejects.toThrow(/row-level security/);
    await run(approveDocument, sara.actor, { ...at, audience: room.audiences.seller });
    const seen = async (who: TestPerson) => {
      const { status, revisions } = await show(who, id);
      return [status, revisions[0]?.approvals.length];
    };
    expect(await seen(sara)).toEqual(["approval", 1]);
    expect((await show(sara, id)).revisions[0]?.mayApprove).toBe(false);
    expect((await show(berta, id)).revisions[0]?.mayApprove).toBe(true);
    expect(await seen(berta)).toEqual(["approval", 0]);
    expect(await titles(sara, { status: "approved" })).not.toContain("Own paper");
    await run(approveDocument, berta.actor, at);
    expect((await seen(sara))[0]).toBe("approved");
  });

  it("waits for those of the other side who may give it, until somebody has said something before all", async () => {
    const { sara, sam, erik, berta, carl, room } = world;
    const { id, revision } = await add(sara, "room", "Waits for the customer", undefined, {
      purpose: "approval",
    });
    await add(sara, "seller", "Not out of the house", undefined, { purpose: "approval" });
    const lines = async (who: TestPerson) =>
      (await waiting(who))
        .filter(({ kind }) => kind === "approval")
        .map(({ title, side, mine, path }) => [title, side, mine, path]);
    const waits = (mine: boolean) => [["Waits for the customer", "buyer", mine, `documents/${id}`]];
    expect(await lines(berta)).toEqual(waits(true));
    for (const who of [sara, sam, carl]) expect(await lines(who), who.name).toEqual(waits(false));
    const at = { room: room.id, document: id, revision };
    await run(approveDocument, erik.actor, { ...at, audience: room.audiences.buyer });
    expect(await lines(berta), "what a side says inside itself is no answer").toEqual(waits(true));
    await run(approveDocument, erik.actor, { ...at, outcome: "not-approved", note: "Too late" });
    for (const who of [berta, sara]) expect(await lines(who)).toEqual([]);
  });
});

describe("artefacts", () => {
  it("are evidence when a revision that stands is approved, as far as the asker sees", async () => {
    const { sara, sam, berta, room } = world;
    const artefact = "firm-proposal";
    const { id, revision } = await add(sara, "seller", "Firm offer", undefined, { artefact });
    const evidence = async (who: TestPerson) =>
      (await run(artefactDocuments, who.actor, { room: room.id, artefact })).documents;
    expect(await evidence(sara)).toMatchObject([{ id, approved: false }]);
    const approve = { room: room.id, document: id, revision };
    await expect(run(approveDocument, sam.actor, approve)).rejects.toMatchObject({ code: "role-may-not" });
    await run(approveDocument, sara.actor, { ...approve, note: "margin is fine" });
    await expect(run(approveDocument, sara.actor, approve)).rejects.toMatchObject({
      code: "approved-already",
    });
    expect(await evidence(sara)).toMatchObject([{ approved: true, approvals: [{ name: sara.name }] }]);
    expect(await evidence(berta)).toEqual([]);
    await publish(sara, id, "room");
    // What the seller's process calls it is not the customer's business, nor the approval that was given backstage.
    expect(await evidence(berta)).toEqual([]);
    expect((await show(berta, id)).artefact).toBeNull();
    const byCategory = { room: room.id, category: "technical.specification" };
    const open = (await run(artefactDocuments, berta.actor, byCategory)).documents.find(
      (one) => one.id === id,
    );
    expect(open).toMatchObject({ approved: false, approvals: [], artefact: null });
    expect(await evidence(sara)).toMatchObject([{ approved: true }]);
    expect(JSON.stringify(await show(berta, id))).not.toContain("margin is fine");
    await run(reviseDocument, sara.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
    });
    expect(await evidence(sara)).toMatchObject([{ approved: false }]);
  });
});
