/** A text as it is searched, and where each of its letters stands in the original. */
export interface Folded {
  text: string;
  at: number[];
}

/** At the end of a line they break a word; PDFium has signs of its own for it. */
const HYPHENS = "-\u00ad\u0002\ufffe";

/**
 * Makes texts comparable: small letters, ligatures as their letters, white space as one space, a word broken at the end of
 * a line as one word. Runs in the browser too, so that what is counted here is what is marked there.
 */
export function fold(text: string): Folded {
  let folded = "";
  const at: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (HYPHENS.includes(letter) && /^[ \t]*\r?\n/.test(text.slice(index + 1, index + 8))) {
      while (/\s/.test(text[index + 1] ?? "")) index += 1;
      continue;
    }
    if (/[\u00ad\ufffe]/.test(letter)) continue;
    const plain = /\s/.test(letter) ? " " : letter.normalize("NFKC").toLowerCase();
    if (plain === " " && (folded === "" || folded.endsWith(" "))) continue;
    for (const unit of plain.split("")) {
      folded += unit;
      at.push(index);
    }
  }
  return { text: folded, at };
}

/** Places of `wanted` in a text, as `[start, end)` of the original; at most `most`. */
export function placesOf(text: string, wanted: string, most = 500): [number, number][] {
  const needle = fold(wanted).text.trim();
  if (needle === "") return [];
  const { text: hay, at } = fold(text);
  const places: [number, number][] = [];
  for (let from = hay.indexOf(needle); from >= 0 && places.length < most; ) {
    const last = from + needle.length - 1;
    places.push([at[from] ?? 0, (at[last] ?? 0) + 1]);
    from = hay.indexOf(needle, last + 1);
  }
  return places;
}

/** What stands around a place, in one line; rows of dots, as tables of contents have them, are left out. */
export function around(text: string, [start, end]: [number, number], reach = 40) {
  const plain = (part: string) => part.replace(/[\s\ufffe\u00ad]+/g, " ").replace(/([._-] ?)\1{3,}/g, "… ");
  const before = plain(text.slice(Math.max(0, start - reach), start));
  const after = plain(text.slice(end, end + reach));
  return {
    before: start > reach ? before.replace(/^\S* /, "") : before,
    found: plain(text.slice(start, end)),
    after: end + reach < text.length ? after.replace(/ \S*$/, "") : after,
  };
}
