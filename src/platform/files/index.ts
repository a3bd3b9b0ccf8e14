import { config } from "../config.ts";
import { diskStore } from "./disk.ts";
import { s3Store } from "./s3.ts";
import type { BlobStore } from "./store.ts";

export { FileProblem, megabytes } from "./errors.ts";
export { whileHeld } from "./held.ts";
export { type MultipartForm, readMultipart } from "./multipart.ts";
export { type Scan, scanned } from "./scanning.ts";
export { contentDisposition, serveBlob, stillHolds } from "./serve.ts";
export { type AdmittedFile, admit, cleanName, extensionOf, judgeName } from "./sniff.ts";
export * as staging from "./staging.ts";
export type { BlobStore, StoredBlob } from "./store.ts";
export { extractText, textOfPdf } from "./text.ts";

/** The settings that say where blobs lie; the configuration has them. */
export interface BlobSettings {
  DATA_DIR: string;
  S3_ENDPOINT?: string | undefined;
  S3_BUCKET?: string | undefined;
  S3_REGION: string;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** The blob store of the deployment: S3 when an endpoint is set, else files below the data directory. Open it once. */
export async function openBlobStore(settings: BlobSettings): Promise<BlobStore> {
  const { S3_ENDPOINT: endpoint, S3_REGION: region } = settings;
  if (!endpoint) return diskStore(settings.DATA_DIR);
  const { S3_BUCKET = "", S3_ACCESS_KEY_ID = "", S3_SECRET_ACCESS_KEY = "" } = settings;
  return s3Store({
    endpoint,
    region,
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  });
}

const opened = new Map<string, Promise<BlobStore>>();

/** The blob store of this process, opened on first use. */
export function blobStore(): Promise<BlobStore> {
  const settings = config();
  const place = settings.S3_ENDPOINT ?? settings.DATA_DIR;
  const store = opened.get(place) ?? openBlobStore(settings);
  opened.set(place, store);
  // A store that could not be opened (a full disk, say) is tried again by the next who asks.
  store.catch(() => opened.delete(place));
  return store;
}
