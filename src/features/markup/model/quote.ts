/** Words on a page with those around them (W3C Web Annotation, TextQuoteSelector). */
export interface Quote {
  exact: string;
  prefix: string;
  suffix: string;
}

/** A stretch of a page's text: page from 0, letters from 0, the end not included (TextPositionSelector). */
export interface Stretch {
  page: number;
  start: number;
  end: number;
}

/** How much of the words around is kept. */
const AROUND = 40;

/** Words, and what stands around them, to find them by in another revision. */
export const quoteOf = (text: string, start: number, end: number): Quote => ({
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - AROUND), start),
  suffix: text.slice(end, end + AROUND),
});

/** Longest stretch that is looked for; of a longer one its first words are. */
const LONGEST = 2000;

/**
 * Finds a quote again in the pages of another revision. Differences in spaces, line ends and hyphens at line ends do not count. Of
 * several places the one wins around which most of the old surroundings stand, and among equals the nearest to the old
 * page and place. Null when the words are nowhere, or in several places none of which is like the old one: a comment
 * that would land on the wrong words is worse than one that says it has no place.
 */
export function findQuote(pages: readonly Plain[], quote: Quote, was: Stretch): Stretch | null {
  const exact = plain(quote.exact).text.slice(0, LONGEST);
  if (exact === "") return null;
  const prefix = plain(quote.prefix).text;
  const suffix = plain(quote.suffix).text;
  let best: { stretch: Stretch; around: number; far: number } | undefined;
  let found = 0;
  pages.forEach((page, index) => {
    const { text, from } = page;
    for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
      found += 1;
      const start = from[at] ?? 0;
      const stretch = { page: index, start, end: (from[at + exact.length - 1] ?? start) + 1 };
      const around =
        sameAtEnd(text.slice(0, at), prefix) + sameAtStart(text.slice(at + exact.length), suffix);
      const far = Math.abs(index - was.page) * 100_000 + Math.abs(start - was.start);
      if (!best || around > best.around || (around === best.around && far < best.far))
        best = { stretch, around, far };
    }
  });
  if (!best) return null;
  // A short word that stands in many places is only found by its surroundings.
  const sure =
    found === 1
      ? exact.length >= 4 || best.around >= 4
      : best.around >= Math.min(8, prefix.length + suffix.length);
  return sure ? best.stretch : null;
}

/** Text without spaces, line ends and hyphens, in small letters; `from` tells where each letter stood. */
export interface Plain {
  text: string;
  from: number[];
}

/** A page's text made ready for looking. */
export function plain(text: string): Plain {
  const letters: string[] = [];
  const from: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (/[\s\u00ad\u2010-\u2015-]/.test(letter)) continue;
    // Some letters are longer when small; each of them stands where the one did.
    for (const small of letter.toLowerCase()) {
      letters.push(small);
      from.push(at);
    }
  }
  return { text: letters.join(""), from };
}

function sameAtEnd(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return same;
}

function sameAtStart(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return same;
}
