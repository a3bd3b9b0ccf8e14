import type { Actor } from "#platform/database/index.ts";
import { log } from "#platform/log.ts";
import {
  describePdf,
  findInPdf,
  type Outline,
  PageFailure,
  type PageReason,
  type PageText,
  pageFrame,
  pageImage,
  pagesOfType,
  pagesWaiting,
  pageText,
  sheetsOf,
  type Turn,
  tableOf,
  textOf,
} from "#platform/pages/index.ts";
import { packSizes } from "./geometry.ts";
import { pageOfRow } from "./place-kept.ts";
import { boxesOf } from "./places.ts";
import { partOfTable, readingOf, type TablePart } from "./reading.ts";
import type { PagedDocument } from "./types.ts";

/** How a revision's content is shown: as pages, read on the screen, played, or not (and why not). */
export type Kind =
  /** `made`: the pages are those of a PDF that LibreOffice made of the content, or that was set here; `read`: it can be read as it is, too. */
  | { kind: "pages"; paged: PagedDocument; made: "office" | "set" | null; read: boolean }
  /** LibreOffice is at it. */
  | { kind: "making" }
  | { kind: "text"; text: string; truncated: boolean }
  | {
      kind: "table";
      sheets: string[];
      chosen: number;
      part: number;
      parts: number;
      table: TablePart;
      more: boolean;
    }
  | { kind: "media"; media: "video" | "audio"; source: string; name: string }
  /** It could be shown, but to nobody who may not have the original: nothing that is read or played carries a watermark. */
  | { kind: "kept" }
  | { kind: "failed"; reason: PageReason }
  /** Photographs of phones: the decoder is not to be had freely. */
  | { kind: "heic" }
  | { kind: "other"; extension: string; size: number };

/** Longest that the screen waits for the first page's text; who reads without scripts can ask for it. */
const PATIENCE = 400;
const OUTLINE = 800;
/** Longest that the screen waits for LibreOffice. */
const MAKING = 4000;

/**
 * What the viewer begins with. The image of the first page is begun at once, so that it is made, or nearly, when the
 * browser asks for it.
 */
export async function loadKind(
  actor: Actor,
  content: { hash: string; size: number; type: string; name: string },
  original: boolean,
  at: string,
  search: URLSearchParams,
  phone: boolean,
): Promise<Kind> {
  if (content.type === "image/heic") return { kind: "heic" };
  const pdf = content.hash;
  const how = pagesOfType(content.type);
  const turn = { urgency: "seen" as const, who: actor.viewerId ?? actor.personId };
  if (!how && !original) return readingOf(content.type) ? { kind: "kept" } : other(content);
  // Whoever may have the original reads a text or a table as it is; others, and who follows a comment, see pages of it.
  const read = original && how === "set";
  const paged = ["page", "comment", "find", "words", "width", "row"].some((name) => search.has(name));
  if (!how || (read && !paged)) return readKind(content, at, search, turn);
  const wished = numberIn(search, "page");
  try {
    const about = await inTime(describePdf(pdf, turn), how === "own" ? 60_000 : MAKING);
    if (!about) return { kind: "making" };
    const { sizes, outline } = about;
    const row =
      read && search.has("row") ? await pageOfRow(content, pdf, search, turn).catch(() => null) : null;
    const page = Math.min(row ?? wished, sizes.length - 1);
    // Before the image: where marks lie on the page is known at once, its letters come after.
    const framed = pageFrame(pdf, page, turn).catch(() => null);
    const width =
      ([480, 800, 1200, 1600] as const).find((one) => String(one) === search.get("width")) ?? null;
    pageImage(pdf, page, { kind: "page", width: width ?? (phone ? 480 : 800) }, turn).catch(
      (error: unknown) => {
        if (!(error instanceof PageFailure)) log().warn({ err: error }, "a page could not be begun");
      },
    );
    const words = search.get("find")?.slice(0, 200) ?? "";
    // The image is what is waited for; where others wait too, the text follows later.
    const reading = pageText(pdf, page, { ...turn, urgency: "near" });
    const [frame, known, found] = await Promise.all([
      inTime(framed, PATIENCE),
      textInTime(reading, search.has("words") ? 30_000 : pagesWaiting() > 2 ? 0 : PATIENCE),
      words.trim() ? findInPdf(pdf, words, turn) : null,
    ]);
    const here = found?.pages.some((one) => one.page === page) ? await reading.catch(() => null) : null;
    const find = found && { words, found, ...(here && { places: placesOn(here, words) }) };
    return {
      kind: "pages",
      made: how === "own" ? null : how,
      read,
      paged: {
        at,
        sizes: packSizes(sizes),
        outline: firstOf(outline, { left: OUTLINE }),
        page,
        width,
        text: known?.text ?? null,
        matrix: known?.matrix ?? frame?.matrix ?? null,
        find,
      },
    };
  } catch (error) {
    if (error instanceof PageFailure) return { kind: "failed", reason: error.reason };
    throw error;
  }
}

async function readKind(
  content: { hash: string; size: number; type: string; name: string },
  at: string,
  search: URLSearchParams,
  turn: Turn,
): Promise<Kind> {
  const reading = readingOf(content.type);
  try {
    if (reading === "text") return { kind: "text", ...(await textOf(content.hash)) };
    if (reading === "values") {
      const { more, ...table } = await tableOf(content.hash);
      return { kind: "table", sheets: [], chosen: 0, ...partOfTable(table, numberIn(search, "part")), more };
    }
    if (reading === "workbook") {
      const sheets = await inTime(sheetsOf(content.hash, turn), MAKING);
      if (!sheets) return { kind: "making" };
      const chosen = Math.min(numberIn(search, "sheet"), sheets.length - 1);
      const table = sheets[chosen];
      if (!table) return { kind: "failed", reason: "broken" };
      const names = sheets.map((one) => one.name);
      return {
        kind: "table",
        sheets: names,
        chosen,
        ...partOfTable(table, numberIn(search, "part")),
        more: false,
      };
    }
  } catch (error) {
    if (error instanceof PageFailure) return { kind: "failed", reason: error.reason };
    throw error;
  }
  if (!reading) return other(content);
  return { kind: "media", media: reading, source: `${at}/file?inline`, name: content.name };
}

/** Boxes of the words in per cent of the page. */
const placesOn = (info: PageText, words: string): number[][] =>
  boxesOf(info, words)
    .flat()
    .map((box) =>
      box.map((value, index) => Math.round((value / (index % 2 ? info.height : info.width)) * 10_000) / 100),
    );

const other = ({ name, size }: { name: string; size: number }): Kind => ({
  kind: "other",
  extension: /\.([^.]{1,10})$/.exec(name)?.[1] ?? "",
  size,
});

/** A number from 1 in the address, as one from 0. */
const numberIn = (search: URLSearchParams, name: string): number =>
  Math.max(0, Math.floor(Number(search.get(name) ?? 1) || 1) - 1);

/** The text, or null when it takes too long; a page that cannot be read has none, and says so by its image. */
const textInTime = (text: Promise<PageText>, patience: number) =>
  inTime<Pick<PageText, "text"> & Partial<PageText>>(
    text.catch(() => ({ text: "" })),
    patience,
  );

async function inTime<T>(work: Promise<T>, patience: number): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, patience, null).unref());
  // It goes on when nobody waits; what comes of it then is told to the next who asks.
  work.catch(() => {});
  return Promise.race([work, late]);
}

function firstOf(items: Outline[], rest: { left: number }): Outline[] {
  return items.flatMap((item) => {
    if (rest.left <= 0) return [];
    rest.left -= 1;
    return [{ ...item, title: item.title.slice(0, 200), items: firstOf(item.items, rest) }];
  });
}
