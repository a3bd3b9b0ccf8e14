import { describePdf, kept } from "./draw.ts";
import { around, placesOf } from "./fold.ts";
import { askEngine } from "./pool.ts";
import type { Turn } from "./turns.ts";

/** Where words stand in a PDF. */
export interface Found {
  /** Pages with the words, from 0, in order; each with how often, and the first place in a line. */
  pages: { page: number; count: number; before: string; found: string; after: string }[];
  /** Letters or pages past the limit were not looked at. */
  truncated: boolean;
}

/** Pages that are read in one piece: between two pieces others get their turn. */
const SLICE = 24;
const SEARCHED = { pages: 5000, characters: 8_000_000 };

/** Looks for words on all pages, as they are read; capital letters do not count. @throws PageFailure */
export async function findInPdf(hash: string, wanted: string, turn: Turn = {}): Promise<Found> {
  const { pages } = await describePdf(hash, turn);
  const found: Found = { pages: [], truncated: pages > SEARCHED.pages };
  let characters = 0;
  for (let from = 0; from < Math.min(pages, SEARCHED.pages); from += SLICE) {
    const slice = await lettersFrom(hash, from, turn);
    for (const [index, text] of slice.texts.entries()) {
      const places = placesOf(text, wanted);
      const [first] = places;
      if (first) found.pages.push({ page: from + index, count: places.length, ...around(text, first) });
      characters += text.length;
    }
    if (characters > SEARCHED.characters) return { ...found, truncated: true };
  }
  return found;
}

/** The letters of all pages, as far as a search goes; a picture, and a page past that, has none. @throws PageFailure */
export async function pageTexts(hash: string, turn: Turn = {}): Promise<string[]> {
  const { pages } = await describePdf(hash, turn);
  const texts = Array.from({ length: Math.min(pages, SEARCHED.pages) }, () => "");
  for (let from = 0; from < texts.length; from += SLICE)
    for (const [index, text] of (await lettersFrom(hash, from, turn)).texts.entries())
      texts[from + index] = text;
  return texts;
}

const lettersFrom = (hash: string, from: number, turn: Turn) =>
  kept(
    hash,
    `${from}.letters.json`,
    async ({ picture, file }) =>
      picture
        ? { texts: [], pages: 1 }
        : askEngine({ ask: "letters", file, from, pages: SLICE, characters: SEARCHED.characters }),
    { urgency: "small", ...turn },
  );
