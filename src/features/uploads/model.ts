/** What may have become of a file that is sent in parts. `checking`: all of it is there and is being looked through. */
export type UploadState = "receiving" | "checking" | "ready" | "refused" | "infected";

/** An upload as its sender is told of it. */
export interface UploadAnswer {
  /** Its number, and the reference that commands take as `upload` once it is ready. */
  upload: string;
  name: string;
  /** In bytes. */
  size: number;
  /** Bytes that are safely here. */
  received: number;
  state: UploadState;
  type: string | null;
  /** SHA-256 of the whole, as found here. */
  sha256: string | null;
  /** Why it was refused; of one that is ready: why it cannot be opened here (`encrypted`, `broken`), though it may be taken. */
  problem: { code: string; params: Record<string, string | number> } | null;
  /** When it is thrown away unless it goes on. */
  expires: string;
}

/** Largest piece that a browser sends in one request, in bytes: what a broken line costs at most. */
export const CHUNK = 8 * 1024 * 1024;

/** Unfinished uploads of one person, in all rooms together. */
export const MOST_UNFINISHED = 100;

/** A file that nobody goes on with is kept this long. */
export const DAYS_KEPT = 7;

/** The address that files are sent to in parts. */
export const uploadsPath = (room: string): string => `/rooms/${room}/uploads`;

/** What can be tried again without sending the file again. */
export const retryable = (code: string): boolean =>
  code === "upload-damaged" || code === "file-not-scanned" || code === "file-store-away";
