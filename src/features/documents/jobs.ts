import { sql } from "kysely";
import { z } from "zod";
import { config } from "#platform/config.ts";
import { asSystem } from "#platform/database/system.ts";
import { blobStore } from "#platform/files/index.ts";
import { type Asking, enqueue, job } from "#platform/jobs/index.ts";
import { log } from "#platform/log.ts";
import {
  describePdf,
  forgetPages,
  PageFailure,
  pageImage,
  pagesOfBlob,
  sweepPages,
} from "#platform/pages/index.ts";
import { searchableText } from "./searchable.ts";

/**
 * Reads the text of a file, for search. Once a blob, whatever number of documents it is in; what cannot be read has no
 * text, and nothing else comes of it.
 */
export const readText = job({
  name: "documents.read-text",
  schema: z.object({ blob: z.string() }),
  retries: 4,
  // LibreOffice makes one document after the other.
  timeout: 300,
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
    const { text, pages, state } = await searchableText({ ...blob, size: Number(blob.size) });
    if (await keepText(hash, text, pages, state)) return;
    // Text of so many different words that their list is longer than PostgreSQL takes: its first part is searched.
    await keepText(hash, text.slice(0, 200_000), pages, state);
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

/** Asks for the text and the first pages of a file that a row now names, in that row's own transaction. */
export async function readTextLater(asking: Asking, blob: string): Promise<void> {
  await enqueue(asking, readText, { blob }, { key: blob });
  await enqueue(asking, drawPages, { blob }, { key: blob });
}

/** Thumbnails that are made before anybody asks. */
const THUMBNAILS = 24;

/**
 * Draws the first page of a PDF or a picture, then the first thumbnails, so that they are there when somebody opens it. What cannot be
 * drawn is no failure of the upload: the viewer says so in words.
 */
export const drawPages = job({
  name: "documents.draw-pages",
  schema: z.object({ blob: z.string() }),
  retries: 2,
  timeout: 300,
  concurrency: 1,
  async run({ blob: hash }, { signal }) {
    const blob = await asSystem((tx) =>
      tx.selectFrom("blob").select(["hash", "size", "type"]).where("hash", "=", hash).executeTakeFirst(),
    );
    if (!blob) return;
    const turn = { urgency: "later" as const, signal };
    try {
      // Pages of what is read as it is are set when somebody needs them.
      const { how } = await pagesOfBlob({ ...blob, size: Number(blob.size) });
      if (how !== "own" && how !== "office") return;
      const { pages } = await describePdf(hash, turn);
      for (const width of [800, 480] as const) await pageImage(hash, 0, { kind: "page", width }, turn);
      for (let page = 0; page < Math.min(pages, THUMBNAILS); page++)
        await pageImage(hash, page, { kind: "page", width: 160 }, turn).catch((error: unknown) => {
          if (!(error instanceof PageFailure)) throw error;
        });
    } catch (error) {
      if (!(error instanceof PageFailure)) throw error;
    }
  },
});

/** Keeps what was made of files within the setting PAGE_CACHE_MB. */
export const sweepPageCache = job({
  name: "documents.sweep-page-cache",
  schema: z.object({}),
  concurrency: 1,
  cron: "23 * * * *",
  async run() {
    const removed = await sweepPages(config().PAGE_CACHE_MB * 1_000_000);
    if (removed > 0) log().info({ files: removed }, "page images read longest ago were removed");
  },
});

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
    for (const { hash } of gone) {
      await store.remove(hash);
      await forgetPages(hash);
    }
    if (gone.length > 0) log().info({ files: gone.length }, "files that nothing names were removed");
  },
});
