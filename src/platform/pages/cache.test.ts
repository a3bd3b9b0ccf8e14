import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { EDITION, pageCache } from "./cache.ts";

const folder = await mkdtemp(join(tmpdir(), "page-cache-"));
afterAll(() => rm(folder, { recursive: true }));
const cache = pageCache(folder);
const hash = (digit: string) => digit.repeat(64);
const place = (digit: string, name: string) =>
  join(folder, "pages", EDITION, digit.repeat(2), hash(digit), name);

test("keeps what was made, gives it back, and forgets a file that is gone", async () => {
  expect(await cache.get(hash("a"), "0.800")).toBeUndefined();
  await cache.put(hash("a"), "0.800", Buffer.from("image"));
  await cache.put(hash("b"), "0.800", Buffer.from("other"));
  expect((await cache.get(hash("a"), "0.800"))?.toString()).toBe("image");
  await cache.remove(hash("a"));
  expect(await cache.get(hash("a"), "0.800")).toBeUndefined();
  expect((await cache.get(hash("b"), "0.800"))?.toString()).toBe("other");
  await expect(async () => cache.get("../../etc/passwd", "0")).rejects.toThrow("not a hash");
});

test("is swept down to its size, what was read longest ago first, and older editions whole", async () => {
  for (const digit of ["c", "d", "e"]) {
    await cache.put(hash(digit), "0.800", Buffer.alloc(1000));
    await cache.put(hash(digit), "0.160", Buffer.alloc(100));
  }
  const before = new Date(Date.now() - 30 * 24 * 3600 * 1000);
  for (const name of ["0.800", "0.160"]) await utimes(place("d", name), before, before);
  await pageCache(folder).put(hash("f"), "0.800", Buffer.alloc(10));
  expect(await cache.sweep(2500)).toBe(2);
  expect(await cache.get(hash("d"), "0.800")).toBeUndefined();
  expect((await cache.get(hash("c"), "0.800"))?.length).toBe(1000);
  const old = join(folder, "pages", "0");
  await mkdir(old, { recursive: true });
  await cache.sweep(1e9);
  expect(await readdir(join(folder, "pages"))).toEqual([EDITION]);
});
