import { beforeAll, describe, expect, it } from "vitest";
import { blobStore } from "#platform/files/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { addDocument, listDocuments, reviseDocument, withdrawDocument } from "./index.ts";
import { sweepFiles } from "./jobs.ts";
import { downloadRevision, openDocument, revisionFile } from "./queries/file.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show } = registerOf(() => world);

describe("files", () => {
  it("are named by the rule, logged once a reading in the revision's audience, and not after a withdrawal", async () => {
    const { sara, berta, room } = world;
    const { id, revision, number } = await add(sara, "room", "Data / sheet: 1", "content of the sheet");
    const wanted = { room: room.id, document: id, revision };
    const file = await run(downloadRevision, berta.actor, wanted);
    expect(file.name).toBe(`${room.code}_${number}_A_Data - sheet- 1.txt`);
    await run(downloadRevision, berta.actor, wanted);
    await run(openDocument, sara.actor, wanted);
    const seen = await show(berta, id);
    expect(seen.taken.map((one) => [one.by, one.kind])).toEqual([
      [sara.name, "document.opened"],
      [berta.name, "document.downloaded"],
    ]);
    await run(withdrawDocument, sara.actor, { ...wanted, reason: "Wrong machine", version: 1 });
    await expect(run(revisionFile, berta.actor, wanted)).rejects.toMatchObject({
      status: 410,
      code: "file-withdrawn",
      params: { reason: "Wrong machine" },
    });
    expect((await show(berta, id)).revisions[0]).toMatchObject({
      status: "withdrawn",
      reason: "Wrong machine",
    });
  });

  it("of hidden drafts are not there, though their document is", async () => {
    const { sara, berta, room } = world;
    const { id } = await add(sara, "room", "With a draft");
    const draft = await run(reviseDocument, sara.actor, {
      room: room.id,
      document: id,
      audience: room.audiences.seller,
      upload: await upload(sara, room),
    });
    const wanted = { room: room.id, document: id, revision: draft.id };
    for (const operation of [revisionFile, downloadRevision, openDocument])
      await expect(run(operation, berta.actor, wanted)).rejects.toMatchObject({ status: 404 });
    await run(downloadRevision, sara.actor, wanted);
    expect((await show(berta, id)).taken).toEqual([]);
  });
});

describe("uploads", () => {
  it("can be used once, by their sender, in their room; a hash is worth nothing", async () => {
    const { sara, sam, berta, room } = world;
    const reference = await upload(sara, room, "secret of the seller");
    const with_ = (who: TestPerson, upload: string) =>
      run(addDocument, who.actor, {
        room: room.id,
        audience: room.audiences.room,
        upload,
        title: "T",
        category: "other.other",
      });
    const gone = { code: "upload-gone" };
    await expect(with_(berta, reference)).rejects.toMatchObject(gone);
    const [blob] = await database.owner<{ hash: string }>("select blob as hash from upload where id = $1", [
      reference,
    ]);
    await expect(with_(berta, blob?.hash ?? "")).rejects.toMatchObject({ status: 422 });
    const other = await newWorld();
    await expect(
      run(addDocument, sara.actor, {
        room: other.room.id,
        audience: other.room.audiences.room,
        upload: reference,
        title: "T",
        category: "other.other",
      }),
    ).rejects.toMatchObject({ status: 404 });
    await with_(sara, reference);
    await expect(with_(sara, reference)).rejects.toMatchObject(gone);
    await database.owner("update upload set expires_at = now() where claimed_at is null");
    const late = await upload(sara, room);
    await database.owner("update upload set expires_at = now() - interval '1 second' where id = $1", [late]);
    await expect(with_(sara, late)).rejects.toMatchObject(gone);
    await expect(upload(sam, other.room)).rejects.toMatchObject({ status: 404 });
  });

  it("keep the reference when the rest of the form was refused", async () => {
    const { sara, room } = world;
    const reference = await upload(sara, room);
    const input = {
      room: room.id,
      audience: room.audiences.room,
      upload: reference,
      category: "other.other",
    };
    await expect(run(addDocument, sara.actor, { ...input, title: " " })).rejects.toMatchObject({
      status: 422,
    });
    await run(addDocument, sara.actor, { ...input, title: "Now with a title" });
  });

  it("numbers documents that are added at the same time without a gap or a double", async () => {
    const { sara, erik, room } = await newWorld();
    const references = await Promise.all(
      Array.from({ length: 8 }, (_, index) => upload(index % 2 ? sara : erik, room)),
    );
    const added = await Promise.all(
      references.map((reference, index) =>
        run(addDocument, (index % 2 ? sara : erik).actor, {
          room: room.id,
          audience: room.audiences.room,
          upload: reference,
          title: `No ${index}`,
          category: "other.other",
        }),
      ),
    );
    expect(added.map((one) => one.number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `D-00${n}`));
  });

  it("adds once for one idempotency key", async () => {
    const { sara, room } = await newWorld();
    const input = {
      room: room.id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
      title: "Once",
      category: "other.other",
    };
    const options = { idempotencyKey: "form-0123456789" };
    const [first, second] = await Promise.all([
      run(addDocument, sara.actor, input, options),
      run(addDocument, sara.actor, input, options),
    ]);
    expect(second).toEqual(first);
    expect((await run(listDocuments, sara.actor, { room: room.id })).count).toBe(1);
  });
});

describe("the sweep", () => {
  it("removes only what no row names and nobody is about to use, in two steps", async () => {
    const { sara, room } = world;
    const hashOf = async (reference: string) =>
      (await database.owner<{ blob: string }>("select blob from upload where id = $1", [reference]))[0]
        ?.blob ?? "";
    const sweep = () => sweepFiles.run({}, { signal: new AbortController().signal });
    const store = await blobStore();
    const used = await upload(sara, room, "used by a document");
    const usedHash = await hashOf(used);
    await run(addDocument, sara.actor, {
      room: room.id,
      audience: room.audiences.room,
      upload: used,
      title: "Used",
      category: "other.other",
    });
    const left = await hashOf(await upload(sara, room, "left behind"));
    const back = await hashOf(await upload(sara, room, "sent again"));
    await database.owner(
      "update upload set expires_at = now() - interval '2 hours' where claimed_at is null",
    );
    await database.owner(
      "update upload set claimed_at = now() - interval '3 days' where claimed_at is not null",
    );
    await database.owner("update blob set created_at = now() - interval '2 days'");
    await sweep();
    expect(await store.has(left)).toBe(true);
    await upload(sara, room, "sent again");
    await database.owner(
      "update blob set forsaken_at = now() - interval '2 hours' where forsaken_at is not null",
    );
    await sweep();
    expect([await store.has(left), await store.has(back), await store.has(usedHash)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
