import { randomUUID } from "node:crypto";
import { useEffect, useState } from "react";
import { Link, redirect, useSearchParams } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages, useReading, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { DateField, Disclosure, Page, RadioGroup, Select, TextArea } from "#ui/index.ts";
import { AddressedForm } from "../components/AddressedForm.tsx";
import { CategorySelect } from "../components/CategorySelect.tsx";
import { askChoices } from "../expected/choices.ts";
import { askForDocuments } from "../expected/commands.ts";
import { documentMessages } from "../messages.ts";
import { documentChoices } from "../queries/form.ts";
import type { Route } from "./+types/expected-new.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room } = params;
  const [{ audiences, categories }, choices] = await together([
    ask(context, documentChoices, { room }),
    ask(context, askChoices, { room }),
  ]);
  return { audiences, categories, ...choices, key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const { side, company } = askedOf(String(form.get("side")));
  const done = await act(context, askForDocuments, form, { ...params, side, company });
  return "ok" in done ? redirect(`/rooms/${params.room}/documents?asked=now#expected`) : done;
}

/** What stands for a side, or for a company among the partners. */
const choiceOf = (side: string, company: string) =>
  side === "partner" && company ? `partner:${company}` : side;
/** The same, read again. */
function askedOf(choice: string): { side: string; company?: string } {
  const [side = "", ...company] = choice.split(":");
  return company.length > 0 ? { side, company: company.join(":") } : { side };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "ask");

export default function AskForDocuments({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages]);
  const { locale } = useReading();
  const [search] = useSearchParams();
  const { side } = useRoom();
  const { audiences, members, artefacts } = loaderData;
  // Once scripts run, only people of the side that is asked are offered.
  const usual = choiceOf(
    refusal.value("side") ?? (side === "seller" ? "buyer" : "seller"),
    refusal.value("company") ?? "",
  );
  const [askedSide, setAskedSide] = useState<string>();
  useEffect(() => setAskedSide(usual), [usual]);
  const here = `/rooms/${params.room}/documents`;
  const titles = artefacts.map(({ title }) => title[locale] ?? title.en ?? Object.values(title)[0] ?? "");
  const partners = new Map(
    members
      .filter((member) => member.side === "partner")
      .map(({ company }) => [choiceOf("partner", company).toLowerCase(), company]),
  );
  const choices = [
    { value: "seller", label: t("from-seller") },
    { value: "buyer", label: t("from-buyer") },
    ...[...partners.values()].map((company) => ({
      value: choiceOf("partner", company),
      label: company ? t("from-partner-company", { company }) : t("from-partner"),
    })),
  ];
  const sameChoice = (one: string, two: string) => one.toLowerCase() === two.toLowerCase();
  return (
    <Page
      title={t("ask")}
      lede={t("ask-lede")}
      crumbs={[{ to: here, label: t("documents") }]}
      crumbsLabel={t("documents")}
    >
      <AddressedForm
        refusal={refusal}
        idempotencyKey={loaderData.key}
        audience={{ label: t("ask-who-sees"), audiences }}
        noteHint={t("ask-note-hint")}
        labels={{ titles: t("ask-titles"), category: t("category"), due: t("expected-due") }}
        submit={t("ask-submit")}
        back={here}
      >
        <RadioGroup
          name="side"
          label={t("ask-side")}
          required
          options={choices}
          defaultValue={usual}
          onChange={(event) => setAskedSide(event.currentTarget.value)}
          error={refusal.error("side")}
        />
        <Select
          key={askedSide}
          name="person"
          label={t("ask-person")}
          optional={t("optional")}
          empty={t("ask-person-any")}
          options={choices
            .filter(({ value }) => !askedSide || value === askedSide)
            .flatMap(({ value, label }) =>
              members
                .filter((member) => sameChoice(choiceOf(member.side, member.company), value))
                .map((member) => ({ value: member.id, label: member.name, group: label })),
            )}
          defaultValue={refusal.value("person") ?? ""}
          error={refusal.error("person")}
        />
        <TextArea
          name="titles"
          label={t("ask-titles")}
          hint={t("ask-titles-hint")}
          required
          rows={8}
          defaultValue={refusal.value("titles", search.has("process") ? titles.join("\n") : undefined)}
          error={refusal.error("titles")}
        />
        {titles.length > 0 && !search.has("process") && (
          <Disclosure summary={t("ask-from-process")}>
            <p className="text-sm text-muted max-w-(--measure)">
              {titles.join(", ")}.{" "}
              <Link className="link" reloadDocument to="?process">
                {t("ask-from-process-take")}
              </Link>
            </p>
          </Disclosure>
        )}
        <CategorySelect refusal={refusal} categories={loaderData.categories} />
        <DateField
          name="due"
          label={t("expected-due")}
          optional={t("optional")}
          defaultValue={refusal.value("due")}
          error={refusal.error("due")}
        />
      </AddressedForm>
    </Page>
  );
}
