import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import type { ItemShown } from "#features/schedule/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Backstage, Section, StateMark } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import { useWhen } from "./useWhen.ts";

/** The next meeting of a room. */
export function NextMeeting({ meeting, room }: { meeting: ItemShown | null; room: string }) {
  const t = useMessages(overviewMessages);
  const words = useAudienceWords();
  return (
    <Section title={t("meeting")}>
      {!meeting && <p className="text-muted">{t("meeting-none")}</p>}
      {meeting &&
        (meeting.audience.kind === "room" ? (
          <Meeting meeting={meeting} />
        ) : (
          <Backstage shape="row" {...words(meeting.audience)}>
            <Meeting meeting={meeting} />
          </Backstage>
        ))}
      <p className="mt-3">
        <Link className="link" to={`/rooms/${room}/schedule`}>
          {t("meeting-all")}
        </Link>
      </p>
    </Section>
  );
}

/** A meeting in three lines: what, when, where. With `withRoom` the room too, for lists over several. */
export function Meeting({ meeting, withRoom }: { meeting: ItemShown; withRoom?: boolean }) {
  const t = useMessages(overviewMessages);
  const when = useWhen();
  return (
    <div>
      <Link
        className="link inline-block py-0.5 font-semibold"
        to={`/rooms/${meeting.room.id}/schedule/${meeting.id}`}
      >
        {meeting.title}
      </Link>
      <p className="text-sm">{when(meeting.time)}</p>
      {meeting.state === "proposed" && <StateMark state="proposed" label={t("meeting-proposed")} />}
      {(withRoom || meeting.place) && (
        <p className="text-muted text-sm">
          {[withRoom && meeting.room.name, meeting.place].filter(Boolean).join(", ")}
        </p>
      )}
      {meeting.link && (
        <a className="link text-sm" href={meeting.link} rel="noreferrer">
          {t("meeting-join")}
        </a>
      )}
    </div>
  );
}
