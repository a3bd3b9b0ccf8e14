import { Form, Link, redirect } from "react-router";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { ErrorSummary, Page, RadioGroup, Section, Select, SubmitButton, TextArea } from "#ui/index.ts";
import { replaceDocument } from "../commands/replace.ts";
import { withdrawDocument } from "../commands/withdraw.ts";
import { useLabelWords } from "../components/labels.ts";
import { documentMessages } from "../messages.ts";
import { listDocuments } from "../queries/list.ts";
import { showDocument } from "../queries/show.ts";
import type { Route } from "./+types/withdraw.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, document } = params;
  const [{ number, title, version, revisions, audience }, { documents }, mine] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, listDocuments, { room, state: "current", limit: 100 }),
    ask(context, audiencesMine, { room }),
  ]);
  // Everyone who sees this one must see what takes its place.
  const wider = mine.audiences.find(({ id }) => id === audience.id)?.wider ?? [];
  const covers = (other: string) => other === audience.id || wider.includes(other);
  return {
    number,
    title,
    version,
    revisions: revisions.filter((one) => one.status !== "withdrawn"),
    others: documents
      .filter((one) => one.id !== document && covers(one.audience.id))
      .map((one) => ({ value: one.id, label: `${one.number} ${one.title}` })),
  };
}

/** The choice of what is withdrawn carries the version of just that: `document:3`, `<revision id>:1`. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const here = `/rooms/${params.room}/documents/${params.document}`;
  if (form.get("intent") === "replace") {
    const done = await act(context, replaceDocument, form, params);
    return "ok" in done ? redirect(here) : done;
  }
  const [what = "", version] = String(form.get("what")).split(":");
  const revision = what === "document" ? undefined : what;
  const done = await act(context, withdrawDocument, form, { ...params, revision, version });
  return "ok" in done ? redirect(here) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "withdraw");

export default function WithdrawDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const withdraw = useRefusal(actionData, [documentMessages], "withdraw");
  const replace = useRefusal(actionData, [documentMessages], "replace");
  // What is withdrawn carries its version: not chosen, all of it is missing at once.
  const unchosen = withdraw.error("revision") ?? withdraw.error("version");
  const refused = withdraw.summary.errors.flatMap((error) =>
    error.name === "revision" ? [] : error.name === "version" ? { ...error, name: "what" } : error,
  );
  const { number, title, version, revisions, others } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${params.document}`;
  return (
    <Page
      title={t("withdraw")}
      crumbs={[
        { to: list, label: t("documents") },
        { to: here, label: `${number} ${title}` },
      ]}
      crumbsLabel={t("documents")}
    >
      <Section title={t("withdraw-title")} note={t("withdraw-text")}>
        <Form method="post" className="form">
          <ErrorSummary
            title={withdraw.summary.title}
            errors={refused}
            labels={{ what: t("withdraw-what"), reason: t("reason") }}
          />
          <input type="hidden" name="intent" value="withdraw" />
          <RadioGroup
            name="what"
            label={t("withdraw-what")}
            required
            defaultValue={withdraw.value("what")}
            error={unchosen}
            options={[
              ...revisions.map((one) => ({
                value: `${one.id}:${one.version}`,
                label: label(one.label, "mark"),
                hint: one.fileName,
                ...(one.audience.kind !== "room" && { tone: one.audience.kind }),
              })),
              { value: `document:${version}`, label: t("withdraw-all", { number }) },
            ]}
          />
          <TextArea
            name="reason"
            id="withdraw-reason"
            label={t("reason")}
            hint={t("reason-hint")}
            required
            rows={2}
            maxLength={500}
            defaultValue={withdraw.value("reason")}
            error={withdraw.error("reason")}
          />
          <div className="actions">
            <SubmitButton look="danger">{t("withdraw-submit")}</SubmitButton>
            <Link className="btn btn-quiet" to={here}>
              {t("back")}
            </Link>
          </div>
        </Form>
      </Section>
      {others.length > 0 && (
        <Section title={t("replace")} note={t("replace-text")}>
          <Form method="post" className="form">
            <ErrorSummary {...replace.summary} />
            <input type="hidden" name="intent" value="replace" />
            <input type="hidden" name="version" value={version} />
            <Select
              name="replacement"
              label={t("replacement")}
              required
              empty={t("choose")}
              options={others}
              defaultValue={replace.value("replacement") ?? ""}
              error={replace.error("replacement")}
            />
            <TextArea
              name="reason"
              id="replace-reason"
              label={t("reason")}
              optional={t("optional")}
              rows={2}
              maxLength={500}
              defaultValue={replace.value("reason")}
              error={replace.error("reason")}
            />
            <div className="actions">
              <SubmitButton look="secondary">{t("replace-submit")}</SubmitButton>
            </div>
          </Form>
        </Section>
      )}
    </Page>
  );
}
