import { AudienceRuns } from "#features/rooms/components/index.ts";
import { grouped } from "#platform/grouped.ts";
import { useFormat } from "#platform/i18n/index.ts";
import { Section, Stamp } from "#ui/index.ts";
import type { LogEntry } from "../model/log.ts";
import { EntryWords } from "./EntryWords.tsx";

/** Entries under the days on which they happened. What not all of the room can see stands on its tint. */
export function LogDays({ entries }: { entries: LogEntry[] }) {
  const format = useFormat();
  const days = [...grouped(entries, (entry) => format.day(entry.at))];
  return days.map(([day, same]) => (
    <Section key={day} title={day}>
      <AudienceRuns
        items={same.map((entry) => ({
          key: `${entry.audience.id} ${entry.seq}`,
          audience: entry.audience,
          content: <LogLine entry={entry} />,
        }))}
      />
    </Section>
  ));
}

function LogLine({ entry }: { entry: LogEntry }) {
  const format = useFormat();
  return (
    <p className="grid grid-cols-[3.5rem_minmax(0,1fr)]">
      <Stamp at={entry.at} title={format.dateTime(entry.at)}>
        {format.time(entry.at)}
      </Stamp>
      <span>
        <EntryWords {...entry} actors={entry.actor ? [entry.actor] : []} />
      </span>
    </p>
  );
}
