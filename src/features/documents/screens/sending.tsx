import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { act, ask } from "#platform/operations/form.ts";
import { AudienceTag, Badge, type Column, Page, Section, Table } from "#ui/index.ts";
import { useLabelWords } from "../components/labels.ts";
import { labelMessages } from "../label-messages.ts";
import { documentMessages } from "../messages.ts";
import { openSending } from "../sendings/commands.ts";
import { type SendingItem, showSending } from "../sendings/queries.ts";
import type { Route } from "./+types/sending.ts";

/** A transmittal; that a recipient has opened it is noted, as downloads are. Whoever looks as somebody else leaves no mark. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, sending } = params;
  const shown = await ask(context, showSending, { room, sending });
  if (!shown.mine || context.get(readerContext)?.viewing) return shown;
  await act(context, openSending, new FormData(), { room, sending });
  return ask(context, showSending, { room, sending });
}

export const meta: Route.MetaFunction = (args) => {
  const shown = args.loaderData;
  return pageTitle(args, null, shown ? `${shown.number} ${shown.subject}` : "");
};

type Receipt = Route.ComponentProps["loaderData"]["receipts"][number];

export default function Sending({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const levels = useMessages(labelMessages);
  const format = useFormat();
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  const { contents, receipts, ...sending } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const sent = new Map(contents.map((item) => [item.revision, item]));
  // First and last, where they are not the same.
  const span = (first: string, last: string | null) =>
    last && last !== first ? t("sending-last-opened", { date: format.dateTime(last) }) : "";
  const columns: Column<SendingItem>[] = [
    {
      key: "title",
      header: t("column-document"),
      rowHeader: true,
      cell: (row) => (
        <>
          <span className="inline-block min-w-16 pr-2 font-normal whitespace-nowrap">{row.number}</span>
          <Link className="link inline-block py-1" to={`${list}/${row.document}?revision=${row.revision}`}>
            {row.title}
          </Link>
        </>
      ),
    },
    {
      key: "revision",
      header: t("column-revision"),
      cell: (row) => (
        <>
          {label(row.label, "mark")}
          {row.status === "withdrawn" ? (
            <span className="block text-sm">{t("sending-withdrawn")}</span>
          ) : (
            row.newer && (
              <span className="block text-sm">{t("sending-newer", { revision: label(row.newer) })}</span>
            )
          )}
        </>
      ),
    },
    {
      key: "file",
      header: t("column-file"),
      cell: (row) => {
        if (row.status === "withdrawn") return "–";
        if (row.size === null || row.extension === null) return levels("level-exists");
        const file = `${row.extension.toUpperCase()} ${format.bytes(row.size)}`;
        const what = t("open-what", { number: row.number, revision: label(row.label) });
        const open = (
          <a
            className="link inline-block py-1 mr-4"
            href={`${list}/${row.document}/revisions/${row.revision}/view`}
          >
            {t("open")}
            <span className="sr-only"> {what}</span>
          </a>
        );
        if (row.level !== "original")
          return (
            <>
              {open}
              {`${file}, ${levels(`level-${row.level}`)}`}
            </>
          );
        return (
          <>
            {open}
            <a
              className="link inline-block py-1 whitespace-nowrap"
              href={`${list}/${row.document}/revisions/${row.revision}/file`}
            >
              <span className="sr-only">
                {t("download-what", { number: row.number, revision: label(row.label) })}:{" "}
              </span>
              {t("download-file", { file })}
            </a>
          </>
        );
      },
    },
  ];
  const receiptColumns: Column<Receipt>[] = [
    {
      key: "name",
      header: t("taken-name"),
      rowHeader: true,
      cell: ({ person }) => (
        <>
          {person.name}
          <span className="block text-xs text-muted font-normal">
            {person.company || t(`from-${person.side}`)}
          </span>
        </>
      ),
    },
    {
      key: "opened",
      header: t("sending-first-opened"),
      cell: ({ openedAt, lastOpenedAt }) =>
        openedAt
          ? t("sending-opened-at", { date: format.dateTime(openedAt) }) + span(openedAt, lastOpenedAt)
          : t("sending-not-opened"),
    },
    {
      key: "took",
      header: t("sending-took"),
      cell: ({ took }) =>
        took.length === 0 ? (
          <span className="text-muted">{t("sending-took-none")}</span>
        ) : (
          took.map((one) => {
            const item = sent.get(one.revision);
            const values = {
              number: item?.number ?? "",
              revision: item ? label(item.label, "mark") : "",
              date: format.dateTime(one.at),
            };
            return (
              <span key={`${one.revision} ${one.downloaded}`} className="block text-sm">
                {t(one.downloaded ? "sending-took-downloaded" : "sending-took-opened", values)}
                {span(one.at, one.last)}
              </span>
            );
          })
        ),
    },
  ];
  return (
    <Page
      title={sending.subject}
      lede={sending.note || undefined}
      crumbs={[
        { to: list, label: t("documents") },
        { to: `${list}/sendings`, label: t("sendings") },
      ]}
      crumbsLabel={t("documents")}
      aside={
        <>
          <strong>{sending.number}</strong>
          <AudienceTag {...audienceWords(sending.audience)} />
          <Badge>{t(`purpose-${sending.purpose}`)}</Badge>
        </>
      }
      actions={
        <>
          <a className="btn btn-primary" href={`${list}.zip?sending=${sending.id}`}>
            {t("all-zip")}
          </a>
          <a className="btn btn-secondary" href={`${list}/sendings/${sending.id}/transmittal.pdf`}>
            {t("sending-pdf")}
          </a>
        </>
      }
    >
      <p className="text-sm text-muted mb-6">
        {t("sending-by", { name: sending.sentBy, date: format.dateTime(sending.sentAt) })}
      </p>
      <Section title={t("sending-contents")}>
        <Table
          caption={t("sending-contents")}
          hideCaption
          columns={columns}
          rows={contents}
          rowKey={(row) => row.revision}
        />
      </Section>
      <Section title={t("sending-receipts")} note={t("sending-receipts-note")}>
        <Table
          caption={t("sending-receipts")}
          hideCaption
          columns={receiptColumns}
          rows={receipts}
          rowKey={({ person }) => person.id}
        />
      </Section>
    </Page>
  );
}
