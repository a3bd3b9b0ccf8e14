/** The most that one list may ask for. */
export const mostLines = 100;

/**
 * The titles of a pasted list, one a line: without bullets and numbering, no line twice. Copied tables keep their first
 * column.
 */
export function linesOf(text: string): string[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) =>
      (line.split("\t").find((cell) => cell.trim() !== "" && !/^\d+\.?$/.test(cell.trim())) ?? "")
        .replace(/^\s*(?:[-–—•*·▪]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z]\)\s+)/, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line !== "");
  return [...new Map(lines.map((line) => [line.toLowerCase(), line])).values()];
}
