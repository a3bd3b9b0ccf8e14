import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { diskStore } from "./disk.ts";
import { type IncomingFile, readMultipart } from "./multipart.ts";

const folder = await mkdtemp(join(tmpdir(), "multipart-"));
const store = await diskStore(folder);
afterAll(() => rm(folder, { recursive: true }));
const incoming = () => readdir(join(folder, "blobs", "incoming"));
const keep = ({ stream }: IncomingFile) => store.put(stream, { limit: 1e9 });

function formOf(fields: [string, string | File][]): Request {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return new Request("http://x/", { method: "POST", body: form });
}

/** A request of raw bytes in the given pieces; `then` runs after the last one. */
function raw(pieces: (string | Buffer)[], then: () => void = () => undefined): Request {
  const body = Readable.from(
    (async function* () {
      for (const piece of pieces) yield Buffer.from(piece);
      then();
    })(),
  );
  const init = {
    method: "POST",
    body: Readable.toWeb(body),
    duplex: "half",
    headers: { "content-type": "multipart/form-data; boundary=b" },
  };
  return new Request("http://x/", init as unknown as RequestInit);
}
const part = (name: string, filename?: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ""}\r\n\r\n`;

test("gives fields and files, in their order, also large ones with any name", async () => {
  const [one, two] = [randomBytes(300_000), randomBytes(10)];
  const request = formOf([
    ["title", "Tarjous ä"],
    ["tag", "a"],
    ["tag", "b"],
    ["file", new File([one], "C:\\x\\Päätös 漢.pdf")],
    ["other", new File([two], 'a "quoted" 5 % b.bin')],
  ]);
  const { fields, files } = await readMultipart(request, async ({ stream }) => buffer(stream));
  expect([...fields]).toEqual([
    ["title", "Tarjous ä"],
    ["tag", "a"],
    ["tag", "b"],
  ]);
  expect(files.map(({ field, name }) => [field, name])).toEqual([
    ["file", "Päätös 漢.pdf"],
    ["other", 'a "quoted" 5 % b.bin'],
  ]);
  expect(files.map(({ value }) => value.length)).toEqual([300_000, 10]);
  expect(files[0]?.value.equals(one)).toBe(true);
});

test("a file input that was left empty is no file", async () => {
  const { files } = await readMultipart(formOf([["file", new File([], "")]]), keep);
  expect(files).toEqual([]);
});

test("takes exactly the limit; one byte more is refused, named, and leaves nothing", async () => {
  const exact = formOf([["file", new File([randomBytes(200_000)], "a.bin")]]);
  expect((await readMultipart(exact, keep, { fileSize: 200_000 })).files[0]?.value.size).toBe(200_000);
  const over = formOf([["file", new File([randomBytes(1_200_001)], "a.bin")]]);
  await expect(readMultipart(over, keep, { fileSize: 1_200_000 })).rejects.toMatchObject({
    code: "file-too-large",
    status: 413,
    fields: { file: { code: "file-too-large", params: { megabytes: 1 } } },
  });
  expect(await incoming()).toEqual([]);
});

test("a refusal lets the sender finish, so that it reads the answer", async () => {
  let sent = false;
  const rest = Array.from({ length: 50 }, () => randomBytes(10_000));
  const request = raw([part("file", "a.bin"), ...rest, "\r\n--b--\r\n"], () => {
    sent = true;
  });
  await expect(readMultipart(request, keep, { fileSize: 1000 })).rejects.toMatchObject({
    code: "file-too-large",
  });
  expect(sent).toBe(true);
});

test.each([
  ["in a file", [part("file", "a.bin"), "half of it"]],
  [
    "before the last boundary's end",
    [part("title"), "x\r\n--b\r\n", part("file", "a.bin").slice(5), "all\r\n--b"],
  ],
  ["in a heading", [part("file", "a.bin").slice(0, 20)]],
  ["at once", []],
])("cut off %s: nothing is kept", async (_where, pieces) => {
  await expect(readMultipart(raw(pieces), keep)).rejects.toMatchObject({
    code: "upload-interrupted",
    status: 400,
  });
  expect(await incoming()).toEqual([]);
});

test("the line drops while a file arrives: nothing is kept", async () => {
  const request = raw([part("file", "a.bin"), randomBytes(200_000)], () => {
    throw new Error("ECONNRESET");
  });
  await expect(readMultipart(request, keep)).rejects.toMatchObject({ code: "upload-interrupted" });
  expect(await incoming()).toEqual([]);
});

test("too many files, fields or letters are refused", async () => {
  const files = formOf([1, 2, 3].map((at) => ["file", new File(["x"], `${at}.txt`)]));
  await expect(readMultipart(files, keep, { files: 2 })).rejects.toMatchObject({
    code: "too-many-files",
    params: { limit: 2 },
  });
  const fields = formOf([1, 2, 3].map((at) => [`f${at}`, "x"]));
  await expect(readMultipart(fields, keep, { fields: 2 })).rejects.toMatchObject({ code: "too-many-fields" });
  const long = formOf([["text", "x".repeat(100)]]);
  await expect(readMultipart(long, keep, { fieldSize: 50 })).rejects.toMatchObject({
    code: "text-too-long",
    fields: { text: {} },
  });
  expect(await incoming()).toEqual([]);
});

test("what is no form is refused", async () => {
  const json = new Request("http://x/", {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  await expect(readMultipart(json, keep)).rejects.toMatchObject({ code: "upload-malformed" });
  const bare = new Request("http://x/", {
    method: "POST",
    body: "x",
    headers: { "content-type": "multipart/form-data; x=y" },
  });
  await expect(readMultipart(bare, keep)).rejects.toMatchObject({ code: "upload-malformed" });
});

test("what the taker of files throws comes out, after it has ended", async () => {
  const two = formOf([
    ["a", new File([randomBytes(100_000)], "a")],
    ["b", new File(["x"], "b")],
  ]);
  const refuse = async ({ field }: IncomingFile) => {
    throw new Error(`not ${field}`);
  };
  await expect(readMultipart(two, refuse)).rejects.toThrow("not a");
});

test("a slow taker slows the sender: memory holds little", async () => {
  let ahead = 0;
  let most = 0;
  const piece = randomBytes(64 * 1024);
  const body = Readable.from(
    (async function* () {
      yield Buffer.from(part("file", "a.bin"));
      for (let at = 0; at < 200; at++) {
        ahead += piece.length;
        most = Math.max(most, ahead);
        yield piece;
      }
      yield Buffer.from("\r\n--b--\r\n");
    })(),
    { highWaterMark: 1 },
  );
  const init = {
    method: "POST",
    body: Readable.toWeb(body),
    duplex: "half",
    headers: { "content-type": "multipart/form-data; boundary=b" },
  };
  await readMultipart(new Request("http://x/", init as unknown as RequestInit), async ({ stream }) => {
    for await (const chunk of stream) {
      ahead -= (chunk as Buffer).length;
      await new Promise((later) => setTimeout(later, 1));
    }
  });
  expect(most).toBeLessThan(2_000_000);
});
