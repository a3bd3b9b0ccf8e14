import writeExcelFile, { type Cell } from "write-excel-file/node";
import type { ExportedMarkup } from "../commands/export.ts";
import type { MarkupWord } from "../messages.ts";
import { fileWords, type Reading } from "./words.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get in
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * A cell of the type text, whatever it begins with: a spreadsheet program works nothing out. What could be taken for a formula
 * when the list is later kept as CSV has an apostrophe before it.
 */
export function textCell(text: string): Cell {
  const safe = text.toWellFormed().replace(unfit, "").slice(0, 32_000);
  return safe
    ? { value: /^\s*[=+\-@]/.test(safe) ? `'${safe}` : safe, type: String, wrap: true, alignVertical: "top" }
    : null;
}

/** The comments as a list for a spreadsheet: a line a comment, answers below one another. */
export async function listOf(
  marks: readonly ExportedMarkup[],
  title: string,
  reading: Reading,
): Promise<Buffer> {
  const { t, audience, format } = fileWords(reading);
  const columns: [heading: MarkupWord, width: number, value: (mark: ExportedMarkup) => string][] = [
    ["list-number", 10, (mark) => String(mark.ordinal)],
    ["filter-audience", 20, (mark) => audience(mark.audience)],
    [
      "list-page",
      10,
      ({ place }) => (typeof place?.page === "number" ? String(place.page + 1) : t("place-lost")),
    ],
    ["kind", 14, (mark) => t(`kind-${mark.kind}` as MarkupWord)],
    ["filter-state", 14, (mark) => t(`state-${mark.state}` as MarkupWord)],
    [
      "list-settled",
      26,
      ({ settled }) => (settled ? `${settled.author}, ${format.dateTime(settled.at)}` : ""),
    ],
    ["reason", 40, ({ settled }) => settled?.reason ?? ""],
    ["words", 36, (mark) => mark.place?.quote?.exact ?? ""],
    ["list-author", 26, ({ author }) => [author.name, author.company].filter(Boolean).join(", ")],
    ["list-made", 20, (mark) => format.dateTime(mark.madeAt)],
    ["list-text", 60, ({ messages }) => said(messages[0])],
    [
      "list-answers",
      60,
      ({ messages }) =>
        messages
          .slice(1)
          .map((one) => `${one.author.name}, ${format.dateTime(one.sentAt)}: ${said(one)}`)
          .join("\n"),
    ],
    ["assigned-to", 22, (mark) => mark.assignedTo?.name ?? ""],
    ["due-on", 16, (mark) => (mark.dueOn ? format.date(mark.dueOn) : "")],
  ];
  const said = (message: ExportedMarkup["messages"][number] | undefined) =>
    !message ? "" : message.withdrawn ? t("withdrawn") : message.text.replace(/@\[[0-9a-f-]{36}\]/g, "@…");
  return writeExcelFile(
    [
      columns.map(([heading]) => ({ value: t(heading), type: String, fontWeight: "bold" as const })),
      ...marks.map((mark) => columns.map(([, , value]) => textCell(value(mark)))),
    ],
    {
      sheet: title.replace(/[\\/?*[\]:]/g, " ").slice(0, 31) || "1",
      stickyRowsCount: 1,
      columns: columns.map(([, width]) => ({ width })),
    },
  ).toBuffer();
}
