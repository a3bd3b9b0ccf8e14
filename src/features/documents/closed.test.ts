import { beforeAll, describe, expect, it } from "vitest";
import { asSystem } from "#platform/database/system.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { rightsIn } from "../../../tests/fixtures/rights.ts";
import { sender, sha256, uploadServer } from "../../../tests/fixtures/uploads.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { addDocument } from "./index.ts";
import { readAgain } from "./jobs.ts";

testDatabase();
testFiles();
const server = uploadServer();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { show, add, titles } = registerOf(() => world);
const { give } = rightsIn(() => world);

const encrypted = (salt: string) => `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/P -44/O(${"o".repeat(32)})/U(${"u".repeat(32)})>>endobj
trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(b)]>>
%%EOF
%${salt}`;
const broken = `%PDF-1.4\n${"nothing of a document\n".repeat(40)}`;

describe("a file that cannot be opened here", () => {
  it("is taken, and said to be so on the document, but not to who may only know that it exists", async () => {
    const { sara, berta, room } = world;
    for (const [content, closed] of [
      [encrypted("one"), "encrypted"],
      [broken, "broken"],
    ] as const) {
      const { id } = await run(addDocument, sara.actor, {
        room: room.id,
        audience: room.audiences.room,
        upload: await upload(sara, room, content, "paper.pdf"),
        title: closed,
        category: "other.other",
      });
      // At once, and after it was read for search.
      expect((await show(berta, id)).revisions[0]?.closed).toBe(closed);
      await runWaitingJobs();
      expect((await show(berta, id)).revisions[0]?.closed).toBe(closed);
      await give(id, { level: "exists" });
      expect((await show(berta, id)).revisions[0]?.closed).toBeNull();
      expect((await show(sara, id)).revisions[0]?.closed).toBe(closed);
    }
    const fine = await add(sara, "room", "Fine");
    expect((await show(berta, fine.id)).revisions[0]?.closed).toBeNull();
  });

  it("is said at its own row when it has been sent in parts", async () => {
    const sara = await sender(server.url(), world.sara);
    const body = Buffer.from(encrypted("two"));
    const path = await sara.begin(world.room.id, body.byteLength, { filename: "A.pdf", sha256: "later" });
    await sara.patch(path, 0, body);
    expect(await sara.finish(path, sha256(body))).toMatchObject({
      state: "ready",
      problem: { code: "encrypted", params: {} },
    });
  });
});

describe("what an older reader has read", () => {
  it("is read again, once, and what was never read too; nothing that was found is lost", async () => {
    const { sara } = world;
    const again = () => readAgain.run({}, { signal: new AbortController().signal });
    const { id } = await add(sara, "room", "Old reading", "The quokkaword stands here.");
    const other = await add(sara, "room", "Given up", "The numbatword stands here.");
    await runWaitingJobs();
    const blobOf = (document: string) =>
      asSystem((tx) =>
        tx
          .selectFrom("document_revision")
          .select("blob")
          .where("document_id", "=", document)
          .executeTakeFirstOrThrow(),
      ).then(({ blob }) => blob);
    const [first, second] = [await blobOf(id), await blobOf(other.id)];
    const change = (hash: string, to: object) =>
      asSystem((tx) => tx.updateTable("blob").set(to).where("hash", "=", hash).execute());
    const reader = (hash: string) =>
      asSystem((tx) =>
        tx.selectFrom("blob").select("reader").where("hash", "=", hash).executeTakeFirstOrThrow(),
      ).then((row) => row.reader);
    await change(first, { reader: 0, text: "", words: "", text_state: "none" });
    await change(second, { reader: 0, text: "", words: "", text_state: "waiting" });
    expect(await titles(sara, { text: "quokkaword" })).toEqual([]);
    await again();
    expect(await titles(sara, { text: "quokkaword" })).toEqual(["Old reading"]);
    // One that waits has a job of its own, for an hour.
    expect(await titles(sara, { text: "numbatword" })).toEqual([]);
    await change(second, { created_at: new Date(Date.now() - 7_200_000) });
    await again();
    expect(await titles(sara, { text: "numbatword" })).toEqual(["Given up"]);
    expect(await reader(first)).toBeGreaterThan(0);
    // By whoever reads now, what was read stays as it is.
    await change(first, { text: "kept as it was" });
    await again();
    expect(
      (await asSystem((tx) => tx.selectFrom("blob").select("text").where("hash", "=", first).execute()))[0]
        ?.text,
    ).toBe("kept as it was");
  });
});
