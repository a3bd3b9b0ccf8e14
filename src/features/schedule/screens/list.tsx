import { Link, useSearchParams } from "react-router";
import { milestoneStands } from "#features/process/index.ts";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages, useReading } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, Disclosure, EmptyState, FilterBar, Notice, Page, Select } from "#ui/index.ts";
import { NextMeeting } from "../components/NextMeeting.tsx";
import { ScheduleRows } from "../components/ScheduleRows.tsx";
import { ScheduleTimeline } from "../components/ScheduleTimeline.tsx";
import { useTimeWords } from "../components/words.ts";
import { scheduleMessages } from "../messages.ts";
import { agendaRows, splitAtThisWeek } from "../model/agenda.ts";
import { itemKinds } from "../model/time.ts";
import { scheduleList } from "../queries/list.ts";
import type { Route } from "./+types/list.ts";

/** The schedule, filtered by address. A filter that is none shows everything. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const given = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value));
  const chosen = scheduleList.input.pick({ kind: true, show: true }).safeParse(given);
  const list = await ask(context, scheduleList, {
    room: params.room,
    ...(chosen.success ? chosen.data : {}),
  });
  const { locale } = context.get(preferencesContext);
  return {
    ...list,
    // In words already, so that the browser needs not those of the process.
    milestones: list.milestones.map((one) => ({ ...one, stands: milestoneStands(one.state, locale) })),
    now: new Date().toISOString(),
  };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, scheduleMessages, "title");

export default function Schedule({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(scheduleMessages);
  const { timeZone } = useReading();
  const time = useTimeWords();
  const room = useRoom();
  const [search] = useSearchParams();
  const here = `/rooms/${params.room}/schedule`;
  const now = new Date(loaderData.now);
  const rows = agendaRows(loaderData.items, loaderData.milestones, now, timeZone);
  const filtered = Boolean(search.get("kind")) || ![null, "", "all"].includes(search.get("show"));
  const timeline = search.get("view") === "timeline";
  const { earlier, rest } = splitAtThisWeek(rows);
  const mayTalk = room.rights.includes("room.talk") && !room.viewing;
  return (
    <Page
      title={t("title")}
      lede={t("lede")}
      actions={
        mayTalk && (
          <ButtonLink look="primary" icon="add" to={`${here}/new`}>
            {t("propose")}
          </ButtonLink>
        )
      }
    >
      {loaderData.waiting > 0 && search.get("show") !== "open" && (
        <div className="mb-6">
          <Notice title={t("waiting-count", { count: loaderData.waiting })}>
            {" "}
            <Link className="link" to={`${here}?show=open`}>
              {t("waiting-show")}
            </Link>
          </Notice>
        </div>
      )}
      {loaderData.next && !filtered && !timeline && (
        <div className="mb-6">
          <NextMeeting item={loaderData.next} />
        </div>
      )}
      <FilterBar
        label={t("filter")}
        submit={t("filter-submit")}
        clear={
          filtered && (
            <Link className="link" to={timeline ? `${here}?view=timeline` : here}>
              {t("filter-clear")}
            </Link>
          )
        }
      >
        <Select
          name="view"
          label={t("view")}
          defaultValue={timeline ? "timeline" : ""}
          options={[
            { value: "", label: t("view-list") },
            { value: "timeline", label: t("view-timeline") },
          ]}
        />
        <Select
          name="kind"
          label={t("filter-kind")}
          empty={t("all-kinds")}
          defaultValue={search.get("kind") ?? ""}
          options={itemKinds.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
        />
        <Select
          name="show"
          label={t("filter-show")}
          defaultValue={search.get("show") ?? "all"}
          options={(["all", "open", "mine"] as const).map((show) => ({
            value: show,
            label: t(`show-${show}`),
          }))}
        />
      </FilterBar>
      {rows.length === 1 ? (
        <EmptyState title={filtered ? t("empty-filter") : t("empty")}>
          {filtered ? t("empty-filter-text") : t("empty-text")}
        </EmptyState>
      ) : timeline ? (
        <div className="mt-6">
          <ScheduleTimeline rows={rows} now={now} />
        </div>
      ) : (
        <>
          {earlier.length > 0 && (
            <div className="mb-6">
              <Disclosure summary={t("earlier", { count: earlier.length })} open={rest.length === 1}>
                <ScheduleRows rows={earlier} />
              </Disclosure>
            </div>
          )}
          <ScheduleRows rows={rest} />
        </>
      )}
      <p className="text-sm text-muted mt-6">
        {t("your-zone", { place: time.zonePlace })}{" "}
        <Link className="link no-print" to="/account/calendar">
          {t("calendar-here")}
        </Link>
      </p>
    </Page>
  );
}
