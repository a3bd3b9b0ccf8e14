import type { Readable } from "node:stream";
import { DataStore, ERRORS as said, Upload } from "@tus/server";
import { type Actor, asActor } from "#platform/database/index.ts";
import { cleanName, FileProblem, judgeName, staging } from "#platform/files/index.ts";
import { DAYS_KEPT } from "./model.ts";
import {
  assertMayUpload,
  beginReceiving,
  endReceiving,
  noteReceiving,
  type Receiving,
  receivingOf,
} from "./records.ts";

const KEPT_MS = DAYS_KEPT * 86_400_000;

/** What the tus server does to the uploads of one person in one room. */
export class RoomUploads extends DataStore {
  override extensions = ["creation", "creation-with-upload", "termination", "expiration"];
  readonly #actor: Actor;
  readonly #room: string;

  constructor(actor: Actor, room: string) {
    super();
    this.#actor = actor;
    this.#room = room;
  }

  override async create(upload: Upload): Promise<Upload> {
    await assertMayUpload(this.#actor, this.#room);
    const told = upload.metadata ?? {};
    if (Object.keys(told).length > 20) throw new FileProblem("upload-name-malformed");
    const name = cleanName(told.filename ?? told.name ?? "file");
    if (upload.size === undefined) throw new FileProblem("upload-length-missing");
    if (upload.size === 0) throw new FileProblem("file-empty", { name });
    judgeName(name);
    const digest = told.sha256?.toLowerCase() ?? null;
    if (digest !== null && !/^(?:[0-9a-f]{64}|later)$/.test(digest))
      throw new FileProblem("upload-name-malformed");
    const modified = Number(told.modified ?? Number.NaN);
    await beginReceiving(this.#actor, this.#room, {
      id: upload.id,
      name,
      size: upload.size,
      modified: Number.isSafeInteger(modified) ? modified : null,
      digest,
    });
    try {
      await staging.createStaged(upload.id, upload.size);
    } catch (error) {
      await endReceiving(this.#actor, this.#room, upload.id);
      throw error;
    }
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await receivingOf(this.#actor, this.#room, id);
    return new Upload({
      id,
      size: row.size,
      offset: await this.#safe(row),
      creation_date: new Date(row.expires_at.getTime() - KEPT_MS).toISOString(),
    });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const row = await receivingOf(this.#actor, this.#room, id);
    if (row.state !== "receiving" || offset === row.size) return row.size;
    return staging.writeStaged(id, offset, stream, async (received) => {
      await asActor(this.#actor, (tx) => noteReceiving(tx, this.#room, id, { received }));
    });
  }

  override async remove(id: string): Promise<void> {
    const row = await receivingOf(this.#actor, this.#room, id);
    await endReceiving(this.#actor, this.#room, id);
    if (row.state !== "infected") await staging.removeStaged(id);
  }

  override getExpiration(): number {
    return KEPT_MS;
  }

  /** What the row says was received, unless the disk has lost some of it; all of it once the file has been taken over. */
  async #safe(row: Receiving): Promise<number> {
    if (row.state !== "receiving") return row.received;
    const there = await staging.stagedSize(row.id);
    if (there === undefined && row.hash) return row.received;
    if (there === undefined) throw said.FILE_NO_LONGER_EXISTS;
    return Math.min(row.received, there);
  }
}
