import { sql } from "kysely";
import { z } from "zod";
import { config } from "#platform/config.ts";
import { type Actor, asActor, type Tx } from "#platform/database/index.ts";
import { forbidden, notFound } from "#platform/errors.ts";
import { FileProblem, megabytes } from "#platform/files/index.ts";
import { seatAllows } from "#platform/operations/index.ts";
import { DAYS_KEPT, MOST_UNFINISHED, type UploadAnswer } from "./model.ts";

/** The row of an upload in parts; only its sender can read it, as a member of the room. */
export interface Receiving {
  id: string;
  name: string;
  size: number;
  modified: number | null;
  received: number;
  /** SHA-256 by the sender; `later` when it is promised for the end; `none` or null when it is not told at all. */
  digest: string | null;
  state: "receiving" | "ready" | "refused" | "infected";
  hash: string | null;
  type: string | null;
  problem: UploadAnswer["problem"];
  created_at: Date;
  expires_at: Date;
}

/** The largest file, in bytes; megabytes are of a million, as people read them. */
export const uploadLimit = (): number => config().MAX_UPLOAD_MB * 1_000_000;

/** All that one person may have on the way: four files of the largest size. */
const totalLimit = (): number => 4 * uploadLimit();

/** Until when an upload is kept that begins or goes on now. */
export const keptUntil = (): Date => new Date(Date.now() + DAYS_KEPT * 86_400_000);

const ROOM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const digestText = z.string().regex(/^(?:[0-9a-f]{64}|later|none)$/);

/** Before a byte is read: may this person add files here at all? @throws Problem not-found, role-may-not, view-as-reads-only */
export async function assertMayUpload(actor: Actor, room: string): Promise<void> {
  if (actor.viewerId) throw forbidden("view-as-reads-only");
  if (!ROOM.test(room)) throw notFound(); // it comes from an address
  await asActor(
    actor,
    async (_, seat) => {
      if (!seat) throw notFound();
      if (!seatAllows(seat, "room.work")) throw forbidden("role-may-not");
    },
    { readOnly: true, room },
  );
}

/** Writes down that a file is going to come. @throws FileProblem uploads-too-many, uploads-too-much */
export async function beginReceiving(
  actor: Actor,
  room: string,
  file: { id: string; name: string; size: number; modified: number | null; digest: string | null },
): Promise<void> {
  const { id, name, size, modified } = file;
  const digest = file.digest === null ? null : digestText.parse(file.digest);
  const said = await asActor(actor, async (tx) => {
    const { rows } = await sql<{
      said: string;
    }>`select private.begin_receiving(${id}, ${room}, ${name}, ${size},
      ${modified}, ${digest}, ${keptUntil()}, ${MOST_UNFINISHED}, ${totalLimit()}) as said`.execute(tx);
    return rows[0]?.said;
  });
  if (said === "too-many") throw new FileProblem("uploads-too-many", { limit: MOST_UNFINISHED });
  if (said === "too-much") throw new FileProblem("uploads-too-much", { megabytes: megabytes(totalLimit()) });
}

/** My upload. @throws Problem not-found for everybody else's, and for what is gone */
export async function receivingOf(actor: Actor, room: string, id: string): Promise<Receiving> {
  const [row] = await asActor(actor, (tx) => myReceiving(tx, room, id), { readOnly: true });
  if (!row) throw notFound();
  return row;
}

/** My upload of that number, or all of mine that are under way in the room. */
export async function myReceiving(tx: Tx, room: string, id: string | null): Promise<Receiving[]> {
  const { rows } = await sql<Receiving>`select * from private.my_receiving(${room}, ${id})`.execute(tx);
  return rows;
}

type Change = Partial<Pick<Receiving, "received" | "digest" | "state" | "hash" | "type" | "problem">>;

/** Notes what has become of it; going on keeps it alive. @returns false when it has been cancelled meanwhile */
export async function noteReceiving(tx: Tx, room: string, id: string, change: Change): Promise<boolean> {
  const problem = change.problem ? JSON.stringify(change.problem) : null;
  const { rows } = await sql<{ there: boolean }>`select private.note_receiving(${room}, ${id},
    ${change.received ?? null}, ${change.digest ?? null}, ${change.state ?? null}, ${change.hash ?? null},
    ${change.type ?? null}, ${problem}::jsonb, ${keptUntil()}) as there`.execute(tx);
  return rows[0]?.there ?? false;
}

/** Forgets it. */
export async function endReceiving(actor: Actor, room: string, id: string): Promise<void> {
  await asActor(actor, (tx) => sql`select private.end_receiving(${room}, ${id})`.execute(tx));
}

/** All bytes are here, and the sender's hash too if it was promised: the file can be looked through. */
export const isWhole = (row: Receiving): boolean => row.received === row.size && row.digest !== "later";

/** As the sender is told. */
export function answerOf(row: Receiving): UploadAnswer {
  return {
    upload: row.id,
    name: row.name,
    size: row.size,
    received: row.received,
    state: row.state === "receiving" && isWhole(row) ? "checking" : row.state,
    type: row.state === "ready" ? row.type : null,
    sha256: row.hash,
    problem: row.problem,
    expires: row.expires_at.toISOString(),
  };
}
