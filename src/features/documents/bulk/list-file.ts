import { config } from "#platform/config.ts";
import type { Actor } from "#platform/database/index.ts";
import { formatFor } from "#platform/i18n/index.ts";
import { run } from "#platform/operations/index.ts";
import { type ExpectedShown, listExpected } from "../expected/queries.ts";
import { shelfOf } from "../model/categories.ts";
import { everyCategoryWords } from "../model/usual-categories.ts";
import { documentCategories } from "../queries/categories.ts";
import type { ListedDocument } from "../queries/list.ts";
import { type Filters, registerPages } from "./pages.ts";
import { documentReadings, type Reading } from "./readings.ts";
import { type SheetColumn, sheetOf, workbook } from "./sheet.ts";
import { type FileWords, fileWords } from "./words.ts";

/** A day as a date of a spreadsheet, which knows no zones: midnight in UTC. */
const day = (text: string | null | undefined) => (text ? new Date(`${text.slice(0, 10)}T00:00:00Z`) : null);

/** The register as it is filtered, and what is expected, as a workbook: what the actor may see. */
export async function registerFile(
  actor: Actor,
  room: string,
  filters: Filters,
  reader: { locale: string; timeZone: string },
): Promise<Buffer> {
  const t = fileWords(reader.locale, reader.timeZone);
  const documents: ListedDocument[] = [];
  for await (const document of await registerPages(actor, room, filters)) documents.push(document);
  const [{ readings }, { expected }, { categories }] = await Promise.all([
    run(documentReadings, actor, { room }),
    run(listExpected, actor, { room, show: "all" }),
    run(documentCategories, actor, { room }),
  ]);
  const category = everyCategoryWords(categories, reader.locale);
  const by = Map.groupBy(readings, (one) => one.document);
  const format = formatFor(reader.locale, reader.timeZone);
  const took = ({ name, company, label, downloaded, at }: Reading) =>
    `${company ? `${company}: ` : ""}${t(downloaded ? "has-downloaded" : "has-opened", { name, revision: t.label(label), when: format.date(at) })}`;
  const link = (path: string) => `${config().BASE_URL}/rooms/${room}/documents/${path}`;
  return workbook([
    sheetOf(
      t("documents"),
      documentColumns(t, category, link, (id) => (by.get(id) ?? []).map(took).join("\n")),
      documents,
    ),
    ...(expected.length > 0 ? [sheetOf(t("expected"), expectedColumns(t, category, link), expected)] : []),
  ]);
}

function documentColumns(
  t: FileWords,
  category: (key: string) => string,
  link: (path: string) => string,
  holders: (document: string) => string,
): SheetColumn<ListedDocument>[] {
  const standing = (row: ListedDocument) => row.revisions[0];
  return [
    { header: t("sheet-number"), width: 10, value: (row) => row.number },
    { header: t("title"), width: 44, value: (row) => row.title },
    {
      header: t("column-revision"),
      width: 12,
      value: (row) => row.revisions.map(({ label }) => t.label(label)).join(", "),
    },
    { header: t("sheet-status"), width: 14, value: (row) => t.of("status", row.status) },
    {
      header: t("purpose"),
      width: 16,
      value: (row) => (standing(row) ? t.of("purpose", standing(row)?.purpose ?? "information") : null),
    },
    { header: t("sheet-shelf"), width: 18, value: (row) => category(shelfOf(row.category)) },
    { header: t("category"), width: 22, value: (row) => category(row.category) },
    {
      header: t("discipline"),
      width: 14,
      value: (row) => row.discipline && t.of("discipline", row.discipline),
    },
    { header: t("language"), width: 12, value: (row) => row.language && t.of("language", row.language) },
    { header: t("see"), width: 24, value: (row) => t.audience(row.audience) },
    { header: t("sheet-shared"), width: 12, value: (row) => day(standing(row)?.sharedAt) },
    { header: t("sheet-shared-by"), width: 22, value: (row) => standing(row)?.sharedBy ?? null },
    { header: t("sheet-valid-until"), width: 12, value: (row) => day(row.validUntil) },
    { header: t("answers"), width: 22, value: (row) => row.responsible?.name ?? null },
    { header: t("sheet-rights"), width: 24, value: (row) => t.level(row.rights.level) },
    { header: t("sheet-holders"), width: 44, value: (row) => holders(row.id) },
    { header: t("sheet-link"), width: 40, value: (row) => link(row.id) },
  ];
}

function expectedColumns(
  t: FileWords,
  category: (key: string) => string,
  link: (path: string) => string,
): SheetColumn<ExpectedShown>[] {
  return [
    { header: t("title"), width: 44, value: (row) => row.title },
    { header: t("sheet-shelf"), width: 18, value: (row) => category(shelfOf(row.category)) },
    { header: t("category"), width: 22, value: (row) => category(row.category) },
    { header: t("expected-state"), width: 18, value: (row) => t.of("expected-state", row.state) },
    {
      header: t("expected-from"),
      width: 28,
      value: (row) =>
        [row.person?.name, row.company || t.of("from", row.askedSide)].filter(Boolean).join(", "),
    },
    { header: t("expected-due"), width: 12, value: (row) => day(row.due) },
    { header: t("expected-note"), width: 40, value: (row) => row.note },
    { header: t("see"), width: 24, value: (row) => t.audience(row.audience) },
    { header: t("expected-filled-by"), width: 14, value: (row) => row.document?.number ?? null },
    { header: t("sheet-link"), width: 40, value: (row) => link(`expected/${row.id}`) },
  ];
}
