import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { addDocument } from "#features/documents/index.ts";
import { config } from "#platform/config.ts";
import { blobStore } from "#platform/files/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles } from "../../../tests/fixtures/documents.ts";
import { sender, sha256, uploadServer } from "../../../tests/fixtures/uploads.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { sweepUploads } from "./jobs.ts";
import { unfinishedUploads } from "./queries/unfinished.ts";

const database = testDatabase();
testFiles();
const server = uploadServer();
let world: Awaited<ReturnType<typeof newWorld>>;
let sara: Awaited<ReturnType<typeof sender>>;
beforeAll(async () => {
  world = await newWorld();
  sara = await sender(server.url(), world.sara);
});

const text = (size: number) => Buffer.from("a line of text\n".repeat(size / 15 + 1)).subarray(0, size);
const idOf = (path: string) => path.split("/").at(-1) ?? "";

describe("a file in parts", () => {
  it("is received, compared, and becomes a document; the last answer can be asked for again", async () => {
    const { room } = world;
    const body = text(300_000);
    const path = await sara.begin(room.id, body.byteLength, { filename: "Notes.txt", sha256: "later" });
    expect(path).toMatch(new RegExp(`^/rooms/${room.id}/uploads/[0-9a-f-]{36}$`));
    const first = await sara.patch(path, 0, body.subarray(0, 100_000));
    expect([first.status, first.headers.get("upload-offset")]).toEqual([204, "100000"]);
    expect(await sara.offset(path)).toBe(100_000);
    const under = await run(unfinishedUploads, world.sara.actor, { room: room.id });
    expect(under.uploads).toMatchObject([{ upload: idOf(path), received: 100_000, size: 300_000 }]);
    expect((await run(unfinishedUploads, world.berta.actor, { room: room.id })).uploads).toEqual([]);

    expect((await sara.patch(path, 100_000, body.subarray(100_000))).status).toBe(204);
    // The hash is promised, so nothing is ready before it is told.
    expect(await sara.settled(path)).toMatchObject({ state: "receiving", received: 300_000 });
    const done = await sara.finish(path, sha256(body));
    expect(done).toMatchObject({
      state: "ready",
      upload: idOf(path),
      sha256: sha256(body),
      type: "text/plain",
    });
    expect(await sara.finish(path, sha256(body))).toEqual(done);
    const head = await sara.ask("HEAD", path);
    expect([head.headers.get("upload-offset"), head.headers.get("upload-reference")]).toEqual([
      "300000",
      idOf(path),
    ]);
    expect(existsSync(`${config().DATA_DIR}/uploads/${idOf(path)}`)).toBe(false);

    // Not used yet: listed for its sender, and for nobody who looks as that sender.
    const listed = await run(unfinishedUploads, world.sara.actor, { room: room.id });
    expect(listed.uploads).toMatchObject([{ upload: idOf(path), ready: true }]);
    const watched = { ...world.sara.actor, viewerId: world.sam.actor.personId };
    expect((await run(unfinishedUploads, watched, { room: room.id })).uploads).toEqual([]);

    const wanted = { room: room.id, audience: room.audiences.room, title: "Notes", category: "other.other" };
    await expect(
      run(addDocument, world.berta.actor, { ...wanted, upload: done.upload }),
    ).rejects.toMatchObject({ code: "upload-gone" });
    await run(addDocument, world.sara.actor, { ...wanted, upload: done.upload });
    await expect(
      run(addDocument, world.sara.actor, { ...wanted, upload: done.upload }),
    ).rejects.toMatchObject({ code: "upload-gone" });
  });

  it("needs no last word when the hash is told at the beginning, or not at all", async () => {
    const body = text(20_000);
    for (const told of [{ sha256: sha256(body) }, {}] as Record<string, string>[]) {
      const path = await sara.begin(world.room.id, body.byteLength, { filename: "a.txt", ...told });
      const last = await sara.patch(path, 0, body);
      expect([last.status, last.headers.get("upload-reference")]).toEqual([204, idOf(path)]);
    }
    // The same content, stored once.
    const rows = await database.owner("select hash from blob where hash = $1", [sha256(body)]);
    expect(rows).toHaveLength(1);
  });

  it("with another hash is refused with words, kept, and taken when the right one is told", async () => {
    const body = text(10_000);
    const path = await sara.begin(world.room.id, body.byteLength, { filename: "b.txt", sha256: "later" });
    await sara.patch(path, 0, body);
    const wrong = await sara.finish(path, sha256(text(9_999)));
    expect(wrong).toMatchObject({ state: "refused", problem: { code: "upload-damaged" } });
    expect(existsSync(`${config().DATA_DIR}/uploads/${idOf(path)}`)).toBe(true);
    expect(await sara.finish(path, sha256(body))).toMatchObject({ state: "ready" });
  });

  it("of a kind that is not taken is refused by its bytes, and its bytes go", async () => {
    const body = Buffer.from(`MZ${"\0".repeat(5000)}`);
    const path = await sara.begin(world.room.id, body.byteLength, { filename: "drawing.dwg" });
    await sara.patch(path, 0, body);
    expect(await sara.settled(path)).toMatchObject({
      state: "refused",
      problem: { code: "file-executable" },
    });
    expect(existsSync(`${config().DATA_DIR}/uploads/${idOf(path)}`)).toBe(false);
    expect(await (await blobStore()).has(sha256(body))).toBe(false);
  });

  it("goes on after the check was cut off at any step", async () => {
    const body = text(30_000);
    const path = await sara.begin(world.room.id, body.byteLength, { filename: "c.txt", sha256: "later" });
    await sara.patch(path, 0, body);
    await sara.finish(path, sha256(body));
    // As if killed after the store took the file over, before the reference was written.
    await database.owner("delete from upload where id = $1", [idOf(path)]);
    await database.owner("update receiving set state = 'receiving', type = 'text/plain' where id = $1", [
      idOf(path),
    ]);
    expect(await sara.settled(path)).toMatchObject({ state: "ready", upload: idOf(path) });
    expect(await database.owner("select id from upload where id = $1", [idOf(path)])).toHaveLength(1);
  });

  it("is cancelled, or thrown away after a week", async () => {
    const path = await sara.begin(world.room.id, 1000, { filename: "d.txt" });
    await sara.patch(path, 0, text(500));
    expect((await sara.ask("DELETE", path)).status).toBe(204);
    expect((await sara.ask("HEAD", path)).status).toBe(404);
    const old = await sara.begin(world.room.id, 1000, { filename: "e.txt" });
    await database.owner("update receiving set expires_at = now() - interval '1 second' where id = $1", [
      idOf(old),
    ]);
    expect((await sara.ask("HEAD", old)).status).toBe(404);
    await sweepUploads.run({}, { signal: new AbortController().signal });
    expect(await database.owner("select id from receiving where id = $1", [idOf(old)])).toEqual([]);
    // Young bytes without a row may belong to an upload that begins now.
    expect(readdirSync(`${config().DATA_DIR}/uploads`)).toContain(idOf(old));
  });
});

describe("a line that is cut", () => {
  it("costs only what was on its way: whatever arrived is kept", async () => {
    const body = randomBytes(3_000_000);
    const cut = await sara.begin(world.room.id, body.byteLength, { filename: "j.jt", sha256: sha256(body) });
    const stop = new AbortController();
    const half = new ReadableStream({
      async start(controller) {
        controller.enqueue(body.subarray(0, 1_500_000));
        await new Promise((resolve) => setTimeout(resolve, 300));
        stop.abort();
      },
    });
    await fetch(`${server.url()}${cut}`, {
      method: "PATCH",
      signal: stop.signal,
      duplex: "half",
      headers: {
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
        cookie: sara.cookie,
      },
      body: half,
    } as RequestInit).catch(() => undefined);
    const at = await sara.offset(cut);
    expect(at).toBe(1_500_000);
    await sara.patch(cut, at, body.subarray(at));
    expect(await sara.settled(cut)).toMatchObject({ state: "ready", sha256: sha256(body) });
  });
});
