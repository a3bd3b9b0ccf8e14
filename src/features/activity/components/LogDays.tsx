import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat } from "#platform/i18n/index.ts";
import { Backstage, Section, Stamp } from "#ui/index.ts";
import type { LogEntry } from "../model/log.ts";
import { EntryWords } from "./EntryWords.tsx";

/** Entries under the days on which they happened. What not all of the room can see stands on its tint. */
export function LogDays({ entries, dayOf }: { entries: LogEntry[]; dayOf: (at: string) => string }) {
  const days = [...Map.groupBy(entries, (entry) => dayOf(entry.at))];
  return days.map(([day, same]) => (
    <Section key={day} title={day}>
      <ol className="grid gap-2">
        {same.map((entry) => (
          <LogLine key={`${entry.audience.id} ${entry.seq}`} entry={entry} />
        ))}
      </ol>
    </Section>
  ));
}

function LogLine({ entry }: { entry: LogEntry }) {
  const format = useFormat();
  const words = useAudienceWords();
  const line = (
    <p className="flex flex-wrap gap-x-4">
      <Stamp at={entry.at} title={format.dateTime(entry.at)}>
        {format.time(entry.at)}
      </Stamp>
      <span>
        <EntryWords
          actors={entry.actor ? [entry.actor.name] : []}
          kind={entry.kind}
          label={entry.label}
          words={entry.words}
          path={entry.path}
        />
      </span>
    </p>
  );
  if (entry.audience.kind === "room") return <li>{line}</li>;
  return (
    <Backstage as="li" shape="row" {...words(entry.audience)}>
      {line}
    </Backstage>
  );
}
