import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../../tests/fixtures/world.ts";
import { addDocument, reviseDocument } from "../index.ts";
import { loadComparison } from "./load.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

/** Two revisions of a document, compared by somebody of the other side. */
async function compared(before: Uint8Array<ArrayBuffer>, after: Uint8Array<ArrayBuffer>, name: string) {
  const { sara, berta, room } = world;
  const audience = room.audiences.room;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience,
    upload: await upload(sara, room, before, name),
    title: "Pair",
    category: "technical.drawing",
  });
  const now = await run(reviseDocument, sara.actor, {
    room: room.id,
    document: id,
    audience,
    upload: await upload(sara, room, after, name),
  });
  const found = await loadComparison(
    berta.actor,
    { room: room.id, document: id, old: revision, now: now.id },
    0,
  );
  if ("failed" in found) throw new Error(found.failed);
  return found;
}

/** A white picture with a black square at the left, wherever it lies. */
const square = async (left: number) =>
  new Uint8Array(
    await sharp({ create: { width: 600, height: 400, channels: 3, background: "#fff" } })
      .composite([
        { input: { create: { width: 60, height: 60, channels: 3, background: "#000" } }, left, top: 100 },
      ])
      .png()
      .toBuffer(),
  );

it("pictures are compared by what they show", async () => {
  const { pairs, drawn, words } = await compared(await square(100), await square(400), "site.png");
  expect([pairs.length, drawn?.areas.length, words]).toEqual([1, 2, []]);
  const same = await compared(await square(100), new Uint8Array([...(await square(100)), 0]), "site.png");
  expect(same.drawn?.areas).toEqual([]);
});

it("texts and tables are compared by the pages that are set of them", async () => {
  const encoded = (text: string) => new TextEncoder().encode(text);
  const text = await compared(encoded("Steam at 540 C\n"), encoded("Steam at 560 C\n"), "notes.txt");
  expect([text.differ, text.drawn?.areas.length]).toEqual([[0], 1]);
  expect(JSON.stringify(text.words)).toContain("560");
  const table = await compared(
    encoded("Part;Power\nBoiler;540\n"),
    encoded("Part;Power\nBoiler;560\n"),
    "list.csv",
  );
  expect([table.differ, table.drawn?.areas.length]).toEqual([[0], 1]);
});
