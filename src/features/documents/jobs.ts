import { sql } from "kysely";
import { z } from "zod";
import { config } from "#platform/config.ts";
import { asSystem } from "#platform/database/system.ts";
import { blobStore } from "#platform/files/index.ts";
import { type Asking, enqueue, job } from "#platform/jobs/index.ts";
import { log } from "#platform/log.ts";
import { hasOffice } from "#platform/office/index.ts";
import {
  describePdf,
  forgetPages,
  PageFailure,
  pageImage,
  pagesOfBlob,
  sweepPages,
} from "#platform/pages/index.ts";
import { READER, searchableText } from "./searchable.ts";

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
    if (blob) await readBlob({ ...blob, size: Number(blob.size) });
  },
});

/** Reads a content and keeps what was read, with who read it. */
async function readBlob(blob: Parameters<typeof searchableText>[0]): Promise<void> {
  const read = await searchableText(blob);
  if (await keepText(blob.hash, read)) return;
  // Text of so many different words that their list is longer than PostgreSQL takes: its first part is searched.
  await keepText(blob.hash, { ...read, text: read.text.slice(0, 200_000) });
}

async function keepText(
  hash: string,
  { text, pages, state, closed }: Awaited<ReturnType<typeof searchableText>>,
): Promise<boolean> {
  const by = { reader: READER, reader_office: hasOffice() };
  const found = { text, pages, text_state: state, words: sql<string>`private.text_words(${text})` };
  try {
    await asSystem(async (tx) => {
      const blob = tx.updateTable("blob").where("hash", "=", hash);
      await blob.set({ ...by, closed }).execute();
      // What was found once stays found, should this machine read less than the one before it.
      await blob
        .set(found)
        .$if(state !== "read", (one) => one.where("text_state", "<>", "read"))
        .execute();
    });
    return true;
  } catch (error) {
    // program_limit_exceeded: the word list is too long
    if ((error as { code?: string }).code === "54000") return false;
    throw error;
  }
}

/** So many at a time, and no longer than so (in milliseconds): the rest of five minutes is for what people bring. */
const AT_A_TIME = 200;
const AT_MOST = 120_000;
/** What could not be fetched is left until the next start. */
const left = new Set<string>();

/**
 * What an older reader has read, or one without LibreOffice, is read again: after a start with a newer one, a few every five
 * minutes until there is nothing left. So is what was never read because its own job was given up.
 */
export const readAgain = job({
  name: "documents.read-again",
  schema: z.object({}),
  concurrency: 1,
  cron: "*/5 * * * *",
  timeout: 1800,
  async run(_, { signal }) {
    const older = await asSystem((tx) =>
      tx
        .selectFrom("blob")
        .select(["hash", "size", "type"])
        .where("scan", "<>", "infected")
        .where((is) =>
          is.or([
            is("text_state", "<>", "waiting"),
            is("created_at", "<", sql<Date>`now() - interval '1 hour'`),
          ]),
        )
        .where((is) =>
          is.or([
            is("reader", "<", READER),
            // Only what LibreOffice would have read is worth another look.
            ...(hasOffice()
              ? [
                  is.and([
                    is("reader_office", "=", false),
                    is("text_state", "<>", "read"),
                    sql<boolean>`type !~ '^(text|image|audio|video)/|^application/pdf$'`,
                  ]),
                ]
              : []),
          ]),
        )
        .where("hash", "not in", left.size > 0 ? [...left] : [""])
        .orderBy("created_at", "desc")
        .limit(AT_A_TIME)
        .execute(),
    );
    const end = Date.now() + AT_MOST;
    let count = 0;
    for (const blob of older) {
      if (signal.aborted || Date.now() > end) break;
      count++;
      try {
        await readBlob({ ...blob, size: Number(blob.size) });
      } catch (error) {
        left.add(blob.hash);
        log().warn({ err: error, blob: blob.hash }, "a file could not be read again");
      }
    }
    if (count > 0) log().info({ files: count }, "texts were read again for search");
  },
});

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
