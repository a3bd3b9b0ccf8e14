/** Advance widths of a common sans-serif in thousandths of its size, by groups of letters. */
const GROUPS: readonly [width: number, letters: string][] = [
  [230, "iIljt.,;:'’|!fí"],
  [290, ' -‐()[]/r"“”'],
  [500, "ckszxyvJaä"],
  [560, "abdeghnopquäöåéüL0123456789_+=<>–?FTZ"],
  [680, "ABEKPSVXYRCDHNUÄÅ&w"],
  [760, "GOQÖÜ"],
  [830, "mMW%@"],
];
const WIDTHS = new Map(GROUPS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])));

/** Estimated width of a text, in the unit of `size`. Errs to the wide side, so that text never leaves its box. */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const letter of text) sum += WIDTHS.get(letter) ?? (letter.charCodeAt(0) > 0x2e80 ? 1000 : 620);
  return (sum * size) / 1000;
}

/** Breaks a word that is wider than a line; with a hyphen, unless it has one there. */
function pieces(word: string, width: number, size: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (textWidth(rest, size) > width && rest.length > 3) {
    let take = rest.length - 1;
    while (take > 2 && textWidth(`${rest.slice(0, take)}-`, size) > width) take--;
    // Not one or two letters alone on the next line.
    take = Math.min(take, Math.max(2, rest.length - 3));
    const own = rest.lastIndexOf("-", take - 1) + 1;
    const cut = own > 2 ? own : take;
    parts.push(own > 2 ? rest.slice(0, cut) : `${rest.slice(0, cut)}-`);
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}

/** Sets a text in lines of a width. With more than `most` lines, the last one ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, most = 9): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, size))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || textWidth(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  let last = `${lines[most - 1] ?? ""}…`;
  while (textWidth(last, size) > width && last.length > 2) last = `${last.slice(0, -2)}…`;
  return [...lines.slice(0, most - 1), last];
}
