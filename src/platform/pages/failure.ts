import type { WorkerFailure } from "../workers.ts";

/** Why a page cannot be shown. The words stand in the `viewer` catalogue. */
const REASONS = [
  "encrypted",
  "broken",
  "page-broken",
  "missing",
  "too-complex",
  "memory",
  "too-large",
] as const;
export type PageReason = (typeof REASONS)[number];

/** A page or a file that cannot be read. What the file is like is never anybody's fault. */
export class PageFailure extends Error {
  override name = "PageFailure";
  readonly reason: PageReason;
  constructor(reason: PageReason) {
    super(reason);
    this.reason = reason;
  }
}

/** A failure of a thread or a process in the words of pages. */
export function reasonOf({ reason, message }: WorkerFailure): PageReason {
  if (reason === "timeout") return "too-complex";
  if (reason === "memory") return "memory";
  return REASONS.find((one) => one === message) ?? "broken";
}
