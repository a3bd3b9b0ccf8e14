import type { Readable } from "node:stream";

/** What is known of a blob once all its bytes have been read. */
export interface StoredBlob {
  /** SHA-256 of the content, 64 lower-case hexadecimal digits: the blob's name, its ETag and its proof. */
  hash: string;
  /** In bytes. */
  size: number;
  /** MIME type by the first bytes alone, never by what the sender claims; `application/octet-stream` when unknown. */
  type: string;
}

/** Bytes from `start` to `end`, both inclusive, as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * A place for immutable content, addressed by its hash. Two drivers: `diskStore` and `s3Store`; one test-suite binds both.
 *
 * Blobs know nothing of rooms or audiences: whoever may see a row may open the blob it names, and nobody is ever told
 * whether some content is stored (a `has` that leaked would tell a customer what the other side holds). A blob may serve
 * many rows, so it is removed only by a sweep that has looked for all of them, never by the undoing of one upload.
 */
export interface BlobStore {
  /**
   * Reads the stream to its end in constant memory and keeps it. When the promise resolves the content is durable, so a
   * row that names it may be committed. On any failure nothing is kept.
   * @throws FileProblem `file-too-large` past `limit` bytes; `file-store-away`; the stream's own error.
   */
  put(stream: AsyncIterable<Uint8Array>, options: { limit: number }): Promise<StoredBlob>;
  /**
   * Keeps a file of our own, of which everything is known, and uses it up (renamed on a disk, sent to S3). Durable, as `put`.
   * @throws FileProblem `file-store-away`
   */
  adopt(path: string, known: StoredBlob): Promise<void>;
  /** @throws FileProblem `file-missing` */
  open(hash: string, range?: ByteRange): Promise<Readable>;
  has(hash: string): Promise<boolean>;
  /** Where the bytes lie, when they lie on this machine's disk; there may be none. */
  path?(hash: string): string;
  /** Removing what is not there is no error. */
  remove(hash: string): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

/** True for a well-formed hash. Nothing else may become part of a path or a URL. */
export const isHash = (text: string): boolean => HASH.test(text);
