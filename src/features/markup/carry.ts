import { describePdf, PageFailure, type PageText, pageText, textQuads } from "#platform/pages/index.ts";
import { type Box, type Shape, shifted } from "./model/geometry.ts";
import { type How, type Kind, liesOnText } from "./model/kinds.ts";
import { findQuote, type Plain, plain, type Quote } from "./model/quote.ts";

/** A comment with a place on some revision, by the content of its file. */
export interface Placed {
  kind: Kind;
  hash: string;
  page: number;
  shape: Shape;
  quote: Quote | null;
  starts: number | null;
  ends: number | null;
}

/** A place on another revision, or that there is none. */
export type Carried =
  | {
      how: Exclude<How, "made" | "lost">;
      page: number;
      shape: Shape;
      starts: number | null;
      ends: number | null;
    }
  | { how: "lost" };

/** Pages whose text is looked through for the words of comments. */
const MOST = 2000;
/** Sizes and places that differ by less than this many points are the same. */
const SAME = 1;

/** The pages of a file, read once for all the comments that are looked for in them. */
export function target(hash: string) {
  let texts: Promise<Plain[]> | undefined;
  return {
    hash,
    sizes: async () => (await describePdf(hash, later)).sizes,
    texts: () => {
      texts ??= readAll(hash);
      return texts;
    },
  };
}

const later = { urgency: "later" as const };

async function readAll(hash: string): Promise<Plain[]> {
  const { pages } = await describePdf(hash, later);
  const texts: Plain[] = [];
  for (let page = 0; page < Math.min(pages, MOST); page++)
    texts.push(plain((await textOf(hash, page))?.text ?? ""));
  return texts;
}

/** A page that cannot be read has no words. */
async function textOf(hash: string, page: number): Promise<PageText | null> {
  try {
    return await pageText(hash, page, later);
  } catch (error) {
    if (error instanceof PageFailure) return null;
    throw error;
  }
}

/**
 * Looks for the place of a comment in another file. Text is found by its words. A drawn shape goes where the line next to it
 * went; without such a line it stays where it was, if the page is as large as before. What cannot be placed is `lost`: it
 * is told, never dropped.
 */
export async function carriedTo(to: ReturnType<typeof target>, from: Placed): Promise<Carried> {
  const { page, shape, starts, ends } = from;
  if (to.hash === from.hash) return { how: "carried", page, shape, starts, ends };
  try {
    return (await byWords(to, from)) ?? (await bySize(to, from)) ?? { how: "lost" };
  } catch (error) {
    if (error instanceof PageFailure) return { how: "lost" };
    throw error;
  }
}

async function byWords(to: ReturnType<typeof target>, from: Placed): Promise<Carried | null> {
  const { quote, page, starts, ends, kind } = from;
  if (!quote || starts === null || ends === null) return null;
  const found = findQuote(await to.texts(), quote, { page, start: starts, end: ends });
  if (!found) return null;
  const boxes = (await textQuads(to.hash, found.page, found.start, found.end)) as Box[];
  const old = (await textQuads(from.hash, page, starts, ends)) as Box[];
  const [first, before] = [boxes[0], old[0]];
  if (!first || !before) return null;
  const by: [number, number] = [first[0] - before[0], first[1] - before[1]];
  const still = found.page === page && Math.hypot(...by) < SAME;
  return {
    how: still ? "carried" : "moved",
    page: found.page,
    shape: liesOnText(kind) ? { boxes } : shifted(from.shape, by),
    starts: found.start,
    ends: found.end,
  };
}

/** The same place on a page of the same size; words that are gone have none, since others stand there now. */
async function bySize(to: ReturnType<typeof target>, from: Placed): Promise<Carried | null> {
  if (liesOnText(from.kind)) return null;
  const [was, is] = [(await describePdf(from.hash, later)).sizes[from.page], (await to.sizes())[from.page]];
  if (!was || !is || Math.abs(was[0] - is[0]) > SAME || Math.abs(was[1] - is[1]) > SAME) return null;
  return {
    how: from.quote ? "moved" : "carried",
    page: from.page,
    shape: from.shape,
    starts: null,
    ends: null,
  };
}
