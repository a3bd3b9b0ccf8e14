import { beforeAll, describe, expect, it } from "vitest";
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

const { add, show, titles, publish } = registerOf(() => world);

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
    const listed = (status: "not-approved") => titles(sara, { status });
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
    expect(await standing()).toEqual(["approved", [["approved-with-comments", "Axis C to be moved"]]]);
    expect(await listed("not-approved")).toEqual([]);
    await say("approved-with-comments", "Axis C to be moved by 40 mm");
    expect((await standing())[1]).toEqual([["approved-with-comments", "Axis C to be moved by 40 mm"]]);
    // One who does not approve weighs more than others who do.
    await run(approveDocument, sara.actor, { room: room.id, document: id, revision });
    expect((await standing())[0]).toBe("approved");
    await say("not-approved", "On second thoughts");
    expect((await standing())[0]).toBe("not-approved");
    const { history } = await show(sara, id);
    expect(history.map(({ kind }) => kind).filter((kind) => kind.includes("approved"))).toHaveLength(5);
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
