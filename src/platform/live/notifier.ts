import type pg from "pg";
import { databasePool } from "../database/system.ts";
import { log } from "../log.ts";

/**
 * Tells every process that rooms have new entries. NOTIFY takes a global lock at commit, so it is never part of a
 * command: rooms are collected for a moment and announced together. A lost announcement does no harm, since readers
 * read by number.
 */
const roomChannel = "frontstage_room";
/** Told by whatever ends a session, with the person's id: streams of that session close at once. */
const sessionChannel = "frontstage_session";
const coalesceMs = 40;
const retryMs = 500;

const waiting = new Set<string>();
let timer: NodeJS.Timeout | undefined;
const roomListeners = new Set<(room: string | null) => void>();
const sessionListeners = new Set<(person: string | null) => void>();
let listening: pg.PoolClient | undefined;
let stopped = true;

/** A command has committed entries of this room. */
export function touched(room: string): void {
  waiting.add(room);
  timer ??= setTimeout(announce, coalesceMs);
}

async function announce(): Promise<void> {
  timer = undefined;
  const rooms = [...waiting];
  waiting.clear();
  try {
    await databasePool().query(`select pg_notify('${roomChannel}', room) from unnest($1::text[]) as room`, [
      rooms,
    ]);
  } catch (error) {
    log().warn({ err: error }, "announcing changed rooms failed; readers catch up by number");
  }
}

/**
 * Calls back whenever a room has new entries, in whatever process they were made; with null after a time of deafness,
 * when any room may have. @returns stop
 */
export function onTouched(listener: (room: string | null) => void): () => void {
  roomListeners.add(listener);
  return () => roomListeners.delete(listener);
}

/** Calls back when sessions of a person have ended (null: anybody's may have). @returns stop */
export function onSessionsEnded(listener: (person: string | null) => void): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/** Starts listening; after a lost connection it listens again and tells every listener to look. */
export async function startListening(): Promise<void> {
  stopped = false;
  const client = await databasePool().connect();
  client.on("notification", ({ channel, payload }) => {
    for (const listener of channel === sessionChannel ? sessionListeners : roomListeners)
      listener(payload || null);
  });
  client.on("error", () => {
    if (listening !== client) return;
    listening = undefined;
    client.release(true);
    setTimeout(listenAgain, retryMs).unref();
  });
  try {
    await client.query(`listen ${roomChannel}; listen ${sessionChannel}`);
  } catch (error) {
    client.release(true);
    throw error;
  }
  listening = client;
}

async function listenAgain(): Promise<void> {
  if (stopped) return;
  try {
    await startListening();
    for (const listener of [...roomListeners, ...sessionListeners]) listener(null);
  } catch {
    setTimeout(listenAgain, retryMs).unref();
  }
}

/** Stops listening and announcing. */
export function stopListening(): void {
  stopped = true;
  clearTimeout(timer);
  timer = undefined;
  listening?.release(true);
  listening = undefined;
}
