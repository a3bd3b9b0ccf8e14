import { Form, Link } from "react-router";
import { type ChangeGroup, EntryWords, groupChanges } from "#features/activity/components/index.ts";
import type { Changes as ChangesShape } from "#features/activity/index.ts";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Section, Stamp } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import { useVisit } from "./useVisit.ts";

/** Lines that are told here; fewer on the first visit, when everything is new. */
const most = 15;
const mostAtFirst = 6;

/** What others did since my last visit, grouped and in words. */
export function Changes({
  changes,
  room,
  viewing,
}: {
  changes: ChangesShape;
  room: string;
  viewing: boolean;
}) {
  const t = useMessages(overviewMessages);
  const format = useFormat();
  useVisit(room, changes.upTo, viewing);
  const groups = groupChanges(changes.entries);
  const told = groups.slice(0, changes.since ? most : mostAtFirst);
  const when = changes.since ? format.dateTime(changes.since) : "";
  const note =
    groups.length === 0
      ? t(changes.since ? "changes-none" : "changes-none-first", { when })
      : t(changes.since ? "changes-since" : "changes-first", { when });
  return (
    <Section
      id="changes"
      title={t("changes")}
      note={note}
      actions={
        groups.length > 0 &&
        !viewing && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="upTo" value={changes.upTo} />
            <Button size="small" name="done" value="on" icon="check">
              {t("changes-seen")}
            </Button>
          </Form>
        )
      }
    >
      {groups.length > 0 && (
        <AudienceRuns
          items={told.map((group) => ({
            key: `${group.audience.id} ${group.seq}`,
            audience: group.audience,
            content: <ChangeLine group={group} />,
          }))}
        />
      )}
      {(changes.more || groups.length > told.length || groups.length === 0) && (
        <p className="mt-4">
          <Link className="link" to={`/rooms/${room}/log`}>
            {t("changes-more")}
          </Link>
        </p>
      )}
    </Section>
  );
}

function ChangeLine({ group }: { group: ChangeGroup }) {
  const t = useMessages(overviewMessages);
  const format = useFormat();
  return (
    <p>
      <EntryWords {...group} actors={group.actor ? [group.actor] : []} />
      {group.count > 1 && ` ${t("changes-earlier", { count: group.count - 1 })}`}
      <span className="ml-2 text-muted text-sm">
        <Stamp at={group.at} title={format.dateTime(group.at)}>
          {format.relative(group.at)}
        </Stamp>
      </span>
    </p>
  );
}
