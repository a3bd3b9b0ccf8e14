import { afterAll, beforeAll, expect, it } from "vitest";
import { makesPdf } from "#platform/office/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { addDocument, setDocumentRights } from "../index.ts";
import type { Kind } from "./load.ts";
import { loadView } from "./opened.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

async function shared(content: string | Uint8Array<ArrayBuffer>, name: string) {
  const { sara, room } = world;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, bytes, name),
    title: "Kinds",
    category: "technical.drawing",
  });
  const at = { room: room.id, document: id, revision };
  const see = async (who: TestPerson, search = ""): Promise<Kind> => {
    for (let tries = 0; ; tries++) {
      const { kind } = await loadView(who.actor, at, new URLSearchParams(search));
      if (kind.kind !== "making" || tries > 20) return kind;
    }
  };
  return { at, see };
}

it("a text is shown as it was written, and to whoever may only view as pages", async () => {
  const { at, see } = await shared("Höyry <b>540</b>\n", "notes.txt");
  expect(await see(world.berta)).toEqual({
    kind: "text",
    text: "Höyry <b>540</b>\n",
    truncated: false,
  });
  await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
  expect(await see(world.berta)).toMatchObject({
    kind: "pages",
    made: "set",
    read: false,
    paged: { text: expect.stringContaining("Höyry <b>540</b>") },
  });
  expect((await see(world.sara)).kind).toBe("text");
  // Where a comment leads to.
  expect(await see(world.sara, "page=1")).toMatchObject({ kind: "pages", read: true });
});

it("separated values are a table, however many there are", async () => {
  const { see } = await shared(`a;b\n${"1;2\n".repeat(999)}`, "list.csv");
  const seen = await see(world.berta);
  if (seen.kind !== "table") throw new Error(seen.kind);
  const { table, part, parts, more } = seen;
  expect([table.head, table.rows.length, table.from, part, parts, more]).toEqual([
    ["a", "b"],
    500,
    1,
    0,
    2,
    false,
  ]);
  expect(await see(world.berta, "part=2")).toMatchObject({ part: 1, table: { from: 501, head: ["a", "b"] } });
  expect(await see(world.berta, "part=99")).toMatchObject({ part: 1 });
});

it("what is not shown says so", async () => {
  const zip = Buffer.from("504b0506000000000000000000000000000000000000", "hex");
  const { see } = await shared(new Uint8Array(zip), "all.zip");
  expect(await see(world.berta)).toEqual({ kind: "other" });
});

it.skipIf(!makesPdf("application/rtf"))(
  "an Office document becomes pages (needs LibreOffice)",
  async () => {
    const { at, see } = await shared("{\\rtf1\\ansi Steam at 540 C\\page Second}", "offer.rtf");
    const seen = await see(world.berta);
    if (seen.kind !== "pages") throw new Error(JSON.stringify(seen));
    expect([seen.made, seen.paged.sizes.reduce((sum, [, , pages]) => sum + pages, 0)]).toEqual(["office", 2]);
    await run(setDocumentRights, world.sara.actor, { ...at, holder: "buyer", level: "view" });
    expect((await see(world.berta)).kind).toBe("pages");
  },
  120_000,
);
