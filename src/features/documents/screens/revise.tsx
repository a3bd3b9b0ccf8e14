import { randomUUID } from "node:crypto";
import { Form, Link, redirect } from "react-router";
import { AudienceChoice } from "#features/rooms/components/index.ts";
import { config } from "#platform/config.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { ask, together } from "#platform/operations/form.ts";
import { ErrorSummary, Page, SubmitButton, TextArea } from "#ui/index.ts";
import { reviseDocument } from "../commands/revise.ts";
import { FileChoice } from "../components/FileChoice.tsx";
import { documentMessages } from "../messages.ts";
import { documentChoices } from "../queries/form.ts";
import { showDocument } from "../queries/show.ts";
import { actWithFile } from "../receive.ts";
import type { Route } from "./+types/revise.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, document } = params;
  const [{ number, title }, choices] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, documentChoices, { room, document }),
  ]);
  return {
    audiences: choices.audiences,
    number,
    title,
    maxMegabytes: config().MAX_UPLOAD_MB,
    key: randomUUID(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await actWithFile(context, reviseDocument, request, params.room, {
    document: params.document,
  });
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/${params.document}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "revise");

export default function ReviseDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages]);
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${params.document}`;
  const name = `${loaderData.number} ${loaderData.title}`;
  return (
    <Page
      title={t("revise")}
      lede={t("revise-lede")}
      crumbs={[
        { to: list, label: t("documents") },
        { to: here, label: name },
      ]}
      crumbsLabel={t("documents")}
    >
      <Form method="post" encType="multipart/form-data" reloadDocument className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="idempotencyKey" value={loaderData.key} />
        <AudienceChoice
          label={t("who")}
          audiences={loaderData.audiences}
          defaultValue={refusal.value("audience")}
          error={refusal.error("audience")}
        >
          <div className="form">
            <TextArea
              name="note"
              label={t("note")}
              optional={t("optional")}
              rows={3}
              maxLength={2000}
              defaultValue={refusal.value("note")}
              error={refusal.error("note")}
            />
            <FileChoice
              refusal={refusal}
              kept={actionData?.ok === false ? actionData.kept : null}
              maxMegabytes={loaderData.maxMegabytes}
            />
          </div>
        </AudienceChoice>
        <div className="actions">
          <SubmitButton>{t("revise-submit")}</SubmitButton>
          <Link className="btn btn-quiet" to={here}>
            {t("back")}
          </Link>
        </div>
      </Form>
    </Page>
  );
}
