import { Form } from "react-router";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { DateField, Disclosure, ErrorSummary, RadioGroup, Select, SubmitButton } from "#ui/index.ts";
import { processRoomMessages } from "../messages.ts";
import type { PhasePart } from "../view/list.ts";

/** The supplier's lead tells everyone in which phase the project is. */
export function EnterPhase({
  phases,
  version,
  answer,
}: {
  phases: readonly PhasePart[];
  version: number;
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "phase");
  const at = phases.findIndex(({ state }) => state === "current");
  const current = phases[at];
  const open = current ? current.of - current.done : 0;
  return (
    <Disclosure summary={t("enter-phase")} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value="phase" />
        <input type="hidden" name="version" value={version} />
        <Select
          name="phase"
          label={t("phase")}
          hint={
            current && open > 0 ? t("phase-open", { phase: current.title, count: open }) : t("phase-hint")
          }
          defaultValue={(phases[at + 1] ?? current)?.id}
          options={phases.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <div className="actions">
          <SubmitButton name="do" value="phase">
            {t("enter-phase-do")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

/** A way that the blueprint leaves open until somebody knows which one it is. */
export function ChooseWay({
  way,
  answer,
}: {
  way: { key: string; title: string; options: readonly { key: string; title: string }[] };
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "way");
  return (
    <Disclosure summary={t("choose-way", { way: way.title })} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value="way" />
        <input type="hidden" name="alternative" value={way.key} />
        <RadioGroup
          name="option"
          label={way.title}
          hint={t("choose-way-hint")}
          required
          error={refusal.error("option")}
          options={way.options.map(({ key, title }) => ({ value: key, label: title }))}
        />
        <div className="actions">
          <SubmitButton name="do" value={way.key}>
            {t("choose-way-do")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

/** A room without a process: its lead chooses a blueprint. */
export function StartProcess({
  blueprints,
  today,
  answer,
}: {
  blueprints: readonly { id: string; name: string; about: string }[];
  today: string;
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "start");
  return (
    <Form method="post" className="form">
      <ErrorSummary {...refusal.summary} />
      <input type="hidden" name="intent" value="start" />
      <RadioGroup
        name="blueprint"
        label={t("blueprint")}
        required
        error={refusal.error("blueprint")}
        defaultValue={refusal.value("blueprint", blueprints[0]?.id)}
        options={blueprints.map(({ id, name, about }) => ({ value: id, label: name, hint: about }))}
      />
      <DateField
        name="from"
        label={t("first-day")}
        hint={t("first-day-hint")}
        error={refusal.error("from")}
        defaultValue={refusal.value("from", today)}
      />
      <div className="actions">
        <SubmitButton name="do" value="start">
          {t("start")}
        </SubmitButton>
      </div>
    </Form>
  );
}
