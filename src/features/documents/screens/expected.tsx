import { Form, Link, redirect } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  AudienceTag,
  ButtonLink,
  DateField,
  DefinitionList,
  Disclosure,
  EditForm,
  ErrorSummary,
  Page,
  Select,
  StateMark,
  SubmitButton,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { CategorySelect } from "../components/CategorySelect.tsx";
import { useCategoryWords } from "../components/words.ts";
import { changeExpected, dropExpected, fillExpectedDocument } from "../expected/commands.ts";
import { useExpectedWords } from "../expected/Expected.tsx";
import { showExpected } from "../expected/queries.ts";
import { documentMessages } from "../messages.ts";
import type { Route } from "./+types/expected.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, showExpected, { room: params.room, expected: params.expected });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const list = `/rooms/${params.room}/documents`;
  if (form.get("intent") === "fill") {
    const document = form.get("document");
    const done = await act(context, fillExpectedDocument, form, params);
    return "ok" in done ? redirect(`${list}/${document}`) : done;
  }
  if (form.get("intent") === "drop") {
    const done = await act(context, dropExpected, form, params);
    return "ok" in done ? redirect(list) : done;
  }
  const done = await act(context, changeExpected, form, params);
  return "ok" in done ? redirect(`${list}/expected/${params.expected}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.title ?? "");

export default function ExpectedDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const category = useCategoryWords(loaderData.categories);
  const words = useExpectedWords();
  const fill = useRefusal(actionData, [documentMessages], "fill");
  const change = useRefusal(actionData, [documentMessages], "change");
  const list = `/rooms/${params.room}/documents`;
  const one = loaderData;
  return (
    <Page
      title={one.title}
      lede={words(one)}
      crumbs={[{ to: list, label: t("documents") }]}
      crumbsLabel={t("documents")}
      aside={
        <>
          <AudienceTag {...audienceWords(one.audience)} />
          {one.late > 0 ? (
            <StateMark state="late" label={t("expected-late", { days: one.late })} />
          ) : (
            <StateMark
              state={one.state === "open" ? "waiting" : "done"}
              label={t(`expected-state-${one.state}`)}
            />
          )}
        </>
      }
      actions={
        one.may.fill && (
          <ButtonLink look="primary" icon="upload" to={`${list}/new?expected=${one.id}`}>
            {t("fill-upload")}
          </ButtonLink>
        )
      }
    >
      <DefinitionList
        items={[
          { term: t("category"), value: category(one.category) },
          ...(one.note ? [{ term: t("expected-note"), value: one.note }] : []),
          ...(one.reason ? [{ term: t("expected-drop-reason"), value: one.reason }] : []),
          ...(one.document
            ? [
                {
                  term: t("expected-filled-by"),
                  value: (
                    <Link className="link" to={`${list}/${one.document.id}`}>
                      {one.document.number} {one.document.title}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
      <p className="text-sm text-muted mt-2">
        {t("expected-asked", { name: one.askedBy, date: format.date(one.askedAt) })}
      </p>
      <div className="grid gap-4 my-6">
        {one.may.fill && (
          <Disclosure summary={t("fill-existing")} open={fill.turn !== undefined}>
            {one.candidates.length === 0 ? (
              <p className="text-muted max-w-(--measure)">{t("fill-existing-none")}</p>
            ) : (
              <Form method="post" className="form">
                <ErrorSummary {...fill.summary} />
                <input type="hidden" name="version" value={one.version} />
                <Select
                  name="document"
                  label={t("fill-existing-choose")}
                  hint={t("fill-existing-hint")}
                  required
                  empty={t("choose")}
                  options={one.candidates.map(({ id, number, title }) => ({
                    value: id,
                    label: `${number} ${title}`,
                  }))}
                  defaultValue={fill.value("document") ?? ""}
                  error={fill.error("document")}
                />
                <div className="actions">
                  <SubmitButton name="intent" value="fill">
                    {t("fill-submit")}
                  </SubmitButton>
                </div>
              </Form>
            )}
          </Disclosure>
        )}
        {one.may.change && (
          <>
            <Disclosure summary={t("expected-change")} open={change.turn !== undefined}>
              <EditForm
                version={one.version}
                refusal={change}
                send={{ name: "intent", value: "change" }}
                fields={{
                  title: { label: t("title"), show: (value) => value },
                  category: { label: t("category"), show: (value) => category(value) },
                  due: { label: t("expected-due"), show: (value) => format.day(value) },
                  note: { label: t("expected-note"), show: (value) => value },
                }}
              >
                <input type="hidden" name="person" value={one.person?.id ?? ""} />
                <TextField
                  name="title"
                  label={t("title")}
                  required
                  maxLength={200}
                  defaultValue={change.value("title", one.title)}
                  error={change.error("title")}
                />
                <CategorySelect refusal={change} categories={loaderData.categories} start={one.category} />
                <DateField
                  name="due"
                  label={t("expected-due")}
                  optional={t("optional")}
                  defaultValue={change.value("due", one.due ?? undefined)}
                  error={change.error("due")}
                />
                <TextArea
                  name="note"
                  label={t("expected-note")}
                  optional={t("optional")}
                  rows={2}
                  maxLength={2000}
                  defaultValue={change.value("note", one.note)}
                  error={change.error("note")}
                />
                <div className="actions">
                  <SubmitButton name="intent" value="change">
                    {t("expected-change-submit")}
                  </SubmitButton>
                </div>
              </EditForm>
            </Disclosure>
            <Disclosure summary={t("expected-drop")}>
              <Form method="post" className="form">
                <input type="hidden" name="version" value={one.version} />
                <TextField
                  id="drop-reason"
                  name="reason"
                  label={t("expected-drop-reason")}
                  optional={t("optional")}
                  maxLength={500}
                />
                <div className="actions">
                  <SubmitButton look="secondary" name="intent" value="drop">
                    {t("expected-drop-submit")}
                  </SubmitButton>
                </div>
              </Form>
            </Disclosure>
          </>
        )}
      </div>
    </Page>
  );
}
