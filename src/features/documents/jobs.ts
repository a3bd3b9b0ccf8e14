import { sql } from "kysely";
import { z } from "zod";
import { asSystem } from "#platform/database/system.ts";
import { blobStore, extractText } from "#platform/files/index.ts";
import { type Asking, enqueue, job } from "#platform/jobs/index.ts";
import { log } from "#platform/log.ts";

/**
 * Reads the text of a file, for search. Once a blob, whatever number of documents it is in; what cannot be read has no
 * text, and nothing else comes of it.
 */
export const readText = job({
  name: "documents.read-text",
  schema: z.object({ blob: z.string() }),
  retries: 4,
  timeout: 120,
  concurrency: 1,
  async run({ blob: hash }) {
    const blob = await asSystem((tx) =>
      tx
        .selectFrom("blob")
        .select(["hash", "size", "type"])
        .where("hash", "=", hash)
        .where("text_state", "=", "waiting")
        .executeTakeFirst(),
    );
    if (!blob) return;
    const read = await extractText(await blobStore(), { ...blob, size: Number(blob.size) });
    const state = read.text
      ? "read"
      : read.reason === "unsupported" || read.reason === "no-text"
        ? "none"
        : "failed";
    if (await keepText(hash, read.text, read.pages, state)) return;
    // Text of so many different words that their list is longer than PostgreSQL takes: its first part is searched.
    await keepText(hash, read.text.slice(0, 200_000), read.pages, state);
  },
});

async function keepText(hash: string, text: string, pages: number, state: string): Promise<boolean> {
  try {
    await asSystem((tx) =>
      tx
        .updateTable("blob")
        .set({ text, pages, text_state: state, words: sql<string>`private.text_words(${text})` })
        .where("hash", "=", hash)
        .execute(),
    );
    return true;
  } catch (error) {
    // program_limit_exceeded: the word list is too long
    if ((error as { code?: string }).code === "54000") return false;
    throw error;
  }
}

/** Asks for the text of a file that a row now names, in that row's own transaction. */
export async function readTextLater(asking: Asking, blob: string): Promise<void> {
  await enqueue(asking, readText, { blob }, { key: blob });
}

/**
 * Removes what no row names: uploads that were never used, and then their content. Content goes in two steps, an hour
 * or more apart, because the same bytes may be on their way in again: what is named or uploaded between is kept.
 */
export const sweepFiles = job({
  name: "documents.sweep-files",
  schema: z.object({}),
  concurrency: 1,
  cron: "41 * * * *",
  async run() {
    const gone = await asSystem(async (tx) => {
      await sql`delete from upload where claimed_at < now() - interval '2 days' or expires_at < now() - interval '1 hour'`.execute(
        tx,
      );
      const { rows } = await sql<{ hash: string }>`select hash from private.sweep_blobs() as hash`.execute(
        tx,
      );
      return rows;
    });
    const store = await blobStore();
    for (const { hash } of gone) await store.remove(hash);
    if (gone.length > 0) log().info({ files: gone.length }, "files that nothing names were removed");
  },
});
