import { beforeAll, describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { rightsIn } from "../../../tests/fixtures/rights.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { addDocument, editDocument, reviseDocument } from "./index.ts";
import { downloadRevision, openDocument } from "./queries/file.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { show, list, publish } = registerOf(() => world);
const { shared, give } = rightsIn(() => world);

describe("publication", () => {
  it("takes rights of sides and the purpose along and gives validity and who answers anew", async () => {
    const { sara, sam, berta, room } = world;
    const made = await run(addDocument, sara.actor, {
      room: room.id,
      audience: room.audiences.commercial,
      upload: await upload(sara, room),
      title: "Price letter",
      category: "commercial.price-letter",
      purpose: "approval",
      validUntil: "2999-01-01",
      responsible: sam.id,
    });
    await give(made.id, { level: "view" });
    expect(await show(sara, made.id)).toMatchObject({
      status: "approval",
      validUntil: "2999-01-01",
      responsible: { id: sam.id },
      given: [{ side: "buyer", level: "view" }],
    });
    await publish(sara, made.id, "room");
    expect(await show(berta, made.id)).toMatchObject({
      status: "approval",
      validUntil: null,
      responsible: null,
      rights: { level: "view" },
      revisions: [{ purpose: "approval" }],
    });
  });
});

describe("what describes a document", () => {
  it("is changed together with its place in the process, or not at all", async () => {
    const { sara, room } = world;
    const made = await run(addDocument, sara.actor, {
      room: room.id,
      audience: room.audiences.seller,
      upload: await upload(sara, room),
      title: "Offer letter",
      category: "other.other",
    });
    const change = async (more: object) => {
      const { version } = await show(sara, made.id);
      const said = { room: room.id, document: made.id, version, title: "Offer letter" };
      await run(editDocument, sara.actor, { ...said, category: "other.other", ...more });
      const { title, artefact, history } = await show(sara, made.id);
      return [title, artefact, history.filter(({ kind }) => kind === "document.marked").length];
    };
    expect(await change({ artefact: "firm-proposal" })).toEqual(["Offer letter", "firm-proposal", 1]);
    // Said again, or not said: nothing to tell.
    expect(await change({ artefact: "firm-proposal", title: "Offer" })).toEqual([
      "Offer",
      "firm-proposal",
      1,
    ]);
    expect(await change({})).toEqual(["Offer letter", "firm-proposal", 1]);
    await expect(change({ artefact: "--", title: "Half" })).rejects.toMatchObject({ code: "input" });
    expect(await change({ artefact: "-" })).toEqual(["Offer letter", null, 2]);
  });
});

describe("the register", () => {
  it("filters by purpose, status, validity, side and who answers", async () => {
    const { sara, sam, room } = world;
    const add = async (title: string, more: object) =>
      run(addDocument, sara.actor, {
        room: room.id,
        audience: room.audiences.seller,
        upload: await upload(sara, room),
        title,
        category: "delivery.manual",
        ...more,
      });
    await add("Ended manual", { validUntil: "2020-01-01", discipline: "electrical" });
    await add("Sam's manual", { responsible: sam.id, purpose: "comment", language: "fi" });
    const titles = async (more: object) =>
      (await list(sara, { category: "delivery", ...more })).documents.map((one) => one.title);
    expect(await titles({ valid: "no" })).toEqual(["Ended manual"]);
    expect(await titles({ status: "ended" })).toEqual(["Ended manual"]);
    expect(await titles({ status: "draft" })).toEqual(["Sam's manual"]);
    expect(await titles({ purpose: "comment" })).toEqual(["Sam's manual"]);
    expect(await titles({ responsible: sam.id })).toEqual(["Sam's manual"]);
    expect(await titles({ discipline: "electrical" })).toEqual(["Ended manual"]);
    expect(await titles({ language: "fi", side: "seller", valid: "yes" })).toEqual(["Sam's manual"]);
    expect(await titles({ side: "buyer" })).toEqual([]);
  });
});

describe("which revision the other side has", () => {
  it("is told of each person, openly to both", async () => {
    const { sara, berta, erik, room } = world;
    const { id, revision } = await shared();
    await run(downloadRevision, berta.actor, { room: room.id, document: id, revision });
    const next = await run(reviseDocument, sara.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
    });
    await run(openDocument, erik.actor, { room: room.id, document: id, revision: next.id });
    for (const who of [sara, berta]) {
      const { held } = await show(who, id);
      expect(held.map(({ name, took }) => [name, took && [took.label.text, took.did, took.holds]])).toEqual([
        ["Berta Buyer", ["A", "downloaded", false]],
        ["Erik Engineer", ["B", "opened", true]],
        ["Carl Consultant", null],
      ]);
    }
  });
});
