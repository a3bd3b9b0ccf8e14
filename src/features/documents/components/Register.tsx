import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { grouped } from "#platform/grouped.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Badge, type Column, Section, Table, VisuallyHidden } from "#ui/index.ts";
import { labelMessages } from "../label-messages.ts";
import { documentMessages } from "../messages.ts";
import { type Shelf, shelfOf } from "../model/categories.ts";
import type { ListedDocument } from "../queries/list.ts";
import { choosing } from "./Chosen.tsx";
import { useLabelWords } from "./labels.ts";
import { Snippet } from "./Snippet.tsx";
import { Standing } from "./Standing.tsx";
import { useCategoryWords } from "./words.ts";

/** The register's pages: a section for each group of categories, the confidential commercial area last. */
export function Register(props: {
  room: string;
  documents: ListedDocument[];
  categories: readonly Shelf[];
}): ReactNode {
  const { room, documents, categories } = props;
  const t = useMessages(documentMessages);
  const words = useCategoryWords(categories);
  const sections = grouped(documents, (one) => `${one.commercial ? 1 : 0}${shelfOf(one.category)}`);
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
  const levels = useMessages(labelMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const label = useLabelWords();
  const at = (document: string) => `/rooms/${props.room}/documents/${document}`;
  const first = (row: ListedDocument) => row.revisions[0];
  const described = (row: ListedDocument) => (
    <span className="block text-xs text-muted font-normal">
      {props.category(row.category)}
      {row.responsible && ` · ${t("answers")}: ${row.responsible.name}`}
    </span>
  );
  const dated = (row: ListedDocument) => {
    const revision = first(row);
    return (
      revision && (
        <span className="block text-sm">
          <time dateTime={revision.sharedAt}>{format.date(revision.sharedAt)}</time>
          <span className="block text-xs text-muted">{revision.sharedBy}</span>
        </span>
      )
    );
  };
  const file = (row: ListedDocument) => {
    const revision = first(row);
    if (!revision || row.state === "withdrawn" || revision.status === "withdrawn") return "–";
    if (revision.size === null || revision.extension === null)
      return <span className="text-sm">{levels("level-exists")}</span>;
    const kind = `${revision.extension.toUpperCase()} ${format.bytes(revision.size)}`;
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
          <span className="whitespace-nowrap">{kind}</span>
          <span className="block text-xs text-muted">{levels(`level-${row.rights.level}`)}</span>
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
          {kind}
        </a>
      </>
    );
  };
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
          <span className="sm:inline-block sm:min-w-16 pr-2 font-normal whitespace-nowrap">{row.number}</span>
          <Link className="link sm:inline-block py-1" to={at(row.id)}>
            {row.title}
          </Link>
          {row.isNew && (
            <span className="ml-2">
              <Badge>{t("new")}</Badge>
            </span>
          )}
          <span className="wide-only">{described(row)}</span>
          {row.snippet && <Snippet text={row.snippet} />}
          <details className="narrow-only font-normal text-sm">
            <summary className="py-1">
              <InShort row={row} />
            </summary>
            <div className="grid gap-1 py-1">
              {described(row)}
              <Revisions row={row} />
              {dated(row)}
              {file(row)}
            </div>
          </details>
        </>
      ),
    },
    {
      key: "revision",
      header: t("column-revision"),
      wideOnly: true,
      cell: (row) => <Revisions row={row} />,
    },
    { key: "date", header: t("column-date"), wideOnly: true, cell: dated },
    { key: "file", header: t("column-file"), align: "end", wideOnly: true, cell: file },
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

/** On a narrow screen all that is said before somebody asks for more: revision and state. */
function InShort({ row }: { row: ListedDocument }): ReactNode {
  const label = useLabelWords();
  const [revision] = row.revisions;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3">
      {revision && <span>{label(revision.label, "mark")}</span>}
      <Standing status={row.status} validUntil={null} />
    </span>
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
            {/* What it is for, where the state does not say it. */}
            {revision.status !== "withdrawn" && revision.purpose !== row.status && (
              <span className="block text-xs text-muted">{t(`purpose-${revision.purpose}`)}</span>
            )}
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
