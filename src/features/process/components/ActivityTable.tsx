import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Badge, StateMark, Table } from "#ui/index.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import type { ActivityRow, PhasePart, PointRow } from "../view/list.ts";
import { useTone } from "./audience.ts";
import { useDates } from "./dates.ts";
import { TakingPart } from "./Taking.tsx";

type Row = ActivityRow | PointRow;
type Words = Parameters<
  ReturnType<typeof useMessages<keyof (typeof processMessages.byLocale)["en"] & string>>
>[0];
const isPoint = (row: Row): row is PointRow => "kind" in row;

/** The activities of a phase: what, how it stands, who, when; decisions and handovers stand last. */
export function ActivityTable({ room, phase }: { room: string; phase: PhasePart }) {
  const t = useMessages(processRoomMessages);
  const tone = useTone();
  const format = useFormat();
  const here = `/rooms/${room}/process`;
  const rows: Row[] = [...phase.rows, ...phase.points];
  return (
    <Table<Row>
      caption={t("activities-of", { phase: phase.title })}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      audience={(row) => (row.audience.kind === "room" ? undefined : tone(row.audience))}
      columns={[
        {
          key: "activity",
          header: t("activity"),
          rowHeader: true,
          cell: (row) =>
            isPoint(row) ? (
              <Point row={row} to={`${here}/${row.kind}s/${row.id}`} />
            ) : (
              <Title row={row} to={`${here}/activities/${row.id}`} />
            ),
        },
        { key: "state", header: t("state"), cell: (row) => <State row={row} /> },
        { key: "who", header: t("who"), cell: (row) => (isPoint(row) ? null : <Who row={row} />) },
        {
          key: "when",
          header: t("when"),
          cell: (row) =>
            isPoint(row) ? row.plannedOn ? format.date(row.plannedOn) : null : <When row={row} />,
        },
      ]}
    />
  );
}

function Point({ row, to }: { row: PointRow; to: string }) {
  const t = useMessages(processRoomMessages);
  return (
    <>
      {row.stands ? (
        <Link className="link" to={to}>
          {row.title}
        </Link>
      ) : (
        row.title
      )}
      <small className="block font-normal text-muted">{t(row.kind)}</small>
    </>
  );
}

function Title({ row, to }: { row: ActivityRow; to: string }) {
  const t = useMessages(processRoomMessages);
  const format = useFormat();
  return (
    <>
      <Link className="link" to={to}>
        {row.title}
      </Link>
      {row.waits === "mine" && (
        <>
          {" "}
          <Badge kind="count">{t("waits-for-you")}</Badge>
        </>
      )}
      {row.state === "waiting" && row.waitingFor && (
        <small className="block font-normal text-muted">
          {t(`waiting-${row.waitingFor}`)}: {row.note}
        </small>
      )}
      {row.state === "dropped" && row.note && (
        <small className="block font-normal text-muted">{row.note}</small>
      )}
      {row.makes.length > 0 && (
        <small className="block font-normal text-muted">
          {t("makes", { things: format.list(row.makes) })}
        </small>
      )}
    </>
  );
}

/** State in shape, colour and words; late is a state of its own to the eye. */
function State({ row }: { row: Row }) {
  const t = useMessages(processMessages);
  if (isPoint(row))
    return row.stands && <StateMark state={row.stands.mark} label={t(row.stands.words as Words)} />;
  if (row.state === "done" && !row.actualEnd) return <StateMark state="done" label={t("state-in-place")} />;
  const late = row.late.kind === "start-late" || row.late.kind === "end-late";
  return (
    <StateMark
      state={late && row.state !== "waiting" ? "late" : row.state}
      label={late ? `${t(`state-${row.state}`)}, ${t("state-late")}` : t(`state-${row.state}`)}
    />
  );
}

function Who({ row }: { row: ActivityRow }) {
  const t = useMessages(processRoomMessages);
  const format = useFormat();
  return (
    <div>
      {row.leads ? <TakingPart taking={row.leads} /> : t("supplier-leads")}
      {row.others.length > 0 && (
        <small className="block font-normal text-muted">
          {t("together-with", {
            names: format.list(row.others.map(({ person, role, lane }) => person?.name ?? role ?? lane)),
          })}
        </small>
      )}
    </div>
  );
}

function When({ row }: { row: ActivityRow }) {
  const dates = useDates();
  const t = useMessages(processRoomMessages);
  const actual = dates.actual(row);
  const planned = dates.planned(row);
  const late = dates.late(row.late);
  return (
    <div>
      {actual ?? planned ?? <span className="text-muted">{t("no-dates")}</span>}
      {actual && planned && !row.actualEnd && (
        <small className="block font-normal text-muted">{t("planned-to", { span: planned })}</small>
      )}
      {late && <small className="block text-bad">{late}</small>}
    </div>
  );
}
