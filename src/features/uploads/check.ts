import { sql } from "kysely";
import { type Actor, asActor } from "#platform/database/index.ts";
import {
  admit,
  blobStore,
  FileProblem,
  type Scan,
  type StoredBlob,
  scanned,
  staging,
} from "#platform/files/index.ts";
import { touched } from "#platform/live/index.ts";
import { log } from "#platform/log.ts";
import { type Closed, closedFor } from "#platform/pages/index.ts";
import { append } from "#platform/roomlog/index.ts";
import { retryable, type UploadAnswer } from "./model.ts";
import { answerOf, isWhole, keptUntil, noteReceiving, type Receiving, receivingOf } from "./records.ts";

const running = new Map<string, Promise<void>>();

/**
 * Looks through an upload that is whole, once, in the background; whoever asks again (after a lost answer, or a restart in
 * the middle) sets it going again, and the outcome is the same reference.
 */
export async function checkUpload(actor: Actor, room: string, row: Receiving): Promise<void> {
  if (row.state !== "receiving" || !isWhole(row)) return;
  const going = running.get(row.id);
  if (going) return going;
  const begun = settle(actor, room, row)
    .catch((error: unknown) => log().error({ err: error, upload: row.id }, "an upload could not be checked"))
    .finally(() => running.delete(row.id));
  running.set(row.id, begun);
  return begun;
}

/** The sender's answer, after waiting a little for a check that is nearly done. */
export async function outcome(
  actor: Actor,
  room: string,
  id: string,
  patience: number,
): Promise<UploadAnswer> {
  const row = await receivingOf(actor, room, id);
  if (row.state !== "receiving" || !isWhole(row)) return answerOf(row);
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([checkUpload(actor, room, row), enough]).finally(() => clearTimeout(timer));
  return answerOf(await receivingOf(actor, room, id));
}

/**
 * The sender says that everything is sent, and mostly what its SHA-256 is (`none`: it cannot be had, whatever was promised).
 * After a refusal that can be tried again (the hash did not fit, the scanner was away) the same question tries again.
 * @throws FileProblem upload-unfinished
 */
export async function finishUpload(
  actor: Actor,
  room: string,
  id: string,
  told: string | null,
): Promise<UploadAnswer> {
  const row = await receivingOf(actor, room, id);
  if (row.received < row.size) throw new FileProblem("upload-unfinished");
  const again = row.state === "refused" && retryable(row.problem?.code ?? "");
  if (row.state === "receiving" || again) {
    if (!told && row.digest === "later") throw new FileProblem("upload-unfinished");
    await asActor(actor, (tx) =>
      noteReceiving(tx, room, id, { ...(told && { digest: told }), state: "receiving" }),
    );
  }
  return outcome(actor, room, id, 3000);
}

/** Hash, scanner, type, store, reference: each step may be repeated after a crash. */
async function settle(actor: Actor, room: string, row: Receiving): Promise<void> {
  const { id, name } = row;
  const note = (change: Parameters<typeof noteReceiving>[3]) =>
    asActor(actor, (tx) => noteReceiving(tx, room, id, change));
  try {
    const store = await blobStore();
    const there = await staging.stagedSize(id);
    // The disk has lost what it had promised to keep: the sender goes on from what is left.
    if (there !== undefined && there < row.size) return void (await note({ received: there }));
    const staged = there !== undefined;
    // Killed after the store took the file over: it is there, and the row knows what it is.
    const stored: StoredBlob = staged
      ? await staging.measureStaged(id)
      : { hash: row.hash ?? "", size: row.size, type: row.type ?? "" };
    if (!staged && !(await store.has(stored.hash))) throw new FileProblem("file-missing");
    if (!(await note({ hash: stored.hash, type: stored.type }))) return;
    if (/^[0-9a-f]{64}$/.test(row.digest ?? "") && row.digest !== stored.hash)
      throw new FileProblem("upload-damaged", { name });
    const source = staged
      ? { open: async (_: string, range?: Range) => staging.readStaged(id, range) }
      : store;
    const scan = await scanned({ name, size: row.size }, () => source.open(stored.hash));
    const admitted = await admit(source, stored, name);
    if (staged) await store.adopt(staging.stagedPath(id), stored);
    const closed = await closedSoon(actor, { ...stored, type: admitted.type });
    await asActor(actor, async (tx) => {
      const wanted = await noteReceiving(tx, room, id, {
        state: "ready",
        type: admitted.type,
        ...(closed && { problem: { code: closed, params: {} } }),
      });
      // Cancelled meanwhile: noted as expired, so that the sweep of files finds the content.
      const until = wanted ? keptUntil() : new Date();
      await sql`select private.keep_upload(${id}, ${room}, ${stored.hash}, ${stored.size}, ${stored.type}, ${admitted.name}, ${admitted.type}, ${until})`.execute(
        tx,
      );
      await noteFound(tx, stored.hash, { scan, closed });
    });
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const problem = { code: error.code, params: error.params };
    const infected = error.code === "file-infected";
    if (!(await note({ state: infected ? "infected" : "refused", problem }))) return;
    if (infected) {
      await staging.quarantineStaged(id);
      await tellOfInfection(actor, room, String(error.params.found ?? ""));
    } else if (!retryable(error.code)) await staging.removeStaged(id);
  }
}

type Range = { start: number; end: number };

/** Keeps with the content what the scanner said of it, and that it cannot be opened here. */
export async function noteFound(
  tx: Parameters<typeof noteReceiving>[0],
  hash: string,
  { scan, closed }: { scan: Scan; closed: Closed | null },
): Promise<void> {
  if (scan !== "none") await sql`select private.note_scan(${hash}, ${scan})`.execute(tx);
  if (closed) await sql`select private.note_closed(${hash}, ${closed})`.execute(tx);
}

/** So long a sender waits for it, in milliseconds; what takes longer is found out when the text is read. */
const PATIENCE = 4000;

/** Whether a file that is in the store can be opened here: its sender is told at once. Nothing that goes wrong here undoes an upload. */
export async function closedSoon(
  actor: Actor,
  blob: { hash: string; size: number; type: string },
): Promise<Closed | null> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  const enough = new Promise<null>((resolve) => late.signal.addEventListener("abort", () => resolve(null)));
  const found = closedFor(blob, { urgency: "near", who: actor.personId, signal: late.signal }).catch(
    (error: unknown) => {
      if (!late.signal.aborted) log().warn({ err: error }, "a file could not be looked into");
      return null;
    },
  );
  return Promise.race([found, enough]).finally(() => clearTimeout(timer));
}

/** Tells the sender's own team, whose leads are notified: a virus came with one of their files. The file's name stays with its sender. */
export async function tellOfInfection(actor: Actor, room: string, found: string): Promise<void> {
  await asActor(
    actor,
    async (tx, seat) => {
      const team = await tx
        .selectFrom("audience")
        .select("id")
        .where("room_id", "=", room)
        .where("kind", "=", seat?.side ?? "")
        .executeTakeFirst();
      if (!team) return;
      const entry = { room, audience: team.id, kind: "file.infected", subject: { type: "room", id: room } };
      await append(tx, [{ ...entry, data: { found } }], actor.personId);
    },
    { room },
  );
  touched(room);
}
