import { Readable } from "node:stream";
import type { Actor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { blobStore, FileProblem, whileHeld } from "#platform/files/index.ts";
import { run } from "#platform/operations/index.ts";
import { shelfOf } from "../model/categories.ts";
import { downloadRevision, revisionFile } from "../queries/file.ts";
import { stillMay } from "../rights.ts";
import { type SheetColumn, sheetOf, workbook } from "./sheet.ts";
import { type FileWords, fileWords } from "./words.ts";
import { type Entry, uniquePaths, zipStream } from "./zip.ts";

/** A revision that is wanted in a ZIP. */
export interface Wanted {
  document: string;
  /** Null: the document has none that I see. */
  revision: string | null;
  number: string;
  title: string;
  category: string | null;
  label: string;
  at: Date | null;
}

/** What became of it, in the list inside. */
interface Line extends Wanted {
  /** Its path in the ZIP; empty when it is not in it. */
  path: string;
  /** Why it is not in it. */
  words: string;
}

const reasons = [
  "document-exists-only",
  "document-view-only",
  "document-watermarked-only",
  "access-ended",
  "file-withdrawn",
] as const;

/**
 * A ZIP of what the actor may download as the original, each file noted in the log as any download. Every right is asked for
 * when the file's turn comes, so what is withdrawn or ends meanwhile is not in it; the list inside says so in words.
 */
export function bundle(
  actor: Actor,
  room: string,
  wanted: AsyncIterable<Wanted> | Iterable<Wanted>,
  reader: { locale: string; timeZone: string },
  /** What a category or shelf is called. */
  category: (key: string) => string,
): Readable {
  const t = fileWords(reader.locale, reader.timeZone);
  const unique = uniquePaths();
  const list: Line[] = [];
  const listName = `${t("zip-list")}.xlsx`;
  unique(listName);
  async function* entries(): AsyncGenerator<Entry> {
    const store = await blobStore();
    for await (const one of wanted) {
      const { document, revision } = one;
      if (!revision) {
        list.push({ ...one, path: "", words: t("zip-none") });
        continue;
      }
      try {
        const which = { room, document, revision };
        const file = await run(revisionFile, actor, which);
        const stream = await store.open(file.hash); // bytes that are not there are nobody's download
        await run(downloadRevision, actor, which).catch((error: unknown) => {
          stream.destroy();
          throw error;
        });
        const path = unique(one.category ? `${folderOf(category, one.category)}/${file.name}` : file.name);
        list.push({ ...one, path, words: "" });
        yield {
          path,
          size: file.size,
          at: one.at ?? new Date(),
          compress: /^text\/|json|xml$|svg/.test(file.type),
          // What ends while it is being sent breaks the whole off: half a file is no file.
          stream: Readable.from(whileHeld(stream, stillMay(actor, which, "original")), { objectMode: false }),
        };
      } catch (error) {
        if (!(error instanceof Problem || error instanceof FileProblem)) throw error;
        list.push({ ...one, path: "", words: wordsFor(t, error) });
      }
    }
  }
  return zipStream(entries(), async () => [{ path: listName, bytes: await listFile(t, category, list) }]);
}

/** `Technical/Drawing`, in the reader's words. */
function folderOf(words: (key: string) => string, category: string): string {
  const plain = (text: string) => text.replace(/[/\\:*?"<>|]+/g, " ").replace(/^[\s.]+|[\s.]+$/g, "") || "-";
  return `${plain(words(shelfOf(category)))}/${plain(words(category))}`;
}

function wordsFor(t: FileWords, error: Problem | FileProblem): string {
  const code = reasons.find((one) => one === error.code);
  return code ? t(`zip-${code}`) : t("zip-gone");
}

async function listFile(
  t: FileWords,
  category: (key: string) => string,
  lines: readonly Line[],
): Promise<Buffer> {
  const columns: SheetColumn<Line>[] = [
    { header: t("sheet-number"), width: 10, value: (row) => row.number },
    { header: t("title"), width: 44, value: (row) => row.title },
    { header: t("column-revision"), width: 14, value: (row) => row.label },
    { header: t("category"), width: 22, value: (row) => row.category && category(row.category) },
    { header: t("zip-in"), width: 60, value: (row) => row.path },
    { header: t("zip-why-not"), width: 50, value: (row) => row.words },
  ];
  return workbook([sheetOf(t("documents"), columns, lines)]);
}
