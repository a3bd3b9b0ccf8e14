import { Link } from "react-router";
import { useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { Badge, type Column, StateMark, Table } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";
import { ageInDays, byPhase, totals } from "../model.ts";
import type { RoomLine } from "../queries/home.ts";
import { spoken } from "./spoken.ts";

/** My rooms under the phases that they are in, the latest phase first, each with its value, expected decision and age. */
export function RoomsByPhase({ rooms, today }: { rooms: RoomLine[]; today: string }) {
  const t = useMessages(homeMessages);
  const { locale } = useReading();
  const format = useFormat();
  const columns: Column<RoomLine>[] = [
    {
      key: "room",
      header: t("col-room"),
      rowHeader: true,
      cell: (room) => (
        <>
          <Link className="link" to={`/rooms/${room.id}`}>
            {room.name}
          </Link>{" "}
          {room.news && <Badge kind="count">{t("news")}</Badge>}
          <span className="block font-normal text-muted text-sm">{room.code}</span>
        </>
      ),
    },
    { key: "customer", header: t("col-customer"), cell: (room) => room.customer },
    {
      key: "value",
      header: t("col-value"),
      align: "end",
      cell: (room) => room.case?.value && format.money(room.case.value.minor, room.case.value.currency),
    },
    {
      key: "decision",
      header: t("col-decision"),
      align: "end",
      cell: (room) => (room.case?.expectedDecision ? format.date(room.case.expectedDecision) : t("no-date")),
    },
    {
      key: "age",
      header: t("age"),
      align: "end",
      cell: (room) => room.case && t("age-days", { days: ageInDays(room.case.openedAt, today) }),
    },
    { key: "owner", header: t("col-owner"), wideOnly: true, cell: (room) => room.case?.owner },
    {
      key: "state",
      header: t("col-state"),
      cell: (room) => (
        <StateMark
          state={({ open: "running", won: "won", lost: "lost", closed: "done" } as const)[room.state]}
          label={t(`state-${room.state}`)}
        />
      ),
    },
  ];
  return (
    <div className="grid gap-8 md:[&_.tbl]:table-fixed md:[&_thead_th:first-child]:w-[30%]">
      {byPhase(rooms).map((group) => (
        <Table
          key={group.key}
          caption={group.phase ? spoken(group.phase, locale) : t("phase-none")}
          columns={columns}
          rows={group.rooms}
          rowKey={(room) => room.id}
          {...(group.rooms.length > 1 && {
            footer: {
              room: t("total"),
              value: totals(group.rooms).map(([currency, minor]) => (
                <span key={currency} className="block">
                  {format.money(minor, currency)}
                </span>
              )),
            },
          })}
        />
      ))}
    </div>
  );
}
