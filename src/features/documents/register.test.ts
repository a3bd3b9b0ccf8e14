import { beforeAll, describe, expect, it } from "vitest";
import { roomFrame } from "#features/rooms/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import {
  approveDocument,
  artefactDocuments,
  editDocument,
  replaceDocument,
  reviseDocument,
  withdrawDocument,
} from "./index.ts";
import { visitRegister } from "./visits.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show, list, titles, publish } = registerOf(() => world);

describe("the register", () => {
  it("shows each side its own, and gives numbers within each audience", async () => {
    const { sara, berta, erik, carl, olga } = world;
    expect((await add(sara, "seller", "Risk list")).number).toBe("S-001");
    expect((await add(sara, "room", "Process description")).number).toBe("D-001");
    expect((await add(berta, "buyer", "Our wishes")).number).toBe("B-001");
    expect((await add(berta, "commercial", "Payment terms")).number).toBe("C-001");
    expect((await add(erik, "room", "Background data")).number).toBe("D-002");
    expect(await titles(sara)).toEqual([
      "Process description",
      "Background data",
      "Risk list",
      "Payment terms",
    ]);
    expect(await titles(berta)).toEqual([
      "Our wishes",
      "Process description",
      "Background data",
      "Payment terms",
    ]);
    expect(await titles(erik)).toEqual(["Our wishes", "Process description", "Background data"]);
    expect(await titles(carl)).toEqual(["Process description", "Background data"]);
    expect((await list(carl)).count).toBe(2);
    await expect(list(olga)).rejects.toMatchObject({ status: 404 });
  });

  it("goes on where a page ended, in each order", async () => {
    const { sara } = world;
    for (const sort of ["number", "title", "newest"]) {
      const all = (await list(sara, { sort })).documents.map((document) => document.id);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(sara, { sort, cursor, limit: 1 });
        paged.push(...page.documents.map((document) => document.id));
        expect(page.count).toBe(all.length);
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(paged).toEqual(all);
    }
    const [first, second, third] = (await list(sara)).documents.map((document) => document.id);
    const one = await list(sara, { limit: 1 });
    const two = await list(sara, { limit: 1, cursor: one.next ?? "" });
    const three = await list(sara, { limit: 1, cursor: two.next ?? "" });
    expect(one.previous).toBeNull();
    expect(two).toMatchObject({ previous: { cursor: null }, documents: [{ id: second }] });
    expect(three.documents[0]?.id).toBe(third);
    const back = await list(sara, { limit: 1, cursor: three.previous?.cursor ?? "" });
    expect(back.documents[0]?.id).toBe(second);
    expect(one.documents[0]?.id).toBe(first);
    expect(await titles(sara, { category: "technical", audience: world.room.audiences.seller })).toEqual([
      "Risk list",
    ]);
    expect(await titles(sara, { cursor: "rubbish" })).toHaveLength(4);
  });

  it("lets only the side whose document it is change it, and a specialist only work backstage", async () => {
    const { sara, sam, berta, room } = world;
    const { id } = await add(sara, "room", "Seller's own");
    const version = (await show(berta, id)).version;
    const edit = { room: room.id, document: id, title: "Mine now", category: "other.other", version };
    await expect(run(editDocument, berta.actor, edit)).rejects.toMatchObject({
      code: "document-of-other-side",
    });
    switchChecksOff(true);
    try {
      await expect(
        run(withdrawDocument, berta.actor, { room: room.id, document: id, reason: "x", version }),
      ).rejects.toMatchObject({ status: 403 });
    } finally {
      switchChecksOff(false);
    }
    await expect(add(sam, "room", "Sam's")).rejects.toMatchObject({ code: "role-may-not" });
    await expect(add(sam, "commercial", "Sam's")).rejects.toMatchObject({ code: "role-may-not" });
    expect((await add(sam, "seller", "Sam's draft")).number).toMatch(/^S-/);
    await expect(add(sara, "buyer", "To the wrong place")).rejects.toMatchObject({ status: 404 });
  });

  it("marks and counts what others brought since my last visit, as far as I may see it", async () => {
    const fresh = await newWorld();
    const { sara, erik, room } = fresh;
    const { add, list } = registerOf(() => fresh);
    const visit = (who: TestPerson) => run(visitRegister, who.actor, { room: room.id });
    const news = async (who: TestPerson) =>
      (await run(roomFrame, who.actor, { room: room.id })).news.documents;
    const marked = async (who: TestPerson) =>
      (await list(who)).documents.filter((one) => one.isNew).map((one) => one.title);
    const old = await add(sara, "room", "Old");
    await visit(erik);
    expect([await news(erik), await marked(erik)]).toEqual([0, ["Old"]]); // since they came
    await database.owner("update register_visit set visited_at = visited_at - interval '1 hour'");
    await database.owner(
      "update document_revision set shared_at = shared_at - interval '2 hours' where id = $1",
      [old.revision],
    );
    await add(sara, "seller", "Win plan");
    expect([await news(erik), await marked(erik)]).toEqual([0, []]);
    await add(sara, "room", "Layout");
    expect([await news(erik), await marked(erik)]).toEqual([1, ["Layout"]]);
    await visit(erik);
    // Still marked while they look, and no more in the menu.
    expect([await news(erik), await marked(erik)]).toEqual([0, ["Layout"]]);
    expect([await news(sara), await marked(sara)]).toEqual([0, []]);
  });

  it("refuses a stale edit and tells all readers what was changed", async () => {
    const { sara, erik, room } = world;
    const { id } = await add(sara, "room", "Layuot");
    const edit = { room: room.id, document: id, title: "Layout", category: "technical.drawing", version: 1 };
    await run(editDocument, sara.actor, edit);
    await expect(run(editDocument, sara.actor, { ...edit, title: "Other" })).rejects.toMatchObject({
      status: 409,
    });
    const seen = await show(erik, id);
    expect(seen).toMatchObject({ title: "Layout", version: 2 });
    expect(seen.history[0]?.data).toMatchObject({ changes: { title: { from: "Layuot", to: "Layout" } } });
  });
});

describe("publishing", () => {
  it("gives number, letter, time and version anew, and leaves the rest behind", async () => {
    const { sara, sam, berta, room } = world;
    const { id } = await add(sam, "seller", "Draft title with our cost", undefined, {
      note: "internal words",
    });
    await run(reviseDocument, sam.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.seller,
      upload: await upload(sam, room, undefined, "Quote_v7_cheaper.txt"),
      note: "second thoughts",
    });
    await expect(show(berta, id)).rejects.toMatchObject({ status: 404 });
    const before = await show(sara, id);
    expect(before.revisions.map((one) => one.label)).toEqual([
      { kind: "draft", text: "2" },
      { kind: "draft", text: "1" },
    ]);
    expect(before.revisions[0]?.original?.name).toBe("Quote_v7_cheaper.txt");
    const done = await publish(sara, id, "room", { title: "Firm proposal", note: "For your review" });
    expect(done.label).toEqual({ kind: "letter", text: "A" });
    const buyer = await show(berta, id);
    expect(buyer).toMatchObject({
      title: "Firm proposal",
      number: done.number,
      version: 1,
      sharedBy: sara.name,
    });
    expect(buyer.earlierNumbers).toEqual([]);
    expect(buyer.revisions).toHaveLength(1);
    expect(buyer.revisions[0]).toMatchObject({
      note: "For your review",
      sharedBy: sara.name,
      version: 1,
      was: [],
    });
    expect(buyer.revisions[0]?.original).toBeNull();
    expect(JSON.stringify({ ...buyer, readers: [] })).not.toMatch(
      /cheaper|second thoughts|internal words|our cost|Sam/,
    );
    const seller = await show(sam, id);
    expect(seller.earlierNumbers.map((one) => one.number)).toEqual([expect.stringMatching(/^S-/)]);
    expect(seller.revisions[0]?.was).toMatchObject([{ text: "2", note: "second thoughts" }]);
    expect(seller.revisions[1]?.label).toEqual({ kind: "draft", text: "1" });
    expect(await titles(sam, { text: seller.earlierNumbers[0]?.number })).toEqual(["Firm proposal"]);
    expect(await titles(berta, { text: seller.earlierNumbers[0]?.number })).toEqual([]);
  });

  it("keeps what it is for, unless somebody says otherwise", async () => {
    const { sara, room } = world;
    const paper = await add(sara, "seller", "For comment", undefined, { purpose: "comment" });
    await publish(sara, paper.id, "room");
    const revise = async (more: object = {}) =>
      run(reviseDocument, sara.actor, {
        room: room.id,
        document: paper.id,
        audience: room.audiences.room,
        upload: await upload(sara, room),
        ...more,
      });
    await revise();
    await revise({ purpose: "approval" });
    await revise();
    const { revisions } = await show(sara, paper.id);
    expect(revisions.map((one) => one.purpose)).toEqual(["approval", "approval", "comment", "comment"]);
  });

  it("letters the next published draft B, whatever number of drafts there were", async () => {
    const { sara, berta, room } = world;
    const { id } = await add(sara, "room", "Guarantees");
    for (const _ of [1, 2, 3])
      await run(reviseDocument, sara.actor, {
        room: room.id,
        document: id,
        audience: room.audiences.seller,
        upload: await upload(sara, room),
      });
    const unpublished = await show(berta, id);
    expect(unpublished.revisions.map((one) => one.label.text)).toEqual(["A"]);
    expect(unpublished.version).toBe(1);
    const seen = await show(sara, id);
    const draft = seen.revisions.find((one) => one.label.kind === "draft" && one.status === "current");
    expect(draft?.label.text).toBe("3");
    const done = await publish(sara, id, "room", { revision: draft?.id });
    expect(done.label.text).toBe("B");
    expect((await show(berta, id)).revisions.map((one) => [one.label.text, one.status])).toEqual([
      ["B", "current"],
      ["A", "superseded"],
    ]);
  });

  it("only widens", async () => {
    const { sara, berta, room } = world;
    const { id } = await add(sara, "room", "Already with all");
    await expect(publish(sara, id, "commercial")).rejects.toMatchObject({ code: "audience-not-wider" });
    const { id: buyers } = await add(berta, "buyer", "Buyers'");
    // Not all of the customer's team is commercial.
    await expect(publish(berta, buyers, "commercial")).rejects.toMatchObject({ code: "audience-not-wider" });
    const { id: sellers } = await add(sara, "seller", "Step by step");
    expect((await publish(sara, sellers, "commercial")).number).toMatch(/^C-/);
    expect((await publish(sara, sellers, "room")).number).toMatch(/^D-/);
    await expect(
      run(reviseDocument, sara.actor, {
        room: room.id,
        document: (await add(sara, "seller", "Narrow")).id,
        audience: room.audiences.room,
        upload: await upload(sara, room),
      }),
    ).rejects.toMatchObject({ code: "revision-wider-than-document" });
  });

  it("is refused a second time and against an old state", async () => {
    const { sara } = world;
    const { id } = await add(sara, "seller", "Twice");
    await expect(publish(sara, id, "room", { version: 7 })).rejects.toMatchObject({ status: 409 });
    const results = await Promise.allSettled([publish(sara, id, "room"), publish(sara, id, "room")]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });
});

describe("replacing", () => {
  it("points only to what everyone who sees the old one can see", async () => {
    const { sara, berta, room } = world;
    const old = await add(sara, "room", "Old layout");
    const secret = await add(sara, "seller", "New layout, ours");
    const open = await add(sara, "room", "New layout");
    const replace = (replacement: string) =>
      run(replaceDocument, sara.actor, {
        room: room.id,
        document: old.id,
        replacement,
        version: 1,
        reason: "Moved",
      });
    await expect(replace(secret.id)).rejects.toMatchObject({ code: "replacement-hidden" });
    await expect(replace(old.id)).rejects.toMatchObject({ code: "replaced-by-itself" });
    await replace(open.id);
    expect((await show(berta, old.id)).replacedBy).toMatchObject({ title: "New layout" });
    expect(await titles(berta, { state: "superseded" })).toEqual(["Old layout"]);
  });
});

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
