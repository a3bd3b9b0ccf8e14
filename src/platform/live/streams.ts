import type { Actor } from "../database/index.ts";
import { databasePool } from "../database/system.ts";
import { notFound, Problem } from "../errors.ts";
import { tokenHash } from "../identity/session.ts";
import { log } from "../log.ts";
import { cursorKey, openCursor, type Positions, sealCursor } from "./cursor.ts";
import { limiter } from "./limiter.ts";
import { type Change, type News, readNews } from "./news.ts";
import { onSessionsEnded, onTouched } from "./notifier.ts";

/** Between signs of life. It runs from the opening of a stream and never from activity, so that its beat tells nothing. */
const heartbeatMs = 20_000;
const retryMs = 3000;
const streamsPerPerson = 12;
/** A reader who takes nothing is let go and comes back with a cursor. */
const unreadLimit = 256;

const encoder = new TextEncoder();

/** One open stream: a screen that waits for news of one room. */
interface Stream {
  positions: Map<string, number>;
  tokenHash: Buffer;
  send(text: string): void;
  close(): void;
}

/** The streams of one person (looking as one person) in one room: woken together, read for once. */
interface Watch {
  actor: Actor;
  room: string;
  streams: Set<Stream>;
  reading: boolean;
  again: boolean;
}

const watches = new Map<string, Watch>();
const readers = limiter(4);
let closing = false;
let stopHearing: (() => void) | undefined;

/** What a screen brings when it asks for a stream. `cursor` is where it stopped reading, when it has read before. */
export interface StreamRequest {
  actor: Actor;
  room: string;
  /** The session's token: when the session ends the stream ends. */
  token: string;
  cursor: string | null;
}

/**
 * Opens a stream of Server-Sent Events with what this person may see of what happens in a room. Events: `ready` (with
 * the cursor to resume from), `change` (a list of {kind, type, id, own}), `gone` (no longer allowed; do not come back).
 * @throws Problem 404 (sees nothing of the room), 429 (too many open screens), 503 (stopping)
 */
export async function openStream({ actor, room, token, cursor }: StreamRequest): Promise<Response> {
  if (closing) throw new Problem("stopping", { status: 503 });
  const owner = ownerOf(actor);
  if (streamsOf(owner).length >= streamsPerPerson) throw new Problem("too-many-streams", { status: 429 });
  const [key, now] = await Promise.all([cursorKey(), readNews(actor, room, new Map())]);
  if (!now) throw notFound();
  const holder = { ...actor, room };
  const resumed = cursor ? openCursor(key, holder, cursor) : null;
  stopHearing ??= hear();

  const watch = watchOf(actor, room);
  let stream: Stream | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stream = newStream(new Map(resumed ?? now.heads), tokenHash(token), controller, () =>
          leave(watch, stream),
        );
        stream.send(`retry: ${retryMs}\n\n`);
        stream.send(frame("ready", sealCursor(key, holder, stream.positions), {}));
      },
      cancel: () => stream?.close(),
    },
    { highWaterMark: unreadLimit },
  );
  if (stream) watch.streams.add(stream);
  void wake(watch); // what happened between the reading above and now, or since the cursor
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** Ends every stream and takes no new ones: before the server stops. */
export function closeStreams(): void {
  closing = true;
  stopHearing?.();
  stopHearing = undefined;
  for (const watch of watches.values()) for (const stream of watch.streams) stream.close();
}

/** How many streams are open in this process, for metrics. */
export const openStreams = (): number =>
  [...watches.values()].reduce((sum, watch) => sum + watch.streams.size, 0);

function newStream(
  positions: Map<string, number>,
  hash: Buffer,
  controller: ReadableStreamDefaultController<Uint8Array>,
  onClose: () => void,
): Stream {
  let open = true;
  const stream: Stream = {
    positions,
    tokenHash: hash,
    send(text) {
      if (!open) return;
      if ((controller.desiredSize ?? 0) <= 0) return stream.close();
      controller.enqueue(encoder.encode(text));
    },
    close() {
      if (!open) return;
      open = false;
      clearInterval(beat);
      onClose();
      try {
        controller.close();
      } catch {
        // the reader had gone already
      }
    },
  };
  const beat = setInterval(() => stream.send(":\n\n"), heartbeatMs);
  return stream;
}

const frame = (event: string, id: string | null, data: unknown) =>
  `${id ? `id: ${id}\n` : ""}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const ownerOf = (actor: Actor) => actor.viewerId ?? actor.personId;

const streamsOf = (owner: string) =>
  [...watches.values()].flatMap((watch) => (ownerOf(watch.actor) === owner ? [...watch.streams] : []));

function watchOf(actor: Actor, room: string): Watch {
  const name = `${actor.personId} ${actor.viewerId ?? ""} ${room}`;
  const watch = watches.get(name) ?? { actor, room, streams: new Set(), reading: false, again: false };
  watches.set(name, watch);
  return watch;
}

function leave(watch: Watch, stream: Stream | undefined): void {
  if (stream) watch.streams.delete(stream);
  if (watch.streams.size === 0)
    watches.delete(`${watch.actor.personId} ${watch.actor.viewerId ?? ""} ${watch.room}`);
}

/** Listens for rooms and sessions, and looks after the sessions at every beat. */
function hear(): () => void {
  const stops = [
    onTouched((room) => {
      for (const watch of watches.values()) if (room === null || watch.room === room) void wake(watch);
    }),
    onSessionsEnded((person) => void checkSessions(person)),
  ];
  const beat = setInterval(() => void checkSessions(null), heartbeatMs).unref();
  return () => {
    clearInterval(beat);
    for (const stop of stops) stop();
  };
}

/** Closes the streams of sessions that have ended; of one person, or of everybody (null). */
async function checkSessions(person: string | null): Promise<void> {
  for (const watch of [...watches.values()]) {
    const owner = ownerOf(watch.actor);
    if (person !== null && owner !== person) continue;
    for (const stream of [...watch.streams]) {
      try {
        if (await readers(() => sessionHolds(stream.tokenHash, owner))) continue;
      } catch (error) {
        log().warn({ err: error }, "a session could not be checked; its streams end");
      }
      dismiss(stream);
    }
  }
}

async function sessionHolds(hash: Buffer, owner: string): Promise<boolean> {
  const { rows } = await databasePool().query("select private.session_holds($1) as person", [hash]);
  return rows[0]?.person === owner;
}

/** Ends a stream for good: the screen asks the server what it may still show, and does not come back by itself. */
function dismiss(stream: Stream): void {
  stream.send(frame("gone", null, {}));
  stream.close();
}

/** Reads for a watch and sends on. Wakes that come meanwhile lead to one more reading, however many they are. */
async function wake(watch: Watch): Promise<void> {
  if (watch.reading) {
    watch.again = true;
    return;
  }
  watch.reading = true;
  do {
    watch.again = false;
    try {
      await readers(() => deliver(watch));
    } catch (error) {
      log().warn({ err: error }, "news could not be read; the next wake reads them");
    }
  } while (watch.again);
  watch.reading = false;
}

async function deliver(watch: Watch): Promise<void> {
  const streams = [...watch.streams];
  if (streams.length === 0) return;
  const news = await readNews(watch.actor, watch.room, earliest(streams));
  const key = await cursorKey();
  for (const stream of streams) {
    if (!news) {
      dismiss(stream);
      continue;
    }
    const changes = advance(stream, news);
    if (changes.length === 0) continue;
    const id = sealCursor(key, { ...watch.actor, room: watch.room }, stream.positions);
    stream.send(frame("change", id, changes));
  }
  if (news?.more) watch.again = true;
}

/** The lowest position of each audience over all streams of a watch. */
function earliest(streams: Stream[]): Positions {
  const lowest = new Map<string, number>();
  for (const { positions } of streams)
    for (const [audience, seq] of positions) lowest.set(audience, Math.min(seq, lowest.get(audience) ?? seq));
  return lowest;
}

/** Moves a stream on to what was read and gives what it has to tell. Joining or leaving an audience is told as such. */
function advance(stream: Stream, { heads, entries }: News): Change[] {
  const changes: Change[] = [];
  for (const { audience, seq, kind, type, id, own } of entries) {
    const position = stream.positions.get(audience);
    if (position === undefined || seq <= position) continue;
    stream.positions.set(audience, seq);
    changes.push({ kind, type, id, own });
  }
  const joined = [...heads].filter(([audience]) => !stream.positions.has(audience));
  const left = [...stream.positions.keys()].filter((audience) => !heads.has(audience));
  for (const [audience, head] of joined) stream.positions.set(audience, head);
  for (const audience of left) stream.positions.delete(audience);
  // Whoever makes a group joins it by that.
  const own = changes.length > 0 && changes.every((change) => change.own);
  if (joined.length + left.length > 0)
    changes.push({ kind: "audience.changed", type: "audience", id: null, own });
  return changes;
}
