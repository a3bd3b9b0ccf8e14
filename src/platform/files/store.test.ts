import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startS3Server } from "../../../tests/fixtures/s3-server.ts";
import { diskStore } from "./disk.ts";
import { s3Store } from "./s3.ts";
import type { BlobStore } from "./store.ts";

const PART = 64 * 1024;
const LIMIT = { limit: 10_000_000 };
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const streamOf = (bytes: Buffer, chunk = 10_000) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    })(),
  );

const folder = await mkdtemp(join(tmpdir(), "blobs-"));
const s3 = await startS3Server("papers");
const s3Settings = {
  endpoint: s3.endpoint,
  bucket: "papers",
  region: "eu-north-1",
  accessKeyId: "key",
  secretAccessKey: "secret",
};

afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true });
});

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(join(folder, "blobs"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const drivers: [string, () => Promise<BlobStore>, () => Promise<string[]>][] = [
  ["disk", () => diskStore(folder), filesOnDisk],
  [
    "s3",
    async () => s3Store({ ...s3Settings, prefix: "front/", partSize: PART }),
    async () => [...s3.objects.keys()],
  ],
];

describe.each(drivers)("%s", (_name, open, kept) => {
  let store: BlobStore;
  beforeAll(async () => {
    store = await open();
  });

  test.each([0, 1, PART - 1, PART, PART + 1, 5 * PART, 5 * PART + 17])(
    "%i bytes come back as they were",
    async (size) => {
      const content = randomBytes(size);
      const stored = await store.put(streamOf(content), LIMIT);
      expect(stored).toMatchObject({ hash: sha256(content), size });
      expect(await store.has(stored.hash)).toBe(true);
      expect((await buffer(await store.open(stored.hash))).equals(content)).toBe(true);
    },
  );

  test("takes over a file of our own, once for all who have the same", async () => {
    for (const size of [PART - 1, 5 * PART + 17]) {
      const content = randomBytes(size);
      const known = { hash: sha256(content), size, type: "application/octet-stream" };
      for (const turn of [1, 2]) {
        const path = join(folder, `own-${turn}`);
        await writeFile(path, content);
        await store.adopt(path, known);
        expect(existsSync(path)).toBe(false);
      }
      expect((await buffer(await store.open(known.hash))).equals(content)).toBe(true);
      expect((await kept()).filter((name) => name.includes(known.hash))).toHaveLength(1);
    }
  });

  test("gives ranges, both ends included", async () => {
    const content = randomBytes(3 * PART);
    const { hash } = await store.put(streamOf(content), LIMIT);
    const part = await buffer(await store.open(hash, { start: 100, end: PART + 5 }));
    expect(part.equals(content.subarray(100, PART + 6))).toBe(true);
  });

  test("keeps the same content once, also when it arrives twice at once", async () => {
    const content = randomBytes(2 * PART + 1);
    const stored = await Promise.all([1, 2, 3].map(() => store.put(streamOf(content), LIMIT)));
    const before = (await kept()).length;
    await store.put(streamOf(content), LIMIT);
    const now = await kept();
    expect(now.length).toBe(before);
    expect(now.filter((name) => name.includes(stored[0]?.hash ?? "-"))).toHaveLength(1);
    expect(now.filter((name) => name.includes("incoming"))).toEqual([]);
  });

  test("takes exactly the limit and refuses a byte more, leaving nothing", async () => {
    const content = randomBytes(3 * PART);
    await store.put(streamOf(content), { limit: content.length });
    const before = await kept();
    const tooLarge = store.put(streamOf(Buffer.concat([content, Buffer.of(0)])), { limit: content.length });
    await expect(tooLarge).rejects.toMatchObject({
      code: "file-too-large",
      params: { megabytes: 1 },
      status: 413,
    });
    expect(await kept()).toEqual(before);
    expect(s3.uploads.size).toBe(0);
  });

  test("a stream that breaks leaves nothing", async () => {
    const before = await kept();
    const broken = Readable.from(
      (async function* () {
        yield randomBytes(3 * PART);
        throw new Error("line dropped");
      })(),
    );
    await expect(store.put(broken, LIMIT)).rejects.toThrow("line dropped");
    expect(await kept()).toEqual(before);
    expect(s3.uploads.size).toBe(0);
  });

  test("what was removed is not found; removing it again is no error", async () => {
    const { hash } = await store.put(streamOf(randomBytes(10)), LIMIT);
    await store.remove(hash);
    await store.remove(hash);
    expect(await store.has(hash)).toBe(false);
    await expect(store.open(hash)).rejects.toMatchObject({ code: "file-missing", status: 404 });
  });

  test("anything but a hash is not found, and reaches no path", async () => {
    for (const name of ["../../etc/passwd", "", "A".repeat(64), `${"a".repeat(64)}/..`]) {
      expect(await store.has(name)).toBe(false);
      await expect(store.open(name)).rejects.toMatchObject({ code: "file-missing" });
      await store.remove(name);
    }
  });

  test("tells the type by the content", async () => {
    expect((await store.put(streamOf(Buffer.from("%PDF-1.7\n%âãÏÓ\n")), LIMIT)).type).toBe("application/pdf");
    expect((await store.put(streamOf(Buffer.from("Tekstiä")), LIMIT)).type).toBe("text/plain");
  });
});

test("disk: memory stays flat while a large file passes", async () => {
  const store = await diskStore(folder);
  const chunk = randomBytes(1024 * 1024);
  const chunks = function* () {
    for (let at = 0; at < 150; at++) yield chunk;
  };
  const before = process.memoryUsage().rss;
  await store.put(Readable.from(chunks()), { limit: 200_000_000 });
  expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
});

test("disk: leftovers of a crash go, running uploads stay", async () => {
  const [old, fresh] = ["old", "fresh"].map((name) => join(folder, "blobs", "incoming", name));
  for (const path of [old, fresh]) await writeFile(path ?? "", "part");
  const yesterday = Date.now() / 1000 - 25 * 3600;
  await utimes(old ?? "", yesterday, yesterday);
  await diskStore(folder);
  expect(await readdir(join(folder, "blobs", "incoming"))).toEqual(["fresh"]);
  await rm(fresh ?? "");
});

test("s3: a service that stumbles is asked again; one that is away is an error with words", async () => {
  const store = s3Store({ ...s3Settings, partSize: PART });
  const content = randomBytes(PART * 2);
  s3.failNext(2);
  const stored = await store.put(streamOf(content), LIMIT);
  expect(
    s3.objects.get(`${stored.hash.slice(0, 2)}/${stored.hash.slice(2, 4)}/${stored.hash}`)?.equals(content),
  ).toBe(true);
  const away = s3Store({ ...s3Settings, endpoint: "http://127.0.0.1:1" });
  await expect(away.put(streamOf(content), LIMIT)).rejects.toMatchObject({
    code: "file-store-away",
    status: 503,
  });
});

test("s3: what is there already is not sent again", async () => {
  const store = s3Store({ ...s3Settings, partSize: PART });
  const content = randomBytes(100);
  await store.put(streamOf(content), LIMIT);
  s3.seen.length = 0;
  await store.put(streamOf(content), LIMIT);
  expect(s3.seen.map((line) => line.split(" ")[0])).toEqual(["HEAD"]);
});
