import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { typedDay } from "#platform/typed.ts";
import { ButtonLink, DateField, EmptyState, FilterBar, Page, Pagination, Select } from "#ui/index.ts";
import { LogDays } from "../components/LogDays.tsx";
import { logMessages } from "../log-messages.ts";
import { kindGroups } from "../model/kinds.ts";
import { logEntries } from "../queries/entries.ts";
import type { Route } from "./+types/log.ts";

const filters = ["audience", "group", "person", "from", "to"] as const;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const search = new URL(request.url).searchParams;
  const given = Object.fromEntries(
    [...filters, "cursor"].flatMap((name) => {
      const text = search.get(name);
      return text ? [[name, name === "from" || name === "to" ? typedDay(text) : text]] : [];
    }),
  );
  const zone = context.get(preferencesContext).timeZone;
  const page = await ask(context, logEntries, { ...given, zone, room: params.room });
  return { ...page, given: given as Partial<Record<(typeof filters)[number] | "cursor", string>> };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, logMessages, "title");

/** The room's log, to read: by day, the latest first. */
export default function LogScreen({ loaderData, params }: Route.ComponentProps) {
  const { entries, next, given, audiences, people } = loaderData;
  const t = useMessages(logMessages);
  const words = useAudienceWords();
  const here = `/rooms/${params.room}/log`;
  const filtered = filters.some((name) => given[name]);
  return (
    <Page
      title={t("title")}
      lede={t("lede")}
      actions={
        <>
          <ButtonLink to={`${here}/verification`}>{t("verify")}</ButtonLink>
          <ButtonLink to={`${here}.jsonl`} icon="download" reloadDocument>
            {t("export")}
          </ButtonLink>
        </>
      }
    >
      <FilterBar
        label={t("filter")}
        submit={t("filter-submit")}
        clear={
          filtered && (
            <Link className="link" to={here}>
              {t("clear")}
            </Link>
          )
        }
      >
        <Select
          name="group"
          label={t("group")}
          empty={t("all-kinds")}
          defaultValue={given.group}
          options={kindGroups.map((group) => ({ value: group, label: t(`group-${group}`) }))}
        />
        <Select
          name="person"
          label={t("person")}
          empty={t("all-people")}
          defaultValue={given.person}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          name="audience"
          label={t("audience")}
          empty={t("all-audiences")}
          defaultValue={given.audience}
          options={audiences.map((audience) => ({ value: audience.id, label: words(audience).label }))}
        />
        <DateField name="from" label={t("from")} defaultValue={given.from} />
        <DateField name="to" label={t("to")} defaultValue={given.to} />
      </FilterBar>
      {entries.length === 0 ? (
        <EmptyState title={t("empty")}>{t("empty-text")}</EmptyState>
      ) : (
        <LogDays entries={entries} />
      )}
      <Pagination
        label={t("pages")}
        next={
          next
            ? { to: `${here}?${new URLSearchParams({ ...given, cursor: next })}`, label: t("next") }
            : undefined
        }
      />
    </Page>
  );
}
