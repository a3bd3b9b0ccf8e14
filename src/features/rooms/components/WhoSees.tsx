import { useMessages } from "#platform/i18n/index.ts";
import { PeopleList } from "#ui/index.ts";
import { whoReadsMessages } from "../who-reads.ts";

/** "Seen by: …": the names of all who see a thing, before and after it is published. Many names are one click away. */
export function WhoSees({
  people,
  label,
}: {
  people: readonly { name: string; company?: string | null }[];
  /** Other words than "Seen by:". */
  label?: string;
}) {
  const t = useMessages(whoReadsMessages);
  return (
    <PeopleList
      label={label ?? t("readers")}
      people={people}
      {...(people.length > 8 && { collapsed: t("people-count", { count: people.length }) })}
    />
  );
}
