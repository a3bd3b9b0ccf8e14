import { Form, useSearchParams } from "react-router";
import { useLabelWords } from "#features/documents/components/index.ts";
import { reaches, viewRevision } from "#features/documents/index.ts";
import { AudienceChoice, useAudienceWords } from "#features/rooms/components/index.ts";
import { Problem } from "#platform/errors.ts";
import { readMultipart } from "#platform/files/index.ts";
import { pageTitle, translate, useMessages, useProblemWords, useRefusal } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { act, ask, asResponse, together } from "#platform/operations/form.ts";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  ErrorSummary,
  FileField,
  Notice,
  Page,
  RadioGroup,
  Section,
  SubmitButton,
} from "#ui/index.ts";
import { importMarkup } from "../commands/import.ts";
import { FILE_LIMIT, xfdfFrom } from "../exchange/received.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { markupOnRevision } from "../queries/on-revision.ts";
import type { Route } from "./+types/exchange.ts";

/** Comments of a revision as a file: taken along, and brought in. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const [{ document, revision, level, content }, { markup, audiences, mayTalk, key }] = await together([
    ask(context, viewRevision, params),
    ask(context, markupOnRevision, params),
  ]);
  const whose = [...new Map(markup.map((mark) => [mark.audience.id, mark.audience])).values()];
  const pdf = content.type === "application/pdf";
  const room = audiences.find(({ kind }) => kind === "room");
  const megabytes = Math.round(FILE_LIMIT / 1024 ** 2);
  return {
    document,
    revision,
    whose: whose.length > 0 ? whose : room ? [room] : [],
    audiences,
    mayImport: mayTalk && pdf,
    original: pdf && reaches(level, "original"),
    key,
    megabytes,
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  // Before a byte of a file is read: whose it would be. Reading one is work that a stranger cannot ask for.
  await ask(context, viewRevision, params);
  const typed = new URLSearchParams();
  const form = new FormData();
  try {
    const { files } = await readMultipart(request, xfdfFrom, { fileSize: FILE_LIMIT, files: 1, typed });
    for (const [name, value] of typed) form.append(name, value);
    const xfdf = files.find(({ field }) => field === "file")?.value;
    if (xfdf !== undefined) form.set("xfdf", xfdf);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params: values } = error;
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { file: { code, params: values } };
    return {
      ok: false as const,
      problem: { code, params: values },
      fields,
      values: Object.fromEntries(typed),
    };
  }
  form.set("from", translate(markupMessages, context.get(preferencesContext).locale, "import-from"));
  return act(context, importMarkup, form, params).catch((error: unknown) => {
    throw asResponse(error);
  });
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, markupMessages, "export");

export default function Exchange({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(markupMessages);
  const label = useLabelWords();
  const words = useAudienceWords();
  const problem = useProblemWords(markupMessages);
  const refusal = useRefusal(actionData, [markupMessages]);
  const [search] = useSearchParams();
  const { document, revision, whose, audiences, mayImport, original, key, megabytes } = loaderData;
  const at = `/rooms/${params.room}/documents/${params.document}/revisions/${params.revision}`;
  const refused = search.get("problem");
  const forms = [...(original ? (["pdf"] as const) : []), "xfdf", "xlsx"] as const;
  const asked = search.getAll("audiences");
  const done = actionData && "ok" in actionData && actionData.ok ? actionData.value : null;
  return (
    <Page
      title={t("export")}
      lede={`${document.number} ${document.title} · ${label(revision.label, "mark")}`}
      crumbs={[{ to: `${at}/view`, label: `${document.number} ${document.title}` }]}
      crumbsLabel={t("comments")}
    >
      <div className="grid gap-4 mb-4">
        {refused && <Notice tone="problem" title={problem({ code: refused })} live />}
        {done && (
          <Notice tone="info" title={t("import-done", { added: done.added })} live>
            <p>
              {(["answers", "known", "unplaced", "left"] as const)
                .filter((name) => done[name] > 0)
                .map((name) => t(`import-done-${name}`, { count: done[name] }))
                .join(" ")}
            </p>
          </Notice>
        )}
      </div>
      <div className="grid gap-8 lg:grid-cols-2">
        <div>
          <Section title={t("export-take")}>
            <p className="mb-4 max-w-(--measure)">{t("export-take-text")}</p>
            <form method="get" action={`${at}/comments/file`} className="grid gap-4">
              <RadioGroup
                name="as"
                label={t("export-as")}
                defaultValue={search.get("as") ?? forms[0]}
                options={forms.map((one) => ({
                  value: one,
                  label: t(`export-${one}` as MarkupWord),
                  hint: t(`export-${one}-hint` as MarkupWord),
                }))}
              />
              <CheckboxGroup
                name="audiences"
                label={t("export-whose")}
                defaultValue={
                  asked.length > 0 ? asked : whose.filter(({ kind }) => kind === "room").map(({ id }) => id)
                }
                options={whose.map((one) => ({ value: one.id, label: words(one).label, tone: one.kind }))}
              />
              {whose.some(({ kind }) => kind !== "room") && (
                <Checkbox
                  name="narrow"
                  label={t("export-narrow")}
                  hint={t("export-narrow-hint")}
                  error={refused === "export-narrow" ? problem({ code: refused }) : undefined}
                />
              )}
              <div>
                <Button type="submit">{t("export-submit")}</Button>
              </div>
            </form>
          </Section>
        </div>
        {mayImport && (
          <div>
            <Section title={t("import")}>
              <p className="mb-4 max-w-(--measure)">{t("import-text")}</p>
              <Form method="post" encType="multipart/form-data" className="grid gap-4">
                <ErrorSummary {...refusal.summary} />
                <input type="hidden" name="idempotencyKey" value={key} />
                <FileField
                  name="file"
                  label={t("import-file")}
                  hint={t(original ? "import-file-hint" : "import-file-hint-only", { megabytes })}
                  error={refusal.error("file")}
                  accept=".pdf,.xfdf,application/pdf,application/vnd.adobe.xfdf"
                />
                <AudienceChoice audiences={audiences} error={refusal.error("audience")} />
                <div>
                  <SubmitButton>{t("import-submit")}</SubmitButton>
                </div>
              </Form>
            </Section>
          </div>
        )}
      </div>
    </Page>
  );
}
