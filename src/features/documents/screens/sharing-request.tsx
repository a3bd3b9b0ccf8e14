import { Form, Link, redirect } from "react-router";
import { PublishChoice, useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, type RefusalWords, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import {
  Backstage,
  Badge,
  CheckboxGroup,
  DefinitionList,
  Disclosure,
  ErrorSummary,
  Page,
  SubmitButton,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { CategorySelect } from "../components/CategorySelect.tsx";
import { PurposeSelect } from "../components/PurposeSelect.tsx";
import { useCategoryWords } from "../components/words.ts";
import { documentMessages } from "../messages.ts";
import { forAll } from "../model/categories.ts";
import { decideSharing, takeBackSharing } from "../sharing/commands.ts";
import { sharingRequest } from "../sharing/queries.ts";
import type { Route } from "./+types/sharing-request.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, request } = params;
  const [one, { audiences }] = await together([
    ask(context, sharingRequest, { room, request }),
    ask(context, audiencesMine, { room }),
  ]);
  return { ...one, audiences: one.may.decide ? audiences : [] };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const list = `/rooms/${params.room}/documents`;
  if (form.get("intent") === "take-back") {
    const done = await act(context, takeBackSharing, form, params);
    return "ok" in done ? redirect(`${list}/${done.value.document}`) : done;
  }
  const done = await act(context, decideSharing, form, params);
  return "ok" in done ? redirect(`${list}/${done.value.document}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "sharing");

export default function SharingRequest({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const refusal = useRefusal(actionData, [documentMessages]);
  const one = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const category = useCategoryWords(one.categories);
  const { decided } = one;
  const otherwise = [
    decided.title,
    decided.category && category(decided.category),
    decided.purpose && t(`purpose-${decided.purpose}`),
    decided.to && audienceWords(decided.to).label,
  ].filter((words) => words !== undefined);
  return (
    <Page
      title={t("sharing-request", { document: `${one.number} ${one.title}` })}
      lede={t("sharing-asked", { name: one.askedBy, date: format.dateTime(one.askedAt) })}
      crumbs={[
        { to: list, label: t("documents") },
        { to: `${list}/sharing`, label: t("sharing") },
      ]}
      crumbsLabel={t("documents")}
      aside={<Badge>{t(`sharing-state-${one.state}`)}</Badge>}
    >
      <Backstage {...audienceWords(one.audience)}>
        <ErrorSummary {...refusal.summary} />
        <DefinitionList
          items={[
            { term: t("sharing-to"), value: audienceWords(one.to).label },
            { term: t("title"), value: one.title },
            { term: t("category"), value: category(one.category) },
            { term: t("purpose"), value: t(`purpose-${one.purpose}`) },
            ...(one.note ? [{ term: t("note-publish"), value: one.note }] : []),
            ...(otherwise.length > 0 ? [{ term: t("sharing-changed"), value: format.list(otherwise) }] : []),
            ...(one.reason
              ? [
                  {
                    term: t(one.state === "returned" ? "sharing-words" : "sharing-reason"),
                    value: one.reason,
                  },
                ]
              : []),
          ]}
        />
        <p className="my-2">
          <Link className="link inline-block py-1" to={`${list}/${one.document}`}>
            {t("sharing-look")}
          </Link>
        </p>
        <WhoSees label={t("sharing-gains")} people={one.gains} />
        {one.may.decide && (
          <div className="grid gap-4 mt-6">
            <DecideForm one={one} refusal={refusal} />
            <Answer decision="return" version={one.version} refusal={refusal} />
            <Answer decision="refuse" version={one.version} refusal={refusal} />
          </div>
        )}
        {one.may.again && (
          <p className="mt-4">
            <Link
              className="btn btn-secondary"
              to={`${list}/${one.document}/publish?revision=${one.revision}`}
            >
              {t("sharing-again")}
            </Link>
          </p>
        )}
        {one.may.takeBack && (
          <Form method="post" className="actions mt-4">
            <input type="hidden" name="version" value={one.version} />
            <SubmitButton look="secondary" name="intent" value="take-back">
              {t("sharing-take-back")}
            </SubmitButton>
          </Form>
        )}
      </Backstage>
    </Page>
  );
}

type Shown = Route.ComponentProps["loaderData"];

/** How it is shared: as it was asked, or put right. Whoever would see it beyond what was asked is named and ticked. */
function DecideForm({ one, refusal }: { one: Shown; refusal: RefusalWords }) {
  const t = useMessages(documentMessages);
  const to = refusal.value("to") ?? one.to.id;
  const asked = one.audiences.find(({ id }) => id === one.to.id);
  const more = (one.audiences.find(({ id }) => id === to)?.people ?? []).filter(
    ({ id }) => !asked?.people.some((person) => person.id === id),
  );
  return (
    <Form method="post" className="form">
      <input type="hidden" name="version" value={one.version} />
      <input type="hidden" name="decision" value="approve" />
      <Disclosure summary={t("sharing-put-right")} open={refusal.summary.errors.length > 0}>
        <div className="form">
          <TextField
            name="title"
            label={t("title")}
            hint={t("title-publish-hint")}
            required
            maxLength={200}
            defaultValue={refusal.value("title", one.title)}
            error={refusal.error("title")}
          />
          <CategorySelect refusal={refusal} categories={forAll(one.categories)} start={one.category} />
          <PurposeSelect refusal={refusal} start={one.purpose} />
          <PublishChoice
            from={one.audience.id}
            audiences={one.audiences}
            label={t("publish-to")}
            defaultValue={to}
            error={refusal.error("to")}
          />
        </div>
      </Disclosure>
      {more.length > 0 && (
        <CheckboxGroup
          name="alsoSees"
          label={t("sharing-also")}
          hint={t("sharing-also-hint")}
          error={refusal.error("alsoSees")}
          options={more.map((person) => ({ value: person.id, label: person.name, hint: person.company }))}
        />
      )}
      <div className="actions">
        <SubmitButton>{t("sharing-approve")}</SubmitButton>
      </div>
    </Form>
  );
}

/** What is not shared goes back with words. */
function Answer(props: { decision: "return" | "refuse"; version: number; refusal: RefusalWords }) {
  const t = useMessages(documentMessages);
  const { decision, refusal } = props;
  const mine = refusal.value("decision") === decision;
  return (
    <Disclosure summary={t(`sharing-${decision}`)} open={mine && refusal.error("reason") !== undefined}>
      <Form method="post" className="form">
        <input type="hidden" name="version" value={props.version} />
        <input type="hidden" name="decision" value={decision} />
        <TextArea
          name="reason"
          id={`${decision}-reason`}
          label={t(decision === "return" ? "sharing-words" : "sharing-reason")}
          required
          rows={3}
          maxLength={500}
          defaultValue={mine ? refusal.value("reason") : undefined}
          error={mine ? refusal.error("reason") : undefined}
        />
        <div className="actions">
          <SubmitButton look="secondary">
            {t(decision === "return" ? "sharing-return-submit" : "sharing-refuse")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}
