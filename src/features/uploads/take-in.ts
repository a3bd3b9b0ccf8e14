import { config } from "#platform/config.ts";
import type { Actor } from "#platform/database/index.ts";
import {
  type AdmittedFile,
  admit,
  blobStore,
  FileProblem,
  type Scan,
  type StoredBlob,
  scanned,
  staging,
} from "#platform/files/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import type { Closed } from "#platform/pages/index.ts";
import { closedSoon, tellOfInfection } from "./check.ts";
import { uploadLimit } from "./records.ts";

/** A file's bytes, kept: what is known of them. */
interface TakenIn {
  stored: StoredBlob;
  admitted: AdmittedFile;
  scan: Scan;
  closed: Closed | null;
}

/**
 * Takes in a file that comes in one piece (a plain form, a program): straight into the store, or, where a scanner is set, by a
 * file of our own that the scanner sees first, so that nothing infected ever lies in the store.
 * @throws FileProblem for what the file is like
 */
export async function takeIn(
  actor: Actor,
  room: string,
  file: { name: string; stream: AsyncIterable<Uint8Array> },
): Promise<TakenIn> {
  const store = await blobStore();
  if (!config().CLAMAV) {
    const stored = await store.put(file.stream, { limit: uploadLimit() });
    const admitted = await admit(store, stored, file.name);
    return {
      stored,
      admitted,
      scan: "none",
      closed: await closedSoon(actor, { ...stored, type: admitted.type }),
    };
  }
  const id = newHiddenId();
  await staging.createStaged(id, 0);
  try {
    await staging.writeStaged(id, 0, atMost(file.stream, uploadLimit()), async () => undefined);
    const stored = await staging.measureStaged(id);
    const scan = await scanned({ name: file.name, size: stored.size }, () => staging.readStaged(id));
    const admitted = await admit(
      { open: async (_, range) => staging.readStaged(id, range) },
      stored,
      file.name,
    );
    await store.adopt(staging.stagedPath(id), stored);
    return { stored, admitted, scan, closed: await closedSoon(actor, { ...stored, type: admitted.type }) };
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== "file-infected") {
      await staging.removeStaged(id);
      throw error;
    }
    await staging.quarantineStaged(id);
    await tellOfInfection(actor, room, String(error.params.found ?? ""));
    throw error;
  }
}

async function* atMost(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) throw new FileProblem("file-too-large", { megabytes: Math.floor(limit / 1_000_000) });
    yield chunk;
  }
}
