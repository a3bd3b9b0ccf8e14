import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Button, type Column, Section, Table, VisuallyHidden } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { type Shelf, shelfOf } from "../model/categories.ts";
import type { ListedDocument } from "../queries/list.ts";
import { Snippet } from "./Snippet.tsx";
import { Standing } from "./Standing.tsx";
import { useCategoryWords, useLabelWords } from "./words.ts";

/** The form that the boxes of the rows belong to. */
const choosing = "chosen-documents";

/** What can be done with the rows that are ticked: a plain form that needs no script. */
export function ChosenDocuments({ room, maySend }: { room: string; maySend: boolean }): ReactNode {
  const t = useMessages(documentMessages);
  return (
    <form
      id={choosing}
      method="get"
      action={`/rooms/${room}/documents.zip`}
      aria-label={t("bulk-label")}
      className="actions items-center no-print my-4"
    >
      <span className="text-sm text-muted">{t("bulk-label")}:</span>
      <Button>{t("bulk-zip")}</Button>
      {maySend && <Button formAction={`/rooms/${room}/documents/sendings/new`}>{t("send")}</Button>}
    </form>
  );
}

/** The register's pages: a section for each group of categories, the confidential commercial area last. */
export function Register(props: {
  room: string;
  documents: ListedDocument[];
  categories: readonly Shelf[];
}): ReactNode {
  const { room, documents, categories } = props;
  const t = useMessages(documentMessages);
  const words = useCategoryWords(categories);
  const sections = Map.groupBy(documents, (one) => `${one.commercial ? 1 : 0}${shelfOf(one.category)}`);
  const commercial = documents.filter((one) => one.commercial);
  return (
    // The same columns in every section, so that the whole register reads as one.
    <div className="md:[&_.tbl]:table-fixed md:[&_thead_th:first-child]:w-[46%]">
      {[...sections]
        .filter(([key]) => key.startsWith("0"))
        .map(([key, rows]) => {
          const title = words(key.slice(1));
          return (
            <Section key={key} title={title}>
              <Documents room={room} caption={title} rows={rows} category={words} />
            </Section>
          );
        })}
      {commercial.length > 0 && (
        <Section title={t("commercial-area")} note={t("commercial-note")} id="commercial">
          <Documents room={room} caption={t("commercial-area")} rows={commercial} category={words} />
        </Section>
      )}
    </div>
  );
}

function Documents(props: {
  room: string;
  caption: string;
  rows: ListedDocument[];
  category: (key: string) => string;
}): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const label = useLabelWords();
  const at = (document: string) => `/rooms/${props.room}/documents/${document}`;
  const first = (row: ListedDocument) => row.revisions[0];
  const columns: Column<ListedDocument>[] = [
    {
      key: "title",
      header: t("column-document"),
      rowHeader: true,
      cell: (row) => (
        <>
          <input
            type="checkbox"
            name="document"
            value={row.id}
            form={choosing}
            aria-label={t("choose-document", { number: row.number, title: row.title })}
            className="no-print size-6 mr-2 align-middle"
          />
          <span className="inline-block min-w-16 pr-2 font-normal whitespace-nowrap">{row.number}</span>
          <Link className="link inline-block py-1" to={at(row.id)}>
            {row.title}
          </Link>
          <span className="block text-xs text-muted font-normal">
            {props.category(row.category)}
            {row.responsible && ` · ${t("answers")}: ${row.responsible.name}`}
          </span>
          {row.snippet && <Snippet text={row.snippet} />}
        </>
      ),
    },
    {
      key: "revision",
      header: t("column-revision"),
      cell: (row) => <Revisions row={row} />,
    },
    {
      key: "shared",
      header: t("column-shared"),
      cell: (row) => {
        const revision = first(row);
        return (
          revision && (
            <span className="block text-sm">
              <time dateTime={revision.sharedAt}>{format.date(revision.sharedAt)}</time>
              <span className="block text-xs text-muted">{revision.sharedBy}</span>
            </span>
          )
        );
      },
    },
    {
      key: "size",
      header: t("column-size"),
      align: "end",
      cell: (row) => {
        const revision = first(row);
        if (!revision || row.state === "withdrawn" || revision.status === "withdrawn") return "–";
        if (revision.size === null || revision.extension === null)
          return <span className="text-sm">{t("level-exists")}</span>;
        const file = `${revision.extension.toUpperCase()} ${format.bytes(revision.size)}`;
        const open = (
          <a className="link inline-block py-1 mr-4" href={`${at(row.id)}/revisions/${revision.id}/view`}>
            {t("open")}
            <VisuallyHidden>
              {" "}
              {t("open-what", { number: row.number, revision: label(revision.label) })}
            </VisuallyHidden>
          </a>
        );
        if (row.rights.level !== "original")
          return (
            <span className="text-sm">
              {open}
              <span className="whitespace-nowrap">{file}</span>
              <span className="block text-xs text-muted">{t(`level-${row.rights.level}`)}</span>
            </span>
          );
        return (
          <>
            {open}
            <a
              className="link inline-block py-1 whitespace-nowrap"
              href={`${at(row.id)}/revisions/${revision.id}/file`}
            >
              <VisuallyHidden>
                {t("download-what", { number: row.number, revision: label(revision.label) })}:{" "}
              </VisuallyHidden>
              {file}
            </a>
          </>
        );
      },
    },
  ];
  return (
    <Table
      caption={props.caption}
      hideCaption
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.id}
      audience={(row) => (row.audience.kind === "room" ? undefined : audienceWords(row.audience))}
    />
  );
}

/** The revision that holds, and below it, on their tint, those that only some of the readers see. */
function Revisions({ row }: { row: ListedDocument }): ReactNode {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  return (
    <div>
      <Standing status={row.status} validUntil={row.validUntil} />
      {row.revisions.map((revision) => {
        const words = (
          <>
            {label(revision.label, "mark")}
            {revision.status === "withdrawn" && `, ${t("revision-withdrawn")}`}
          </>
        );
        if (revision.audience.id === row.audience.id)
          return (
            <span key={revision.id} className="block whitespace-nowrap">
              {words}
            </span>
          );
        return (
          <Backstage key={revision.id} shape="row" {...audienceWords(revision.audience)}>
            {words}
          </Backstage>
        );
      })}
    </div>
  );
}
