/** Separators that programs write, the likeliest first where they are equally frequent. */
const SEPARATORS = [",", ";", "\t", "|"];

/** The separator of a text of values: the one that stands most often in its first lines, outside quotation marks. */
export function separatorOf(text: string): string {
  const plain = text.slice(0, 10_000).replace(/"(?:[^"]|"")*"/g, "");
  const often = (separator: string) => plain.split(separator).length;
  return SEPARATORS.reduce((best, one) => (often(one) > often(best) ? one : best));
}

/**
 * The first `most` rows of separated values after RFC 4180: a value in quotation marks may hold separators, line ends and
 * doubled quotation marks. What does not keep to it is read as it stands. `more` tells that rows are left.
 */
export function readValues(text: string, most: number): { rows: string[][]; more: boolean } {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    if (rows.length >= most) return { rows, more: true };
    let value = "";
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const end = text.indexOf('"', at);
        value += text.slice(at, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (text[at] !== '"' || end < 0) break;
        value += '"';
        at += 1;
      }
    }
    let end = at;
    while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
    row.push(value + text.slice(at, end));
    at = end + 1;
    if (text[end] === separator && at < text.length) continue;
    if (text[end] === separator) row.push("");
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    rows.push(row);
    row = [];
  }
  return { rows, more: false };
}
