import { beforeAll, describe, expect, it } from "vitest";
import { roomFrame } from "#features/rooms/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { editDocument, withdrawDocument } from "./index.ts";
import { visitRegister } from "./visits.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show, list, titles } = registerOf(() => world);

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
