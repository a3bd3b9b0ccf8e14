import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addDocument,
  documentCategories,
  listDocuments,
  publishDocument,
  showDocument,
} from "#features/documents/index.ts";
import { asActor } from "#platform/database/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { listBlueprints, startProcess, takeInBlueprints } from "../index.ts";
import { categoryRows } from "./categories.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let early: string;

const add = async (who: TestPerson, kind: "room" | "seller" | "buyer", category: string) =>
  run(addDocument, who.actor, {
    room: world.room.id,
    audience: world.room.audiences[kind],
    upload: await upload(who, world.room),
    title: category,
    category,
  });
const shelves = async (who: TestPerson) =>
  (await run(documentCategories, who.actor, { room: world.room.id })).categories;
const keys = async (who: TestPerson) =>
  (await shelves(who)).flatMap(({ kinds }) => kinds.map(({ key }) => key));

beforeAll(async () => {
  world = await newWorld();
  await takeInBlueprints("blueprints");
});

describe("the categories of a room", () => {
  it("are the usual ones before it has a process", async () => {
    expect(await keys(world.erik)).toContain("project.background");
    early = (await add(world.sara, "room", "project.background")).id;
    await expect(add(world.sara, "room", "project.nonsense")).rejects.toMatchObject({
      code: "category-unknown",
    });
  });

  it("are its blueprint's from then on, in the blueprint's words, but for those who may know them", async () => {
    const { blueprints } = await run(listBlueprints, world.sara.actor, {});
    const blueprint = blueprints.find(({ key }) => key === "capital-project-sale")?.id ?? "";
    await run(startProcess, world.sara.actor, { room: world.room.id, blueprint });
    const seller = await keys(world.sara);
    const buyer = await keys(world.erik);
    expect(seller.filter((key) => !buyer.includes(key))).toEqual([
      "customer.analysis",
      "commercial.calculation",
      "management.review",
    ]);
    expect(seller.slice(0, 4)).toEqual([
      "customer.enquiry",
      "customer.data",
      "customer.analysis",
      "project.schedule",
    ]);
    expect((await shelves(world.erik))[0]).toMatchObject({
      title: { en: "From the customer", fi: "Asiakkaalta" },
    });
    expect(JSON.stringify(await shelves(world.erik))).not.toMatch(/Management|Katselmu/);
  });

  it("leave a document the one it came with, and give it to no new one", async () => {
    const { categories } = await run(showDocument, world.erik.actor, {
      room: world.room.id,
      document: early,
    });
    expect(categories[0]?.kinds[0]?.title.fi).toBe("Lähtötiedot");
    await expect(add(world.sara, "room", "project.background")).rejects.toMatchObject({
      code: "category-unknown",
    });
    const { counts } = await run(listDocuments, world.erik.actor, {
      room: world.room.id,
      category: "technical",
    });
    expect(counts).toEqual({ "project.background": 1 });
  });

  it("hold the supplier's own kinds among the supplier's own papers", async () => {
    const { room, sara } = world;
    await expect(add(sara, "room", "management.review")).rejects.toMatchObject({ code: "category-internal" });
    const { id } = await add(sara, "seller", "management.review");
    const shown = await run(showDocument, sara.actor, { room: room.id, document: id });
    const publication = {
      room: room.id,
      document: id,
      revision: shown.revisions[0]?.id ?? "",
      to: room.audiences.room,
      version: shown.version,
      title: "Review",
    };
    await expect(run(publishDocument, sara.actor, publication)).rejects.toMatchObject({
      code: "category-internal",
    });
    await run(publishDocument, sara.actor, { ...publication, category: "delivery.report" });
    expect((await run(showDocument, world.erik.actor, { room: room.id, document: id })).category).toBe(
      "delivery.report",
    );
  });

  it("are held by the database, whatever the application does", async () => {
    const { room, sara } = world;
    const insert = (audience: string, category: string, ordinal: number) =>
      asActor(sara.actor, (tx) =>
        sql`insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, shared_at, shared_by)
          values (${room.id}, ${newHiddenId()}, ${audience}, 'seller', 'X', ${ordinal}, 'Past', ${category}, now(), ${sara.id})`.execute(
          tx,
        ),
      );
    await expect(insert(room.audiences.room, "management.review", 901)).rejects.toThrow(/not everyone/);
    await expect(insert(room.audiences.room, "project.nonsense", 902)).rejects.toThrow(/does not have/);
    await insert(room.audiences.seller, "management.review", 903);
    await expect(
      asActor(sara.actor, (tx) =>
        sql`update document set audience_id = ${room.audiences.room} where title = 'Past'`.execute(tx),
      ),
    ).rejects.toThrow(/not everyone/);
    // Nobody of the other side writes categories.
    await expect(
      asActor(world.berta.actor, (tx) =>
        sql`insert into document_category (room_id, id, audience_id, key, shelf, title, shelf_title, position)
          values (${room.id}, ${newHiddenId()}, ${room.audiences.room}, 'a.b', 'a', '{}', '{}', 1)`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

it("what everyone sees has the same places whatever the supplier keeps to itself", () => {
  const kind = (key: string, audience: "room" | "seller") => ({ key, title: { en: key, fi: key }, audience });
  const shelf = (...kinds: ReturnType<typeof kind>[]) => [{ key: "a", title: { en: "A", fi: "A" }, kinds }];
  const shared = (rows: ReturnType<typeof categoryRows>) =>
    rows.filter(({ audience }) => audience === "room");
  const plain = categoryRows(shelf(kind("one", "room"), kind("two", "room")));
  const full = categoryRows(
    shelf(
      kind("x", "seller"),
      kind("one", "room"),
      kind("y", "seller"),
      kind("z", "seller"),
      kind("two", "room"),
    ),
  );
  expect(shared(full)).toEqual(plain);
  expect(full.toSorted((a, b) => a.position - b.position).map(({ key }) => key)).toEqual(
    full.map(({ key }) => key),
  );
});

it("what was registered before there were categories of a room is brought under them, and nothing is misfiled", async () => {
  const { room } = world;
  const content = {
    categories: [
      {
        key: "customer",
        title: { en: "Customer" },
        kinds: [
          { key: "data", title: { en: "Data" } },
          { key: "analysis", title: { en: "Analysis" } },
        ],
      },
      {
        key: "technical",
        title: { en: "Technical" },
        kinds: [
          { key: "layout", title: { en: "Layouts" } },
          { key: "specification", title: { en: "Specifications" } },
        ],
      },
    ],
    artefacts: [
      { key: "x", category: "customer/analysis", audience: "seller" },
      { key: "y", category: "customer/data", audience: "room" },
    ],
  };
  await database.owner("delete from document_category");
  await database.owner("update process_source set content = $1", [content]);
  const was = [
    "project.background",
    "technical.drawing",
    "technical.specification",
    "quality.certificate",
    "commercial.quotation",
  ];
  const ids: string[] = [];
  for (const category of was) {
    const { id } = await add(world.sara, "room", "other.other");
    await database.owner("update document set category = $2 where id = $1", [id, category]);
    ids.push(id);
  }
  const migration = readFileSync("migrations/0100_document_categories.sql", "utf8");
  const [, part = ""] =
    /(-- Rooms that run a process[\s\S]*)-- The end of what was registered/.exec(migration) ?? [];
  await database.owner(part);
  const rows = await database.owner<{ id: string; category: string }>("select id, category from document");
  expect(ids.map((id) => rows.find((row) => row.id === id)?.category)).toEqual([
    "customer.data",
    "technical.layout",
    "technical.specification",
    "quality.certificate",
    "commercial.proposal",
  ]);
  expect(await keys(world.erik)).toEqual(["customer.data", "technical.layout", "technical.specification"]);
  expect(await keys(world.sara)).toEqual([
    "customer.data",
    "customer.analysis",
    "technical.layout",
    "technical.specification",
  ]);
  const list = await run(listDocuments, world.erik.actor, { room: room.id });
  const words = list.categories
    .flatMap(({ kinds }) => kinds)
    .find(({ key }) => key === "quality.certificate");
  expect(words?.title.fi).toBe("Todistukset");
});
