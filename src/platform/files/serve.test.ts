import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, constantFrom, integer, property, record, string } from "fast-check";
import { afterAll, expect, test } from "vitest";
import { diskStore } from "./disk.ts";
import { contentDisposition, parseRange, type ServedFile, serveBlob } from "./serve.ts";

const folder = await mkdtemp(join(tmpdir(), "serve-"));
const store = await diskStore(folder);
afterAll(() => rm(folder, { recursive: true }));
const blob = await store.put(
  (async function* () {
    yield Buffer.from("0123456789");
  })(),
  { limit: 100 },
);
const file: ServedFile = { ...blob, type: "application/pdf", name: "Tarjous Ä.pdf" };
const ask = (headers: Record<string, string> = {}, more: Partial<ServedFile> = {}, method = "GET") =>
  serveBlob(new Request("http://x/", { headers, method }), store, { ...file, ...more });

test("gives the whole, with headers that keep it private, current and inert", async () => {
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("0123456789");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    etag: `"${blob.hash}"`,
    "cache-control": "private, no-cache, no-transform",
    "content-length": "10",
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "attachment; filename=\"Tarjous A.pdf\"; filename*=UTF-8''Tarjous%20%C3%84.pdf",
  });
});

test.each([
  ["bytes=0-3", "0123", "bytes 0-3/10"],
  ["bytes=7-", "789", "bytes 7-9/10"],
  ["bytes=-2", "89", "bytes 8-9/10"],
  ["bytes=-99", "0123456789", "bytes 0-9/10"],
  ["bytes=5-99", "56789", "bytes 5-9/10"],
])("range %s", async (range, body, contentRange) => {
  const answer = await ask({ range });
  expect(answer.status).toBe(206);
  expect(answer.headers.get("content-range")).toBe(contentRange);
  expect(answer.headers.get("content-length")).toBe(String(body.length));
  expect(await answer.text()).toBe(body);
});

test.each(["bytes=10-", "bytes=5-2", "bytes=-0", "bytes=x-y", "bytes=-"])(
  "range %s cannot be given",
  async (range) => {
    const answer = await ask({ range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get("content-range")).toBe("bytes */10");
  },
);

test.each(["bytes=0-1,4-5", "lines=1-2"])("range %s gives the whole", async (range) => {
  expect((await ask({ range })).status).toBe(200);
});

test("an old copy gets the whole, a current one its range or nothing at all", async () => {
  const etag = `"${blob.hash}"`;
  expect((await ask({ range: "bytes=0-1", "if-range": '"old"' })).status).toBe(200);
  expect((await ask({ range: "bytes=0-1", "if-range": etag })).status).toBe(206);
  for (const tag of [etag, `W/${etag}`, `"a", ${etag}`, "*"])
    expect((await ask({ "if-none-match": tag })).status).toBe(304);
  expect((await ask({ "if-none-match": '"old"' })).status).toBe(200);
});

test("HEAD says the same without the content", async () => {
  const answer = await ask({}, {}, "HEAD");
  expect([answer.status, answer.headers.get("content-length"), await answer.text()]).toEqual([200, "10", ""]);
});

test("a missing blob is a 404 before anything is sent", async () => {
  for (const method of ["GET", "HEAD"]) {
    await expect(ask({}, { hash: "0".repeat(64) }, method)).rejects.toMatchObject({
      code: "file-missing",
      status: 404,
    });
  }
});

test("a reader who leaves ends the reading", async () => {
  const leaving = new AbortController();
  const large = await store.put(
    (async function* () {
      for (let at = 0; at < 50; at++) yield Buffer.alloc(100_000, at);
    })(),
    { limit: 1e9 },
  );
  const request = new Request("http://x/", { signal: leaving.signal });
  const answer = await serveBlob(request, store, { ...file, ...large });
  const reader = answer.body?.getReader();
  await reader?.read();
  leaving.abort();
  await expect(
    (async () => {
      for (let at = 0; at < 100; at++) if ((await reader?.read())?.done) return "whole";
      return "whole";
    })(),
  ).rejects.toThrow();
});

test("only inert types are shown in place", async () => {
  const shown = async (type: string) => {
    const { headers } = await ask({}, { type, disposition: "inline" });
    return [
      headers.get("content-disposition")?.split(";")[0],
      headers.get("content-security-policy")?.includes("sandbox"),
    ];
  };
  expect(await shown("image/png")).toEqual(["inline", true]);
  expect(await shown("application/pdf")).toEqual(["inline", false]);
  for (const type of ["text/html", "image/svg+xml", "application/xml", "application/zip"]) {
    expect(await shown(type)).toEqual(["attachment", true]);
  }
});

test("no name ends the header or its quotes", () => {
  const nasty = string({
    unit: constantFrom('"', "\\", "\r", "\n", ";", "%", "'", "é", "漢", "\ud800", "a", "/", "\u202e"),
  });
  assert(
    property(nasty, (name) => {
      const header = contentDisposition("attachment", name);
      expect(header).toMatch(
        /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"(; filename\*=UTF-8''[\w.!~%-]*)?$/,
      );
      new Headers({ "content-disposition": header });
    }),
  );
});

test("every range that is given lies within the file", () => {
  const parts = record({
    first: integer({ min: 0, max: 30 }),
    last: integer({ min: 0, max: 30 }),
    size: integer({ min: 0, max: 20 }),
    form: constantFrom("a-b", "a-", "-b"),
  });
  assert(
    property(parts, ({ first, last, size, form }) => {
      const range = parseRange(`bytes=${form.replace("a", String(first)).replace("b", String(last))}`, size);
      if (range === "unsatisfiable") return;
      expect(range).toBeDefined();
      expect(range && range.start >= 0 && range.start <= range.end && range.end < size).toBe(true);
    }),
  );
});
