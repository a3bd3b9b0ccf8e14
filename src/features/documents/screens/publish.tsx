import { randomUUID } from "node:crypto";
import { Form, Link, redirect } from "react-router";
import { PublishChoice, useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { Backstage, EmptyState, ErrorSummary, Page, SubmitButton, TextArea, TextField } from "#ui/index.ts";
import { publishDocument } from "../commands/publish.ts";
import { CategorySelect } from "../components/CategorySelect.tsx";
import { useLabelWords } from "../components/labels.ts";
import { PurposeSelect } from "../components/PurposeSelect.tsx";
import { ValidityFields } from "../components/ValidityFields.tsx";
import { documentMessages } from "../messages.ts";
import { forAll } from "../model/categories.ts";
import { documentCategories } from "../queries/categories.ts";
import { showDocument } from "../queries/show.ts";
import type { Route } from "./+types/publish.ts";

/** What is shared, who sees it now, and for each wider audience who will newly see it. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room, document } = params;
  const [shown, { audiences }, { categories }] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, audiencesMine, { room }),
    ask(context, documentCategories, { room }),
  ]);
  const wanted = new URL(request.url).searchParams.get("revision");
  const candidates = shown.revisions.filter(
    (one) => one.status !== "withdrawn" && one.audience.kind !== "room",
  );
  const revision =
    candidates.find((one) => one.id === wanted) ?? candidates.find((one) => one.status === "current") ?? null;
  const from = audiences.find((one) => one.id === revision?.audience.id);
  const { number, title, version, category } = shown;
  const everyone = [
    ...new Map(audiences.flatMap((one) => one.people.map((person) => [person.id, person]))).values(),
  ];
  return {
    number,
    title,
    version,
    revision,
    people: from?.people ?? [],
    everyone,
    audiences,
    category,
    categories: forAll(categories), // a wider audience is told nothing that is the supplier's own
    key: randomUUID(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await act(context, publishDocument, await request.formData(), params);
  if (!("ok" in done)) return done;
  const asked = done.value.request;
  return redirect(`/rooms/${params.room}/documents/${asked ? `sharing/${asked}` : params.document}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "publish");

export default function PublishDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  const refusal = useRefusal(actionData, [documentMessages]);
  const { revision, number, title, audiences, people } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${params.document}`;
  return (
    <Page
      title={t("publish")}
      lede={revision && t("publish-lede", { number, revision: label(revision.label) })}
      crumbs={[
        { to: list, label: t("documents") },
        { to: here, label: `${number} ${title}` },
      ]}
      crumbsLabel={t("documents")}
    >
      {!revision || !audiences.some((one) => one.id === revision.audience.id && one.wider.length > 0) ? (
        <EmptyState
          title={t("publish-nowhere")}
          actions={
            <Link className="btn btn-secondary" to={here}>
              {t("back")}
            </Link>
          }
        />
      ) : (
        <Form method="post" className="form">
          <ErrorSummary
            {...refusal.summary}
            labels={{
              to: t("publish-to"),
              title: t("title"),
              category: t("category"),
              note: t("note-publish"),
            }}
          />
          <input type="hidden" name="idempotencyKey" value={loaderData.key} />
          <input type="hidden" name="revision" value={revision.id} />
          <input type="hidden" name="version" value={loaderData.version} />
          <Backstage {...audienceWords(revision.audience)}>
            <WhoSees label={t("publish-now")} people={people} />
            <p className="text-sm mt-2 max-w-(--measure)">{t("publish-stays")}</p>
          </Backstage>
          <PublishChoice
            from={revision.audience.id}
            audiences={audiences}
            label={t("publish-to")}
            defaultValue={refusal.value("to")}
            error={refusal.error("to")}
          />
          <TextField
            name="title"
            label={t("title")}
            hint={t("title-publish-hint")}
            required
            maxLength={200}
            defaultValue={refusal.value("title", title)}
            error={refusal.error("title")}
          />
          <CategorySelect
            refusal={refusal}
            categories={loaderData.categories}
            start={loaderData.category}
            hint={t("category-publish-hint")}
          />
          <PurposeSelect refusal={refusal} start={revision.purpose} />
          <ValidityFields refusal={refusal} people={loaderData.everyone} hint={t("publish-fields-hint")} />
          <TextArea
            name="note"
            label={t("note-publish")}
            hint={t("note-publish-hint")}
            optional={t("optional")}
            rows={3}
            maxLength={2000}
            defaultValue={refusal.value("note")}
            error={refusal.error("note")}
          />
          <div className="actions">
            <SubmitButton>{t("publish-submit")}</SubmitButton>
            <Link className="btn btn-quiet" to={here}>
              {t("back")}
            </Link>
          </div>
        </Form>
      )}
    </Page>
  );
}
