import { beforeAll, describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { replaceDocument, reviseDocument } from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show, titles, publish } = registerOf(() => world);

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
