import type pg from "pg";
import { databasePool } from "../database/system.ts";
import { log } from "../log.ts";

/**
 * Tells every process that rooms have new entries. NOTIFY takes a global lock at commit, so it is never part of a
 * command: rooms are collected for a moment and announced together. A lost announcement does no harm, since readers
 * read by number.
 */
const channel = "frontstage_room";
const coalesceMs = 40;

const waiting = new Set<string>();
let timer: NodeJS.Timeout | undefined;
const listeners = new Set<(room: string) => void>();
let listening: pg.PoolClient | undefined;

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
    await databasePool().query(`select pg_notify('${channel}', room) from unnest($1::text[]) as room`, [
      rooms,
    ]);
  } catch (error) {
    log().warn({ err: error }, "announcing changed rooms failed; readers catch up by number");
  }
}

/** Calls back whenever a room has new entries, in whatever process they were made. @returns stop */
export function onTouched(listener: (room: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts listening; after a lost connection it listens again and tells every listener to look. */
export async function startListening(): Promise<void> {
  const client = await databasePool().connect();
  listening = client;
  client.on("notification", (message) => {
    for (const listener of listeners) listener(message.payload ?? "");
  });
  client.on("error", () => {
    if (listening !== client) return;
    client.release(true);
    listening = undefined;
    setTimeout(() => startListening().catch(() => undefined), 500).unref();
  });
  await client.query(`listen ${channel}`);
}

/** Stops listening and announcing. */
export function stopListening(): void {
  clearTimeout(timer);
  timer = undefined;
  listening?.release(true);
  listening = undefined;
}
