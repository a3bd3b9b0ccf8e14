import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { FileProblem, megabytes } from "./errors.ts";

export interface IncomingFile {
  /** Name of the form field. */
  field: string;
  /** As sent, without folders; not cleaned yet (see `cleanName`). */
  name: string;
  /** Must be read to its end or destroyed; it fails when the upload is cut or passes the limit. */
  stream: Readable;
}

export interface MultipartLimits {
  /** A file, in bytes. Default 200 MB. */
  fileSize?: number;
  /** Default 20. */
  files?: number;
  /** Default 200. */
  fields?: number;
  /** A field's value, in bytes. Default 256 KiB. */
  fieldSize?: number;
  /**
   * After a refusal this many further bytes are read and dropped, so that a browser, which reads no answer before it has
   * sent everything, gets to show the words. Default 200 MB.
   */
  drain?: number;
  /** Filled while the request is read, so that what was typed is at hand when the file is refused. */
  typed?: URLSearchParams;
}

export interface MultipartForm<T> {
  /** Every field in the order sent, for `Object.fromEntries` or a schema. */
  fields: URLSearchParams;
  files: { field: string; name: string; value: T }[];
}

/** 200 MB, decimal as people read it. */
export const FILE_LIMIT = 200_000_000;

/**
 * Reads a `multipart/form-data` request as a stream: each file goes through `onFile` while it arrives, and nothing is
 * held in memory or in temporary files of its own. `onFile` gets one file at a time, in the order sent; a file input
 * that was left empty is skipped. Put fields that decide before the file inputs in the form, but read them only from
 * the result: the order is the sender's.
 *
 * On any failure the running `onFile` sees its stream fail and this function throws after it has ended, so that
 * nothing is left half-written. What earlier files had stored stays in the blob store, named by no row, for the sweep.
 *
 * @throws FileProblem `file-too-large`, `too-many-files`, `too-many-fields`, `text-too-long`, `upload-interrupted` (cut or
 *   aborted), `upload-malformed`; what `onFile` throws
 */
export async function readMultipart<T>(
  request: Request,
  onFile: (file: IncomingFile) => Promise<T>,
  limits: MultipartLimits = {},
): Promise<MultipartForm<T>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type) || !request.body) throw new FileProblem("upload-malformed");
  const body = Readable.fromWeb(request.body as NodeReadableStream);
  const reading = new Reading(type, onFile, limits);
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }))
      await reading.write(chunk as Uint8Array);
    return await reading.end();
  } catch (error) {
    const problem = await reading.fail(error);
    await drain(body, limits.drain ?? FILE_LIMIT);
    throw problem;
  }
}

/** One request being parsed; gathers what arrives and the first thing that goes wrong. */
class Reading<T> {
  readonly #parser: BusboyInstance;
  readonly #fields: URLSearchParams;
  readonly #files: Promise<{ field: string; name: string; value: T } | undefined>[] = [];
  readonly #open = new Set<Readable>();
  readonly #fileLimit: number;
  readonly #onFile: (file: IncomingFile) => Promise<T>;
  #wrong: unknown;

  constructor(type: string, onFile: (file: IncomingFile) => Promise<T>, limits: MultipartLimits) {
    const { fileSize = FILE_LIMIT, files = 20, fields = 200, fieldSize = 256 * 1024 } = limits;
    this.#fields = limits.typed ?? new URLSearchParams();
    this.#fileLimit = fileSize;
    this.#onFile = onFile;
    const inner = { fileSize, files, fields, fieldSize, headerPairs: 50, fieldNameSize: 200 };
    this.#parser = startParser(type, inner);
    this.#parser.on("field", (name, value, nameCut, valueCut) => {
      if (nameCut || valueCut) this.#stop(new FileProblem("text-too-long", {}, { field: name }));
      else this.#fields.append(name, value);
    });
    this.#parser.on("file", (field, stream, name) => this.#take(field, stream, name));
    this.#parser.on("filesLimit", () => this.#stop(new FileProblem("too-many-files", { limit: files })));
    this.#parser.on("fieldsLimit", () => this.#stop(new FileProblem("too-many-fields", {})));
    this.#parser.on("error", (cause) => this.#stop(new FileProblem("upload-interrupted", {}, { cause })));
  }

  /** Resolves when the parser can take more: a slow disk slows the sender, memory stays flat. */
  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#wrong && !this.#parser.write(chunk)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#parser.once("drain", resolve);
      });
    }
    if (this.#wrong) throw this.#wrong;
  }
  #wake: () => void = () => undefined;

  async end(): Promise<MultipartForm<T>> {
    const parsed = finished(this.#parser);
    this.#parser.end();
    // A failing file wakes the parser only through #stop, so both are awaited together.
    await Promise.race([parsed, new Promise<void>((resolve) => (this.#wake = resolve))]);
    if (this.#wrong) throw this.#wrong;
    const files = (await Promise.all(this.#files)).filter((file) => file !== undefined);
    if (this.#wrong) throw this.#wrong;
    return { fields: this.#fields, files };
  }

  /** Fails what is still open, waits for it, and says what to throw. */
  async fail(error: unknown): Promise<unknown> {
    this.#stop(
      error instanceof FileProblem || error === this.#wrong
        ? error
        : new FileProblem("upload-interrupted", {}, { cause: error }),
    );
    await Promise.allSettled(this.#files);
    return this.#wrong;
  }

  #take(field: string, stream: BusboyFileStream, sent: string): void {
    // A browser writes a quotation mark in a name as %22 and leaves a percent sign as it is (HTML, multipart/form-data).
    const name = sent?.replaceAll("%22", '"');
    stream.on("error", () => undefined);
    if (this.#wrong || !name) {
      stream.resume();
      return;
    }
    this.#open.add(stream);
    stream.once("limit", () =>
      this.#stop(new FileProblem("file-too-large", { megabytes: megabytes(this.#fileLimit) }, { field })),
    );
    const kept = this.#onFile({ field, name, stream }).then(
      (value) => ({ field, name, value }),
      (error: unknown) => {
        this.#stop(
          error instanceof FileProblem && Object.keys(error.fields).length === 0
            ? error.inField(field)
            : error,
        );
        return undefined;
      },
    );
    this.#files.push(kept.finally(() => this.#open.delete(stream)));
  }

  #stop(problem: unknown): void {
    if (this.#wrong) return;
    this.#wrong = problem;
    const cause = problem instanceof Error ? problem : new Error("upload failed");
    for (const stream of this.#open) stream.destroy(cause);
    this.#wake();
  }
}

function startParser(type: string, limits: Record<string, number>): BusboyInstance {
  try {
    return Busboy({ headers: { "content-type": type }, limits });
  } catch (cause) {
    throw new FileProblem("upload-malformed", {}, { cause });
  }
}

async function drain(body: Readable, limit: number): Promise<void> {
  let left = limit;
  try {
    for await (const chunk of body) {
      left -= (chunk as Uint8Array).byteLength;
      if (left < 0) break;
    }
  } catch {
    // The sender has gone: nobody is left to tell.
  }
}
