import { Link } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { DefinitionList, Stamp, StateMark } from "#ui/index.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import type { ActivityView } from "../view/activity.ts";
import { useTone } from "./audience.ts";
import { useDates } from "./dates.ts";

/** Phase, dates, channel, what comes before and after. */
export function Facts({ room, activity }: { room: string; activity: ActivityView }) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  const dates = useDates();
  const { side } = useRoom();
  const late = dates.late(activity.late);
  return (
    <DefinitionList
      items={[
        { term: t("phase"), value: activity.phaseTitle },
        { term: t("planned"), value: dates.planned(activity) ?? t("no-dates") },
        { term: t("actual"), value: dates.actual(activity) },
        { term: t("lateness"), value: late && <span className="text-bad">{late}</span> },
        {
          term: t("channel"),
          value: activity.channel && words(`channel-${activity.channel}`),
        },
        { term: t("comes-after"), value: <Steps room={room} steps={activity.before} /> },
        { term: t("comes-before"), value: <Steps room={room} steps={activity.after} /> },
        // The supplier's own bookkeeping: it says nothing to the customer.
        {
          term: t("classification"),
          value: side === "seller" && activity.pcf.length > 0 && activity.pcf.join(", "),
        },
      ].filter(({ value }) => value)}
    />
  );
}

const PLACES = { activity: "activities", gate: "gates", handover: "handovers" } as const;

function Steps({ room, steps }: { room: string; steps: ActivityView["before"] }) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  if (steps.length === 0) return <span className="text-muted">{t("nothing")}</span>;
  return (
    <ul className="m-0 list-none p-0">
      {steps.map((step) => (
        <li key={step.id} className="flex flex-wrap items-center gap-2">
          {step.paged ? (
            <Link className="link" to={`/rooms/${room}/process/${PLACES[step.kind]}/${step.id}`}>
              {step.title}
            </Link>
          ) : (
            step.title
          )}
          {step.kind !== "activity" && ` (${t(step.kind)})`}
          {step.state && <StateMark state={step.state} label={words(`state-${step.state}`)} />}
        </li>
      ))}
    </ul>
  );
}

/** Things that the activity needs and makes, with the documents that are there. */
export function Artefacts({ room, activity }: { room: string; activity: ActivityView }) {
  const t = useMessages(processRoomMessages);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {activity.needs.length > 0 && <Things title={t("needed")} things={activity.needs} room={room} />}
      {activity.makes.length > 0 && (
        <Things
          title={t("made")}
          things={activity.makes}
          room={room}
          add={!activity.events.every((one) => one === "drop")}
        />
      )}
    </div>
  );
}

function Things({
  title,
  things,
  room,
  add,
}: {
  title: string;
  things: ActivityView["needs"];
  room: string;
  add?: boolean;
}) {
  const t = useMessages(processRoomMessages);
  const tone = useTone();
  return (
    <div>
      <h3 className="text-base font-semibold">{title}</h3>
      <ul className="m-0 list-none p-0">
        {things.map((thing) => (
          <li key={thing.id} className="py-1">
            {thing.title}
            {thing.audience.kind !== "room" && (
              <small className="text-muted"> · {tone(thing.audience).label}</small>
            )}
            {thing.documents.map((document) => (
              <div key={document.id}>
                <Link className="link" to={`/rooms/${room}/documents/${document.id}`}>
                  {document.number} {document.title}
                </Link>
              </div>
            ))}
            {thing.documents.length === 0 && (
              <small className="block text-muted">
                {t("no-document")}
                {add && (
                  <>
                    {" "}
                    <Link className="link" to={`/rooms/${room}/documents/new?artefact=${thing.key}`}>
                      {t("add-document")}
                    </Link>
                  </>
                )}
              </small>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const TOLD = [
  "added",
  "started",
  "waiting",
  "resumed",
  "done",
  "reopened",
  "dropped",
  "restored",
  "moved",
  "dated",
  "renamed",
  "changed",
  "assigned",
  "unassigned",
  "participant-removed",
  "published",
] as const;

/** What was done with it, the latest first; only what the reader may know. */
export function History({ activity }: { activity: ActivityView }) {
  const t = useMessages(processRoomMessages);
  const format = useFormat();
  if (activity.history.length === 0) return <p className="text-muted">{t("no-history")}</p>;
  return (
    <ol className="m-0 grid list-none gap-2 p-0">
      {activity.history.map((entry) => {
        const kind = TOLD.find((one) => one === entry.kind);
        return (
          <li key={`${entry.at} ${entry.kind} ${entry.detail}`}>
            <Stamp at={entry.at}>{format.dateTime(entry.at)}</Stamp> {entry.who}{" "}
            {t(kind ? `did-${kind}` : "did-other")}
            {entry.detail && <span className="text-muted">: {entry.detail}</span>}
          </li>
        );
      })}
    </ol>
  );
}
