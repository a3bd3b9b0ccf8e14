import { beforeAll, describe, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { replaceDocument, restoreDocument, reviseDocument, withdrawDocument } from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { add, show } = registerOf(() => world);

describe("a withdrawn document", () => {
  it("is brought back by a lead of its side, with a reason that its readers find in its history", async () => {
    const { sara, sam, berta, erik, room } = world;
    const { id } = await add(sara, "room", "Layout");
    const at = (version: number, reason = "It was right after all") => ({
      room: room.id,
      document: id,
      version,
      reason,
    });
    await expect(run(restoreDocument, sara.actor, at(1))).rejects.toMatchObject({
      code: "document-not-withdrawn",
    });
    await run(withdrawDocument, sara.actor, at(1, "Wrong hall"));
    expect((await show(sara, id)).may.restore).toBe(true);
    expect((await show(berta, id)).may.restore).toBe(false);
    await expect(run(restoreDocument, sam.actor, at(2))).rejects.toMatchObject({ code: "role-may-not" });
    await expect(run(restoreDocument, berta.actor, at(2))).rejects.toMatchObject({
      code: "document-of-other-side",
    });
    await expect(run(restoreDocument, sara.actor, at(1))).rejects.toMatchObject({ code: "stale" });
    await expect(run(restoreDocument, sara.actor, at(2, " "))).rejects.toMatchObject({ status: 422 });
    await run(restoreDocument, sara.actor, at(2));
    const seen = await show(erik, id);
    expect(seen).toMatchObject({ state: "current", reason: "", version: 3 });
    const told = seen.history.filter(({ kind }) => /withdrawn|restored/.test(kind));
    expect(told.map(({ kind, data }) => [kind, data.reason]).sort()).toEqual([
      ["document.restored", "It was right after all"],
      ["document.withdrawn", "Wrong hall"],
    ]);
  });

  it("that had been replaced is replaced again", async () => {
    const { sara, room } = world;
    const [{ id }, other] = [await add(sara, "room", "Old"), await add(sara, "room", "New")];
    const of = { room: room.id, document: id, reason: "x" };
    await run(replaceDocument, sara.actor, { ...of, version: 1, replacement: other.id });
    await run(withdrawDocument, sara.actor, { ...of, version: 2 });
    await run(restoreDocument, sara.actor, { ...of, version: 3 });
    expect(await show(sara, id)).toMatchObject({ state: "superseded", replacedBy: { id: other.id } });
  });
});

describe("a withdrawn revision", () => {
  it("is the current one again, or an earlier one when another has come meanwhile", async () => {
    const { sara, berta, room } = world;
    const { id } = await add(sara, "room", "Foundation loads");
    const of = { room: room.id, document: id, reason: "x" };
    const [first] = (await show(sara, id)).revisions;
    await run(withdrawDocument, sara.actor, { ...of, revision: first?.id, version: 1 });
    await run(restoreDocument, sara.actor, { ...of, revision: first?.id, version: 2 });
    expect((await show(berta, id)).revisions[0]).toMatchObject({ status: "current", version: 3 });
    await run(withdrawDocument, sara.actor, { ...of, revision: first?.id, version: 3 });
    await run(reviseDocument, sara.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
    });
    await run(restoreDocument, sara.actor, { ...of, revision: first?.id, version: 4 });
    expect((await show(berta, id)).revisions.map(({ status }) => status)).toEqual(["current", "superseded"]);
  });
});
