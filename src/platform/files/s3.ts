import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import { FileProblem } from "./errors.ts";
import { Intake } from "./intake.ts";
import { type BlobStore, isHash } from "./store.ts";

export interface S3Settings {
  /** Of the service, e.g. `https://s3.eu-north-1.amazonaws.com` or `http://127.0.0.1:9000`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** True: `endpoint/bucket/key`, as MinIO, Ceph and Garage like it. False: `bucket.endpoint/key`. Default true. */
  pathStyle?: boolean;
  /** Before every key, e.g. `frontstage/`. Default none. */
  prefix?: string;
  /** Size of a part of a multipart upload, in bytes; S3 takes no less than 5 MiB. Held in memory once an upload. */
  partSize?: number;
}

type Send = (
  method: string,
  key: string,
  more?: { query?: string; body?: Uint8Array; headers?: Record<string, string> },
) => Promise<Response>;

/**
 * Blobs in an S3 bucket, as `<prefix>ab/cd/<hash>`. What fits into one part is sent straight to its key. What is larger is
 * sent in parts to `<prefix>incoming/<uuid>` while it is being hashed, then copied by the service to its key: the name
 * is known only after the last byte, and memory holds one part at a time. Set a lifecycle rule on the bucket that ends
 * unfinished multipart uploads and empties `incoming/` after a day, for uploads cut by a crash.
 *
 * Each request carries the SHA-256 of its body, so the service refuses what was damaged on the way.
 */
export function s3Store(settings: S3Settings): BlobStore {
  const send = sender(settings);
  const partSize = settings.partSize ?? 8 * 1024 * 1024;
  const keyOf = (hash: string) => `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`;
  const exists = async (hash: string) => {
    const answer = await send("HEAD", keyOf(hash));
    if (answer.status === 404) return false;
    return expectOk(answer).then(() => true);
  };

  const store: BlobStore = {
    async put(stream, { limit }) {
      const intake = new Intake(limit);
      const upload = new Upload(send, settings);
      try {
        for await (const part of inParts(stream, partSize, intake)) await upload.add(part, intake.size);
        const stored = await intake.finish();
        if (await exists(stored.hash)) await upload.abort();
        else await upload.finish(keyOf(stored.hash));
        return stored;
      } catch (error) {
        await upload.abort().catch(() => undefined);
        throw error;
      }
    },

    async adopt(path, known) {
      if (!(await exists(known.hash))) {
        const stored = await store.put(createReadStream(path), { limit: known.size });
        if (stored.hash !== known.hash) throw new FileProblem("file-store-away");
      }
      await rm(path, { force: true });
    },

    async open(hash, range) {
      if (!isHash(hash)) throw new FileProblem("file-missing");
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const answer = await send("GET", keyOf(hash), { headers });
      if (answer.status === 404) {
        await answer.body?.cancel();
        throw new FileProblem("file-missing");
      }
      if (!answer.ok || !answer.body) throw await failure(answer);
      return Readable.fromWeb(answer.body as NodeReadableStream);
    },

    async has(hash) {
      return isHash(hash) && (await exists(hash));
    },

    async remove(hash) {
      if (!isHash(hash)) return;
      const answer = await send("DELETE", keyOf(hash));
      if (answer.status !== 404) await expectOk(answer);
    },
  };
  return store;
}

/** One blob on its way. The first part is held back: if it stays the only one, no multipart upload is begun. */
class Upload {
  readonly #send: Send;
  readonly #settings: S3Settings;
  readonly #temporary = `incoming/${randomUUID()}`;
  readonly #tags: string[] = [];
  #only: Uint8Array | undefined;
  #id: string | undefined;
  #assembled = false;

  constructor(send: Send, settings: S3Settings) {
    this.#send = send;
    this.#settings = settings;
  }

  async add(part: Uint8Array, total: number): Promise<void> {
    if (this.#id === undefined && total === part.byteLength) {
      this.#only = part;
      return;
    }
    if (this.#id === undefined) {
      const begun = await this.#xml("POST", this.#temporary, { query: "uploads=" });
      this.#id = /<UploadId>([^<]+)<\/UploadId>/.exec(begun)?.[1];
      if (!this.#id) throw new FileProblem("file-store-away");
    }
    if (this.#only) {
      const first = this.#only;
      this.#only = undefined;
      await this.#sendPart(first);
    }
    await this.#sendPart(part);
  }

  async finish(key: string): Promise<void> {
    if (this.#id === undefined) {
      await expectOk(await this.#send("PUT", key, { body: this.#only ?? new Uint8Array() }));
      return;
    }
    const parts = this.#tags.map(
      (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    );
    const body = new TextEncoder().encode(
      `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`,
    );
    await this.#xml("POST", this.#temporary, { query: `uploadId=${encodeURIComponent(this.#id)}`, body });
    this.#assembled = true;
    const source = `/${this.#settings.bucket}/${this.#settings.prefix ?? ""}${this.#temporary}`;
    await this.#xml("PUT", key, { headers: { "x-amz-copy-source": encodeURI(source) } });
    await expectOk(await this.#send("DELETE", this.#temporary));
  }

  /** Leaves nothing behind, whatever had been sent. */
  async abort(): Promise<void> {
    if (this.#id === undefined) return;
    const query = this.#assembled ? undefined : `uploadId=${encodeURIComponent(this.#id)}`;
    await expectOk(await this.#send("DELETE", this.#temporary, query ? { query } : {}));
  }

  async #sendPart(body: Uint8Array): Promise<void> {
    const query = `partNumber=${this.#tags.length + 1}&uploadId=${encodeURIComponent(this.#id ?? "")}`;
    const answer = await expectOk(await this.#send("PUT", this.#temporary, { query, body }));
    this.#tags.push(answer.headers.get("etag") ?? "");
  }

  /** A long request may answer 200 and then an error in the body, which is why the body is read. */
  async #xml(...[method, key, more]: Parameters<Send>): Promise<string> {
    const answer = await this.#send(method, key, more);
    if (!answer.ok) throw await failure(answer);
    const text = await answer.text();
    if (text.includes("<Error>"))
      throw new FileProblem("file-store-away", {}, { cause: new Error(codeIn(text)) });
    return text;
  }
}

function sender(settings: S3Settings): Send {
  const { accessKeyId, secretAccessKey, region, bucket, pathStyle = true, prefix = "" } = settings;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    retries: 3,
    initRetryMs: 100,
  });
  const base = new URL(settings.endpoint);
  if (pathStyle) base.pathname = `${base.pathname.replace(/\/$/, "")}/${bucket}`;
  else base.hostname = `${bucket}.${base.hostname}`;
  const root = base.href.replace(/\/$/, "");
  return async (method, key, { query, body, headers } = {}) => {
    const digest = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const init: RequestInit = { method, headers: { ...headers, "x-amz-content-sha256": digest } };
    if (body) init.body = body as Uint8Array<ArrayBuffer>;
    try {
      return await client.fetch(`${root}/${prefix}${key}${query ? `?${query}` : ""}`, init);
    } catch (cause) {
      throw new FileProblem("file-store-away", {}, { cause });
    }
  };
}

/** Cuts a stream into parts of exactly `size` bytes (the last may be shorter), telling `intake` of every byte. */
async function* inParts(
  stream: AsyncIterable<Uint8Array>,
  size: number,
  intake: Intake,
): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of stream) {
    intake.take(chunk);
    for (let at = 0; at < chunk.byteLength; ) {
      const taken = chunk.subarray(at, at + size - filled);
      part.set(taken, filled);
      filled += taken.byteLength;
      at += taken.byteLength;
      if (filled === size) {
        yield part;
        part = new Uint8Array(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

async function expectOk(answer: Response): Promise<Response> {
  if (!answer.ok) throw await failure(answer);
  await answer.body?.cancel();
  return answer;
}

async function failure(answer: Response): Promise<FileProblem> {
  const reason = codeIn(await answer.text());
  return new FileProblem("file-store-away", {}, { cause: new Error(`${answer.status} ${reason}`) });
}

const codeIn = (xml: string) => /<Code>([^<]*)<\/Code>/.exec(xml)?.[1] ?? "";
