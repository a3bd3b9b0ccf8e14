import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { entryHash } from "./entry.ts";
import { type Link, readLinks } from "./links.ts";

/** One audience's chain as its reader may verify it. */
export interface ChainState {
  audience: string;
  /** Number of its last entry; 0 when nothing has happened yet. */
  entries: number;
  /** Hash of its last entry, in hex; empty for an empty chain. */
  head: string;
  /** Number of the first entry that does not follow from those before it, or that is missing; null when whole. */
  brokenAt: number | null;
}

const page = 2000;

/** The heads of all chains of a room that this person may see, the widest audience first. One round trip. */
export async function readHeads(tx: Tx, room: string): Promise<Omit<ChainState, "brokenAt">[]> {
  const { rows } = await sql<{ audience: string; entries: number; head: Buffer | null }>`
    select a.id as audience, coalesce(h.seq, 0) as entries, h.hash as head
    from audience a left join private.my_heads(${room}) h on h.audience_id = a.id
    where a.room_id = ${room} order by array_position(array['room', 'commercial', 'seller', 'buyer'], a.kind), a.name, a.id`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, head: row.head?.toString("hex") ?? "" }));
}

/**
 * Walks every chain of a room that this person may see, from the first entry to the head that was kept beside it: a
 * changed, missing, added or cut-off entry is found, and so is a column that no longer says what was hashed.
 */
export async function verifyRoom(tx: Tx, room: string): Promise<ChainState[]> {
  const states: ChainState[] = [];
  for (const head of await readHeads(tx, room)) {
    const walked = await walk(tx, room, head.audience, head.entries);
    const whole = walked.brokenAt === null && walked.hash === head.head;
    states.push({ ...head, brokenAt: whole ? null : (walked.brokenAt ?? head.entries) });
  }
  return states;
}

/** Walks every chain of the deployment, in a system transaction: for those who run the machine. Tells numbers, no content. */
export async function verifyAll(tx: Tx): Promise<(ChainState & { room: string })[]> {
  const { rows } = await sql<{ room: string; audience: string; entries: number; head: Buffer }>`
    select a.room_id as room, a.id as audience, h.seq as entries, h.hash as head
    from log_head h join audience a on a.id = h.audience_id where a.room_id is not null order by 1, 2`.execute(
    tx,
  );
  const states: (ChainState & { room: string })[] = [];
  for (const row of rows) {
    const walked = await walk(tx, row.room, row.audience, row.entries);
    const head = row.head.toString("hex");
    const whole = walked.brokenAt === null && walked.hash === head;
    states.push({ ...row, head, brokenAt: whole ? null : (walked.brokenAt ?? row.entries) });
  }
  return states;
}

async function walk(
  tx: Tx,
  room: string,
  audience: string,
  last: number,
): Promise<{ brokenAt: number | null; hash: string }> {
  let previous: Buffer = Buffer.alloc(0);
  let expected = 1;
  while (expected <= last) {
    const links = await readLinks(tx, { room, audience, after: expected - 1, upto: last }, page);
    if (links.length === 0) return { brokenAt: expected, hash: "" };
    for (const link of links) {
      if (link.seq !== expected || !isSound(link, previous, room, audience))
        return { brokenAt: expected, hash: "" };
      previous = link.hash;
      expected += 1;
    }
  }
  return { brokenAt: null, hash: previous.toString("hex") };
}

/** What is withheld from the reader was checked by the database. */
const isSound = (link: Link, previous: Buffer, room: string, audience: string): boolean =>
  link.body === null
    ? link.sound
    : entryHash(previous, link.seq, link.body).equals(link.hash) && saysTheSame(link, room, audience);

/** Lists and filters read the columns; the chain holds the body. They must say the same. */
function saysTheSame(
  row: {
    body: string;
    at: Date;
    actor_id: string | null;
    kind: string;
    subject_type: string;
    subject_id: string | null;
  },
  room: string,
  audience: string,
): boolean {
  const body = JSON.parse(row.body) as Record<string, unknown> & { subject: Record<string, unknown> };
  return (
    body.room === room &&
    body.audience === audience &&
    body.at === row.at.toISOString() &&
    body.actor === row.actor_id &&
    body.kind === row.kind &&
    body.subject.type === row.subject_type &&
    body.subject.id === row.subject_id
  );
}
