import { randomUUID } from "node:crypto";
import { redirect } from "react-router";
import { unfinishedUploads } from "#features/uploads/index.ts";
import { config } from "#platform/config.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { ask, together } from "#platform/operations/form.ts";
import { Page } from "#ui/index.ts";
import { reviseDocument } from "../commands/revise.ts";
import { FileForm } from "../components/FileForm.tsx";
import { PurposeSelect } from "../components/PurposeSelect.tsx";
import { documentMessages } from "../messages.ts";
import { documentChoices } from "../queries/form.ts";
import { showDocument } from "../queries/show.ts";
import { actWithFile } from "../receive.ts";
import type { Route } from "./+types/revise.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, document } = params;
  const [{ number, title, revisions }, choices, { uploads }] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, documentChoices, { room, document }),
    ask(context, unfinishedUploads, { room }),
  ]);
  return {
    audiences: choices.audiences,
    number,
    title,
    // As the one before it, until somebody says otherwise.
    purpose: revisions.find((one) => one.status === "current")?.purpose,
    unfinished: uploads,
    maxMegabytes: config().MAX_UPLOAD_MB,
    key: randomUUID(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await actWithFile(context, reviseDocument, request, params.room, {
    document: params.document,
  });
  if (!("ok" in done)) return done;
  const asked = done.value.request;
  return redirect(`/rooms/${params.room}/documents/${asked ? `sharing/${asked}` : params.document}`);
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
      <FileForm
        refusal={refusal}
        room={params.room}
        refused={actionData?.ok === false ? actionData : undefined}
        given={loaderData}
        submit={() => t("revise-submit")}
        noteLabel={t("note")}
        back={{ to: here, label: t("back") }}
      >
        {() => <PurposeSelect refusal={refusal} start={loaderData.purpose} />}
      </FileForm>
    </Page>
  );
}
