import { createHash } from "node:crypto";
import { detectType } from "./detect.ts";
import { FileProblem, megabytes } from "./errors.ts";
import type { StoredBlob } from "./store.ts";

/** Enough for every signature, and for the first entries of an Office file, which are a zip's. */
const HEAD = 64 * 1024;

/** What both drivers do to every chunk on its way: count, hash, and keep the first bytes to tell the type by. */
export class Intake {
  size = 0;
  readonly #hash = createHash("sha256");
  readonly #limit: number;
  readonly #head: Uint8Array[] = [];
  #headSize = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws FileProblem `file-too-large` when the limit is passed */
  take(chunk: Uint8Array): void {
    this.size += chunk.byteLength;
    if (this.size > this.#limit)
      throw new FileProblem("file-too-large", { megabytes: megabytes(this.#limit) });
    this.#hash.update(chunk);
    if (this.#headSize < HEAD) {
      const part = chunk.slice(0, HEAD - this.#headSize);
      this.#head.push(part);
      this.#headSize += part.byteLength;
    }
  }

  /** To be called once, after the last chunk. */
  async finish(): Promise<StoredBlob> {
    const type = await detectType(Buffer.concat(this.#head), this.size > this.#headSize);
    return { hash: this.#hash.digest("hex"), size: this.size, type };
  }
}
