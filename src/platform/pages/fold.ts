/** A text as it is searched, and where each of its letters stands in the original. */
export interface Folded {
  text: string;
  at: number[];
}

/** Stands where a word is broken at the end of a line: its hyphen may belong to the word, or only to the line. */
const BREAK = "\u0000";
/** PDFium has signs of its own for a hyphen at the end of a line. */
const BREAKS = "\u00ad\u0002\ufffe";
const HYPHENS = /[-\u2010-\u2015\u2212]/;
const ACCENTS = /[\u0300-\u036f]/;
/** Letters that have no simpler form of their own (Unicode does not decompose them), and marks that are typed in several ways. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "„": '"',
};

const folds = new Map<string, string>();

/** One letter as it is compared: small, without accents; nothing for an accent that stands alone. */
function foldLetter(letter: string): string {
  const known = folds.get(letter);
  if (known !== undefined) return known;
  let folded = "";
  for (const unit of letter.normalize("NFKD").toLowerCase())
    if (!ACCENTS.test(unit)) folded += HYPHENS.test(unit) ? "-" : (PLAIN[unit] ?? unit);
  if (folds.size < 5000) folds.set(letter, folded);
  return folded;
}

/**
 * Makes texts comparable: small letters without accents, ligatures as their letters, white space as one space, and a sign
 * where a word is broken at the end of a line. Runs in the browser too, so that what is counted here is what is marked there.
 */
export function fold(text: string): Folded {
  let folded = "";
  const at: number[] = [];
  let spaced = true;
  const push = (unit: string, index: number) => {
    folded += unit;
    at.push(index);
    if (unit !== BREAK) spaced = unit === " ";
  };
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    const sign = BREAKS.includes(letter);
    if (sign || HYPHENS.test(letter)) {
      const end = /^[ \t]*\r?\n\s*/.exec(text.slice(index + 1, index + 40));
      push(sign || end ? BREAK : "-", index);
      index += end?.[0].length ?? 0;
    } else if (/\s/.test(letter)) {
      if (!spaced) push(" ", index);
    } else for (const unit of foldLetter(letter).split("")) push(unit, index);
  }
  return { text: folded, at };
}

/** Places of `wanted` in a text, as `[start, end)` of the original; at most `most`. */
export function placesOf(text: string, wanted: string, most = 500): [number, number][] {
  const needle = fold(wanted).text.replaceAll(BREAK, "").trim();
  if (needle === "") return [];
  const { text: hay, at } = fold(text);
  // Between any two letters a word may be broken, and a hyphen that was typed may be one at which a line ends.
  const pattern = new RegExp(
    needle
      .split("")
      .map((unit) => (unit === "-" ? `[-${BREAK}]` : unit.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")))
      .join(`${BREAK}*`),
    "g",
  );
  const places: [number, number][] = [];
  for (const match of hay.matchAll(pattern)) {
    if (places.length >= most) break;
    let end = (at[match.index + match[0].length - 1] ?? 0) + 1;
    while (ACCENTS.test(text[end] ?? "")) end += 1;
    places.push([at[match.index] ?? 0, end]);
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
