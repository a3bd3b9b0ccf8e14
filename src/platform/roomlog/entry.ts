import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** What a command tells the room log. `audience` is who may ever read it: the audience of the thing it speaks of. */
export interface Emitted {
  room: string;
  audience: string;
  /** Dotted, past tense: `document.published`. */
  kind: string;
  subject: { type: string; id: string | null };
  /** Plain JSON, only what this audience may know. */
  data?: Record<string, unknown>;
}

/** The canonical JSON (RFC 8785) of an entry without its number: the text that is hashed and kept. */
export function entryBody(entry: Emitted, actorId: string | null, at: Date): string {
  const body = canonicalize({
    room: entry.room,
    audience: entry.audience,
    at: at.toISOString(),
    actor: actorId,
    kind: entry.kind,
    subject: entry.subject,
    data: JSON.parse(JSON.stringify(entry.data ?? {})),
  });
  if (body === undefined) throw new TypeError("a log entry must be plain JSON");
  return body;
}

/** hash = sha256(previous hash ‖ number ‖ newline ‖ body); the first entry follows the empty hash. */
export function entryHash(previous: Buffer, seq: number, body: string): Buffer {
  return createHash("sha256").update(previous).update(`${seq}\n${body}`, "utf8").digest();
}

/** One link of a chain as it is stored. */
export interface ChainLink {
  seq: number;
  body: string;
  hash: Buffer;
}

/**
 * Walks one audience's chain from its first entry.
 * @returns null when whole, else the number of the first entry that does not follow from the ones before it
 */
export function firstBreak(links: Iterable<ChainLink>): number | null {
  let previous: Buffer = Buffer.alloc(0);
  let expected = 1;
  for (const link of links) {
    if (link.seq !== expected || !entryHash(previous, link.seq, link.body).equals(link.hash)) return expected;
    previous = link.hash;
    expected += 1;
  }
  return null;
}
