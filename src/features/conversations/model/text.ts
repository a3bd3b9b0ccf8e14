/** What a message's text is made of, for showing it. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "link"; href: string; text: string }
  | { kind: "mention"; person: string };

const mark = /@\[([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]/;
const address = /\bhttps?:\/\/[^\s<>"'`\\]+/;
const either = new RegExp(`${mark.source}|${address.source}`, "g");

/**
 * Splits a stored text into plain text, links and mentions. Only addresses of the web become links; what stands around
 * them (a full stop, a bracket that was opened outside) stays text. Nothing of it is ever markup.
 */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) out.push({ kind: "text", text: text.slice(from, to) });
    from = to;
  };
  for (const match of text.matchAll(either)) {
    const person = match[1];
    const link = person ? "" : withoutTail(match[0]);
    const length = person ? match[0].length : link.length;
    if (!person && !isAddress(link)) continue;
    plain(match.index);
    from = match.index + length;
    out.push(person ? { kind: "mention", person } : { kind: "link", href: link, text: link });
  }
  plain(text.length);
  return out;
}

/** `URL.canParse`, which browsers have only since 2023. */
function isAddress(link: string): boolean {
  try {
    return Boolean(new URL(link));
  } catch {
    return false;
  }
}

/** An address without the punctuation that ends the sentence around it. */
function withoutTail(link: string): string {
  let end = link.length;
  for (;;) {
    const last = link[end - 1] ?? "";
    const body = link.slice(0, end);
    const unopened = last === ")" && count(body, ")") > count(body, "(");
    if (!/[.,;:!?…\]}*_]/.test(last) && !unopened) return body;
    end -= 1;
  }
}

const count = (text: string, letter: string) => text.split(letter).length - 1;

/** The people that a stored text mentions, each once. */
export const mentioned = (text: string): string[] => [
  ...new Set(pieces(text).flatMap((piece) => (piece.kind === "mention" ? [piece.person] : []))),
];

/** A stored text in words: mentions as `@Name`. */
export function inWords(text: string, nameOf: (person: string) => string): string {
  return pieces(text)
    .map((piece) => (piece.kind === "mention" ? `@${nameOf(piece.person)}` : piece.text))
    .join("");
}

/** The first `length` characters of a text on one line, cut at a word where possible. */
export function excerpt(words: string, length = 140): string {
  const line = words.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  const space = line[length] === " " ? length : cut.lastIndexOf(" ");
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
