import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Backstage, Section, StateMark } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import type { ItemShown } from "../queries/rows.ts";
import { useStateWords, useTimeWords, useWaitWords } from "./words.ts";

/** The meeting that comes next, with all that one needs on the way to it. */
export function NextMeeting({ item }: { item: ItemShown }): ReactNode {
  const t = useMessages(scheduleMessages);
  const time = useTimeWords();
  const stateWords = useStateWords();
  const waits = useWaitWords()(item);
  const audienceWords = useAudienceWords();
  return (
    <Section title={t("next")}>
      <Backstage {...audienceWords(item.audience)}>
        <p className="text-lg font-semibold">
          <Link className="link" to={`/rooms/${item.room.id}/schedule/${item.id}`}>
            {item.title}
          </Link>
        </p>
        <p className="tabular-nums first-letter:uppercase">{time.full(item.time)}</p>
        {item.place && <p>{item.place}</p>}
        <p className="flex flex-wrap gap-x-3 text-sm mt-1">
          <StateMark {...stateWords(item)} />
          {waits && <span>{waits}</span>}
        </p>
        {item.link && (
          <p className="mt-2">
            <a className="link" href={item.link} rel="noreferrer">
              {t("fact-link")}
            </a>
          </p>
        )}
      </Backstage>
    </Section>
  );
}
