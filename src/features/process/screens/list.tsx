import { Link, redirect } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf, preferencesContext } from "#platform/identity/context.ts";
import { act, ask } from "#platform/operations/form.ts";
import { ButtonLink, Disclosure, EmptyState, FilterBar, Page, Section, Select } from "#ui/index.ts";
import { chooseWay, enterPhase } from "../commands/course.ts";
import { startProcess } from "../commands/start.ts";
import { ActivityTable } from "../components/ActivityTable.tsx";
import { ChooseWay, EnterPhase, StartProcess } from "../components/Course.tsx";
import { Line } from "../components/Line.tsx";
import { processRoomMessages } from "../messages.ts";
import { listProcess } from "../queries/list.ts";
import { listView, type PhasePart, SHOWN, type Shown } from "../view/list.ts";
import { todayIn } from "../view/words.ts";
import type { Route } from "./+types/list.ts";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { locale, timeZone } = context.get(preferencesContext);
  const given = new URL(request.url).searchParams.get("show");
  const shown: Shown = SHOWN.find((one) => one === given) ?? "all";
  const list = await ask(context, listProcess, { room: params.room });
  const today = todayIn(timeZone);
  const me = actorOf(context).personId;
  return { ...listView(list, { me, language: locale, today }, shown), shown, today };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const room = { room: params.room };
  const carryOut = () => {
    if (form.get("intent") === "start") return act(context, startProcess, form, room);
    if (form.get("intent") === "way") return act(context, chooseWay, form, room);
    return act(context, enterPhase, form, room);
  };
  const done = await carryOut();
  return "ok" in done ? redirect(`/rooms/${params.room}/process`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, processRoomMessages, "title");

/** What is to be done in this room, by phase: what, who, when, and how it stands. */
export default function ProcessScreen({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  const room = useRoom();
  const { phases, shown, may, counts } = loaderData;
  const here = `/rooms/${params.room}/process`;
  if (loaderData.name === null)
    return (
      <Page title={t("title")}>
        {may.lead && loaderData.blueprints.length > 0 ? (
          <Section title={t("no-process")} note={t("no-process-lead")}>
            <StartProcess blueprints={loaderData.blueprints} today={loaderData.today} answer={actionData} />
          </Section>
        ) : (
          <EmptyState title={t("no-process")}>{t("no-process-text")}</EmptyState>
        )}
      </Page>
    );
  const listed = phases.filter(({ rows, points }) => rows.length + points.length > 0);
  return (
    <Page
      title={t("title")}
      lede={loaderData.name}
      actions={
        <>
          <ButtonLink to={`${here}/picture`} icon="process">
            {t("picture")}
          </ButtonLink>
          {may.tailor && (
            <ButtonLink to={`${here}/activities/new`} icon="add">
              {t("add-activity")}
            </ButtonLink>
          )}
        </>
      }
    >
      <Line points={loaderData.line} />
      {may.lead && !room.viewing && (
        <div className="mt-4 grid gap-2 no-print">
          <EnterPhase phases={phases} version={loaderData.version} answer={actionData} />
          {loaderData.ways.map((way) => (
            <ChooseWay key={way.key} way={way} answer={actionData} />
          ))}
        </div>
      )}
      <FilterBar label={t("filter")} submit={t("filter-do")}>
        <Select
          name="show"
          label={t("show")}
          short
          defaultValue={shown}
          options={SHOWN.map((one) => ({ value: one, label: t(`show-${one}`, { count: counts[one] }) }))}
        />
      </FilterBar>
      {listed.length === 0 && (
        <EmptyState title={t(`none-${shown}`)}>
          <Link className="link" to={here}>
            {t("show-all-again")}
          </Link>
        </EmptyState>
      )}
      <div className="mt-4 grid gap-4">
        {listed.map((phase) => (
          <PhaseSection key={phase.id} room={params.room} phase={phase} open={shown !== "all"} />
        ))}
      </div>
      <Ending room={params.room} lead={may.lead} />
    </Page>
  );
}

/** The way to where a sale is ended and its reasons stand; out of the way, since it is rarely wanted. */
function Ending({ room, lead }: { room: string; lead: boolean }) {
  const t = useMessages(processRoomMessages);
  const { state, side, viewing } = useRoom();
  const ends = state === "open" && lead && side === "seller" && !viewing;
  if (!ends && (state !== "lost" || side === "partner")) return null;
  return (
    <p className="no-print mt-8 text-muted text-sm">
      {ends && `${t("loss-open")} `}
      <Link className="link" to={`/rooms/${room}/process/loss`}>
        {t(ends ? "loss-end" : "loss")}
      </Link>
    </p>
  );
}

/** The phase that the project is in lies open; those behind and ahead are one click away. */
function PhaseSection({ room, phase, open }: { room: string; phase: PhasePart; open: boolean }) {
  const t = useMessages(processRoomMessages);
  const note = `${t(`phase-${phase.state}`)} · ${t("done-of", { done: phase.done, of: phase.of })}`;
  const table = <ActivityTable room={room} phase={phase} />;
  if (open || phase.state === "current")
    return (
      <Section id={`phase-${phase.id}`} title={phase.title} note={note}>
        {table}
      </Section>
    );
  return (
    <div id={`phase-${phase.id}`} className="border-rule border-b pb-2">
      <Disclosure
        summary={
          <>
            <span className="font-semibold text-ink">{phase.title}</span>{" "}
            <span className="text-muted text-sm">{note}</span>
          </>
        }
      >
        {table}
      </Disclosure>
    </div>
  );
}
