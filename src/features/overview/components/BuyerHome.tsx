import { Link } from "react-router";
import type { GateWaiting } from "#features/gates/index.ts";
import type { WaitingItem } from "#features/process/index.ts";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import type { ItemShown } from "#features/schedule/index.ts";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { Badge, Card, EmptyState, Page, Section, StateMark } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import type { RoomLine } from "../queries/home.ts";
import { Meeting } from "./NextMeeting.tsx";
import { spoken } from "./spoken.ts";
import { useWaitingLines } from "./useWaitingLines.ts";
import { WaitingList } from "./WaitingList.tsx";

/** The customer's first screen: my rooms with what waits for me, my next meetings. */
export function BuyerHome(props: {
  rooms: RoomLine[];
  waiting: WaitingItem[];
  decisions: GateWaiting[];
  answers: ItemShown[];
  meetings: ItemShown[];
  supplier: string;
}) {
  const t = useMessages(overviewMessages);
  const lines = useWaitingLines();
  const waiting = [
    ...props.decisions.map(lines.decision),
    ...props.waiting.map(lines.activity),
    ...props.answers.map(lines.answer),
  ];
  if (props.rooms.length === 0)
    return (
      <Page title={t("home-buyer")}>
        <EmptyState title={t("empty-buyer")}>
          {t("empty-buyer-text", { supplier: props.supplier || "Frontstage" })}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("home-buyer")} lede={t("home-buyer-lede")}>
      <ul className="grid gap-4 md:grid-cols-2">
        {props.rooms.map((room) => (
          <li key={room.id}>
            <RoomCard room={room} waits={waiting.filter((line) => line.room.id === room.id).length} />
          </li>
        ))}
      </ul>
      <div className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          <Section title={t("waits-you")}>
            <WaitingList lines={waiting} none={t("waits-you-none")} withRoom />
          </Section>
        </div>
        <div className="min-w-0">
          <Section title={t("meetings")}>
            <Meetings meetings={props.meetings} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

function RoomCard({ room, waits }: { room: RoomLine; waits: number }) {
  const t = useMessages(overviewMessages);
  const { locale } = useReading();
  return (
    <Card
      level={2}
      title={
        <Link className="link" to={`/rooms/${room.id}`}>
          {room.name}
        </Link>
      }
      aside={room.news && <Badge kind="count">{t("news")}</Badge>}
    >
      <p className="text-muted text-sm">{[room.businessLine, room.code].filter(Boolean).join(", ")}</p>
      <p className="mt-2 flex flex-wrap gap-x-4">
        {room.state === "open" ? (
          room.phase && <StateMark state="running" label={spoken(room.phase.short, locale)} />
        ) : (
          <StateMark
            state={room.state === "won" ? "won" : room.state === "lost" ? "lost" : "done"}
            label={t(`state-${room.state}`)}
          />
        )}
        {waits > 0 && <StateMark state="waiting" label={t("room-waits", { count: waits })} />}
      </p>
    </Card>
  );
}

/** Meetings over several rooms. */
export function Meetings({ meetings }: { meetings: ItemShown[] }) {
  const t = useMessages(overviewMessages);
  if (meetings.length === 0) return <p className="text-muted">{t("meeting-none")}</p>;
  return (
    <AudienceRuns
      items={meetings.map((meeting) => ({
        key: meeting.id,
        audience: meeting.audience,
        content: <Meeting meeting={meeting} withRoom />,
      }))}
    />
  );
}
