import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import {
  addCategory,
  changeCategory,
  documentCategories,
  editDocument,
  publishDocument,
  renameShelf,
} from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { add, show } = registerOf(() => world);

const both = (name: string) => ({ en: name, fi: `${name} suomeksi` });
const shelves = async (who: TestPerson) =>
  (await run(documentCategories, who.actor, { room: world.room.id })).categories;
const kindsOf = async (who: TestPerson) => (await shelves(who)).flatMap(({ kinds }) => kinds);
const kind = async (who: TestPerson, key: string) => (await kindsOf(who)).find((one) => one.key === key);

describe("the categories of a running room", () => {
  it("are added by the supplier's lead, to what the room had, and read by everyone in both languages", async () => {
    const { sara, sam, berta, erik, room } = world;
    const before = await kindsOf(erik);
    const given = { room: room.id, shelf: "technical", title: both("Lifting plans") };
    for (const who of [sam, berta, erik])
      await expect(run(addCategory, who.actor, given)).rejects.toMatchObject({ status: 403 });
    const { category } = await run(addCategory, sara.actor, given);
    expect(category).toMatch(/^technical\.k[0-9a-f]{8}$/);
    expect(await kind(erik, category)).toMatchObject({ title: both("Lifting plans"), retired: false });
    // The usual list, which the room had until now, has become its own, in the same order.
    expect((await kindsOf(erik)).filter(({ key }) => key !== category)).toEqual(before);
    expect((await shelves(erik)).find(({ key }) => key === "technical")?.kinds.at(-1)?.key).toBe(category);
    await expect(
      run(addCategory, sara.actor, { ...given, title: both("lifting PLANS") }),
    ).rejects.toMatchObject({ fields: { "title.en": { code: "category-there" } } });
    await expect(
      run(addCategory, sara.actor, { room: room.id, title: both("Nowhere") }),
    ).rejects.toMatchObject({ fields: { "shelfTitle.en": { code: "field-missing" } } });
    await add(erik, "room", "Crane plan", undefined, { category });
  });

  it("of the supplier's own leave no trace for anybody else, not even in the places of the others", async () => {
    const { sara, sam, erik, berta, room } = world;
    const seen = async () => JSON.stringify([await shelves(erik), await shelves(berta)]);
    const before = await seen();
    const { category } = await run(addCategory, sara.actor, {
      room: room.id,
      shelfTitle: both("Our reviews"),
      title: both("Margins"),
      internal: true,
    });
    await run(renameShelf, sara.actor, {
      room: room.id,
      shelf: category.split(".")[0] ?? "",
      title: both("Reviews of ours"),
      before: both("Our reviews"),
    });
    expect(await seen()).toBe(before);
    expect(await kind(sam, category)).toMatchObject({ internal: true });
    const places = () =>
      asActor(sara.actor, async (tx) => {
        const { rows } = await sql<{ position: number }>`select c.position from document_category c
          join audience a on a.id = c.audience_id where c.room_id = ${room.id} and a.kind = 'room' order by 1`.execute(
          tx,
        );
        return rows.map(({ position }) => position);
      });
    await run(addCategory, sara.actor, { room: room.id, shelf: "technical", title: both("After it") });
    expect(await places()).toEqual((await places()).map((_, place) => (place + 1) * 1000));
    await expect(add(sara, "room", "Open", undefined, { category })).rejects.toMatchObject({
      fields: { category: { code: "category-internal" } },
    });
  });

  it("are renamed and retired: what has one keeps it, through changes and publication; nothing else is given it", async () => {
    const { sara, sam, erik, room } = world;
    const { category } = await run(addCategory, sara.actor, {
      room: room.id,
      shelf: "technical",
      title: both("Weights"),
    });
    const { id } = await add(sara, "seller", "Weight list", undefined, { category });
    const change = { room: room.id, category, title: both("Masses"), version: 1 };
    await run(changeCategory, sara.actor, { ...change, retired: true });
    await expect(run(changeCategory, sara.actor, change)).rejects.toMatchObject({ code: "stale" });
    expect(await kind(erik, category)).toMatchObject({ title: both("Masses"), retired: true, version: 2 });
    const refused = { fields: { category: { code: "category-retired" } } };
    await expect(add(sam, "seller", "Another", undefined, { category })).rejects.toMatchObject(refused);
    const shown = await show(sara, id);
    const edit = { room: room.id, document: id, title: "Weights, all", category };
    await run(editDocument, sara.actor, { ...edit, version: shown.version });
    await run(publishDocument, sara.actor, {
      room: room.id,
      document: id,
      revision: shown.revisions[0]?.id ?? "",
      to: room.audiences.room,
      version: shown.version + 1,
      title: "Weights, all",
    });
    expect(await show(erik, id)).toMatchObject({
      category,
      categories: [{ kinds: [{ title: both("Masses") }] }],
    });
    const other = await add(sara, "seller", "Other list", undefined, { category: "other.other" });
    const { version } = await show(sara, other.id);
    await expect(
      run(editDocument, sara.actor, { ...edit, document: other.id, version }),
    ).rejects.toMatchObject(refused);
    // The database holds it too.
    await expect(
      asActor(sara.actor, (tx) =>
        sql`insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, shared_at, shared_by)
          values (${room.id}, ${newHiddenId()}, ${room.audiences.room}, 'seller', 'X', 901, 'Past', ${category}, now(), ${sara.id})`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow(/nothing any more/);
    await run(changeCategory, sara.actor, { ...change, version: 2, retired: false });
    await add(sam, "seller", "Another", undefined, { category });
  });

  it("have groups whose names change for all of them, and never over words that were not read", async () => {
    const { sara, erik, room } = world;
    const technical = (await shelves(sara)).find(({ key }) => key === "technical");
    const before = technical?.title ?? {};
    const rename = { room: room.id, shelf: "technical", title: both("Engineering"), before };
    await run(renameShelf, sara.actor, rename);
    expect((await shelves(erik)).find(({ key }) => key === "technical")?.title).toEqual(both("Engineering"));
    await expect(run(renameShelf, sara.actor, rename)).rejects.toMatchObject({ code: "stale" });
  });

  it("never become none at all", async () => {
    const { sara, erik, room } = world;
    const open = (await kindsOf(erik)).filter(({ retired }) => !retired);
    const retire = ({ key, title, version }: (typeof open)[number]) =>
      run(changeCategory, sara.actor, {
        room: room.id,
        category: key,
        title: { en: title.en ?? "", fi: title.fi ?? "" },
        retired: true,
        version,
      });
    for (const one of open.slice(1)) await retire(one);
    const [last] = open;
    await expect(last && retire(last)).rejects.toMatchObject({ code: "category-last" });
  });
});
