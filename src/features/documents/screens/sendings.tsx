import { Link } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, type Column, EmptyState, Page, Table } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { listSendings, type SendingHead } from "../sendings/queries.ts";
import type { Route } from "./+types/sendings.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, listSendings, { room: params.room });

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "sendings");

export default function Sendings({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const { rights, viewing } = useRoom();
  const list = `/rooms/${params.room}/documents`;
  const columns: Column<SendingHead>[] = [
    {
      key: "subject",
      header: t("sending-subject"),
      rowHeader: true,
      cell: (row) => (
        <>
          <span className="inline-block min-w-16 pr-2 font-normal whitespace-nowrap">{row.number}</span>
          <Link className="link inline-block py-1" to={`${list}/sendings/${row.id}`}>
            {row.subject}
          </Link>
        </>
      ),
    },
    {
      key: "sent",
      header: t("sending-when"),
      cell: (row) => (
        <span className="block text-sm">
          <time dateTime={row.sentAt}>{format.date(row.sentAt)}</time>
          <span className="block text-xs text-muted">{row.sentBy}</span>
        </span>
      ),
    },
    { key: "items", header: t("sending-contents"), cell: (row) => t("sending-items", { count: row.items }) },
    {
      key: "opened",
      header: t("sending-receipts"),
      cell: (row) => t("sending-opened", { opened: row.opened, all: row.recipients }),
    },
  ];
  return (
    <Page
      title={t("sendings")}
      lede={t("sendings-lede")}
      actions={
        rights.includes("room.work") &&
        !viewing && (
          <ButtonLink look="primary" to={list}>
            {t("sendings-choose")}
          </ButtonLink>
        )
      }
      crumbs={[{ to: list, label: t("documents") }]}
      crumbsLabel={t("documents")}
    >
      {rights.includes("room.work") && !viewing && (
        <p className="text-sm text-muted mb-4">{t("sendings-how")}</p>
      )}
      <Table
        caption={t("sendings")}
        hideCaption
        columns={columns}
        rows={loaderData.sendings}
        rowKey={(row) => row.id}
        audience={(row) => (row.audience.kind === "room" ? undefined : audienceWords(row.audience))}
        empty={<EmptyState title={t("sendings-empty")}>{t("sendings-empty-text")}</EmptyState>}
      />
    </Page>
  );
}
