import { redirect } from "react-router";
import type { Wording } from "#features/process/index.ts";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  AudienceTag,
  Backstage,
  CheckboxGroup,
  Notice,
  Page,
  RadioGroup,
  Section,
  Select,
  StateMark,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { ActForm } from "../components/ActForm.tsx";
import { useSpoken } from "../components/words.ts";
import * as gates from "../index.ts";
import { gateMessages } from "../messages.ts";
import type { HandoverShown } from "../queries/handover.ts";
import type { Route } from "./+types/handover.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, gates.showHandover, { room: params.room, handover: params.handover });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [intent, about] = String(form.get("intent")).split(":");
  const done = await (() => {
    switch (intent) {
      case "teams":
        return act(context, gates.nameHandoverTeams, form, params);
      case "check":
        return act(context, gates.checkHandoverItem, form, { ...params, item: about });
      case "offer":
        return act(context, gates.offerHandover, form, params);
      case "answer":
        return act(context, gates.answerHandover, form, params);
      default:
        throw new Response(null, { status: 400 });
    }
  })();
  return "ok" in done ? redirect(`/rooms/${params.room}/process/handovers/${params.handover}`) : done;
}

export const meta: Route.MetaFunction = (args) => {
  const root = args.matches.find((match) => match?.id === "root")?.loaderData as
    | { reading?: { locale?: string } }
    | undefined;
  const words: Wording = args.loaderData?.title ?? {};
  return pageTitle(args, null, words[root?.reading?.locale ?? "en"] ?? words.text ?? words.en ?? "");
};

export default function HandoverScreen({ loaderData: shown, actionData, params }: Route.ComponentProps) {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const words = useAudienceWords();
  const title = spoken(shown.title);
  const process = `/rooms/${params.room}/process`;
  const { notice } = shown;
  return (
    <Page
      title={title}
      lede={shown.plannedOn ? t("handover-planned", { date: format.date(shown.plannedOn) }) : undefined}
      crumbs={[{ to: process, label: t("process") }]}
      crumbsLabel={t("process")}
      aside={<AudienceTag {...words(shown.audience)} />}
    >
      {notice && (
        <Notice tone="success" title={t("handover-passed", { date: format.date(notice.on) })}>
          {notice.lead && (
            <p>{t("handover-passed-lead", { name: notice.lead, date: format.date(notice.on) })}</p>
          )}
        </Notice>
      )}
      {shown.passing && <Behind passing={shown.passing} answer={actionData} />}
    </Page>
  );
}

type Passing = NonNullable<HandoverShown["passing"]>;

/** Teams, checklist and answers: the supplier's, on its tint. */
function Behind({ passing, answer }: { passing: Passing; answer: unknown }) {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const words = useAudienceWords();
  const { viewing } = useRoom();
  const marks = { preparing: "planned", offered: "waiting", accepted: "done", refused: "blocked" } as const;
  const { may, version } = passing;
  return (
    <Backstage {...words(passing.audience)}>
      <div className="grid grid-cols-1 gap-6">
        <p>
          <StateMark state={marks[passing.state]} label={t(`handover-state-${passing.state}`)} />
        </p>
        {may.answer && !viewing && (
          <Section title={t("handover-answer")}>
            <ActForm
              intent="answer"
              version={version}
              answer={answer}
              submit={t("handover-answer")}
              text={t("handover-accept-text")}
            >
              {(refusal) => (
                <>
                  <RadioGroup
                    name="answer"
                    label={t("handover-answer")}
                    required
                    defaultValue={refusal.value("answer")}
                    options={[
                      { value: "accepted", label: t("handover-accept") },
                      { value: "refused", label: t("handover-refuse") },
                    ]}
                  />
                  <TextArea
                    name="reason"
                    label={t("reason")}
                    rows={3}
                    maxLength={2000}
                    defaultValue={refusal.value("reason")}
                    error={refusal.error("reason")}
                  />
                </>
              )}
            </ActForm>
          </Section>
        )}
        <Teams passing={passing} answer={answer} />
        <Checklist passing={passing} answer={answer} />
        {may.offer && !viewing && (
          <ActForm intent="offer" version={version} answer={answer} submit={t("handover-offer")} />
        )}
        <Section title={t("handover-history")}>
          {passing.turns.length === 0 && <p className="text-muted">{t("handover-no-turns")}</p>}
          <ol className="grid grid-cols-1 gap-2">
            {passing.turns.map((turn) => (
              <li key={turn.offeredAt}>
                {t("handover-offered", { name: turn.offeredBy, when: format.dateTime(turn.offeredAt) })}
                {turn.answer && turn.answeredAt && (
                  <p>
                    <StateMark
                      state={marks[turn.answer]}
                      label={`${t(`handover-state-${turn.answer}`)}: ${turn.answeredBy}, ${format.dateTime(turn.answeredAt)}`}
                    />{" "}
                    {turn.reason}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </Backstage>
  );
}

function Teams({ passing, answer }: { passing: Passing; answer: unknown }) {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { viewing } = useRoom();
  const names = (people: { name: string }[]) => people.map(({ name }) => name).join(", ") || t("nobody");
  const options = passing.team.map(({ id, name }) => ({ value: id, label: name }));
  const lead = passing.receiving.find((one) => one.leads);
  return (
    <Section title={t("handover-teams")} note={passing.changesLead ? t("handover-changes-lead") : undefined}>
      <p>
        <strong>{`${t("handover-sending")} (${spoken(passing.from)})`}</strong>: {names(passing.sending)}
      </p>
      <p>
        <strong>{`${t("handover-receiving")} (${spoken(passing.to)})`}</strong>: {names(passing.receiving)}
      </p>
      {lead && (
        <p>
          <strong>{t("handover-lead")}</strong>: {lead.name}
        </p>
      )}
      {passing.may.lead && !viewing && (
        <ActForm
          intent="teams"
          version={passing.version}
          answer={answer}
          summary={t("handover-teams")}
          submit={t("handover-save-teams")}
          look="secondary"
        >
          {(refusal) => (
            <>
              <CheckboxGroup
                name="sending"
                label={t("handover-sending")}
                options={options}
                defaultValue={passing.sending.map(({ id }) => id)}
                error={refusal.error("sending")}
              />
              <CheckboxGroup
                name="receiving"
                label={t("handover-receiving")}
                options={options}
                defaultValue={passing.receiving.map(({ id }) => id)}
                error={refusal.error("receiving")}
              />
              {passing.changesLead && (
                <Select
                  name="lead"
                  label={t("handover-lead")}
                  empty={t("choose")}
                  options={options}
                  defaultValue={refusal.value("lead", lead?.id) ?? ""}
                  error={refusal.error("lead")}
                />
              )}
            </>
          )}
        </ActForm>
      )}
    </Section>
  );
}

function Checklist({ passing, answer }: { passing: Passing; answer: unknown }) {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { viewing } = useRoom();
  return (
    <Section title={t("handover-checklist")}>
      <ul className="grid grid-cols-1 gap-3">
        {passing.checklist.map((item) => (
          <li key={item.key} className="grid gap-1 border-rule border-t pt-3">
            <p className="flex flex-wrap gap-x-4">
              <StateMark state={item.done ? "done" : "planned"} label={spoken(item.title)} />
              <span className="text-muted text-sm">
                {[item.mandatory ? t("mandatory") : t("optional"), item.by, item.note]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </p>
            {passing.may.work && !viewing && (
              <ActForm
                intent={`check:${item.key}`}
                version={passing.version}
                answer={answer}
                summary={t(item.done ? "handover-undo" : "handover-done")}
                submit={t(item.done ? "handover-undo" : "handover-done")}
                look="secondary"
              >
                {(refusal) => (
                  <>
                    <input type="hidden" name="done" value={item.done ? "no" : "yes"} />
                    <TextField
                      name="note"
                      id={`note-${item.key}`}
                      label={t("judge-note")}
                      optional={t("optional")}
                      maxLength={1000}
                      defaultValue={refusal.value("note", item.note)}
                    />
                  </>
                )}
              </ActForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
