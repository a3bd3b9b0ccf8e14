import { Link } from "react-router";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { Badge, Card, EmptyState, Page, StateMark } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";
import type { RoomLine } from "../queries/home.ts";
import { type Day, MyDay, useMyLines } from "./MyDay.tsx";
import { spoken } from "./spoken.ts";

/** The customer's first screen: my rooms with what waits for me, my next meetings. */
export function BuyerHome(props: Day & { rooms: RoomLine[]; supplier: string }) {
  const t = useMessages(homeMessages);
  const lines = useMyLines(props);
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
            <RoomCard room={room} waits={lines.filter((line) => line.room.id === room.id).length} />
          </li>
        ))}
      </ul>
      <div className="mt-10">
        <MyDay lines={lines} meetings={props.meetings} />
      </div>
    </Page>
  );
}

function RoomCard({ room, waits }: { room: RoomLine; waits: number }) {
  const t = useMessages(homeMessages);
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
