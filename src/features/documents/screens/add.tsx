import { randomUUID } from "node:crypto";
import { redirect } from "react-router";
import { unfinishedUploads } from "#features/uploads/index.ts";
import { config } from "#platform/config.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { ask, together } from "#platform/operations/form.ts";
import { Notice, Page } from "#ui/index.ts";
import { addDocument } from "../commands/add.ts";
import { ArtefactSelect } from "../components/ArtefactSelect.tsx";
import { DescriptionFields } from "../components/DescriptionFields.tsx";
import { FileForm } from "../components/FileForm.tsx";
import { PurposeSelect } from "../components/PurposeSelect.tsx";
import { showExpected } from "../expected/queries.ts";
import { documentMessages } from "../messages.ts";
import { isOffered } from "../model/categories.ts";
import { documentChoices } from "../queries/form.ts";
import { actWithFiles } from "../receive.ts";
import type { Route } from "./+types/add.ts";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room } = params;
  const wanted = new URL(request.url).searchParams.get("expected");
  const [choices, { uploads }, expected] = await together([
    ask(context, documentChoices, { room }),
    ask(context, unfinishedUploads, { room }),
    wanted ? ask(context, showExpected, { room, expected: wanted }) : null,
  ]);
  const people = new Map(choices.audiences.flatMap((one) => one.people.map((person) => [person.id, person])));
  return {
    ...choices,
    expected: expected?.may.fill ? expected : null,
    audience: expected?.audience.id,
    people: [...people.values()],
    unfinished: uploads,
    maxMegabytes: config().MAX_UPLOAD_MB,
    key: randomUUID(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await actWithFiles(context, addDocument, request, params.room);
  if (!("ok" in done)) return done;
  const [one, ...others] = done.values;
  const list = `/rooms/${params.room}/documents`;
  if (one?.request && others.length === 0) return redirect(`${list}/sharing/${one.request}`);
  if (one && others.length === 0) return redirect(`${list}/${one.id}`);
  // The register, with words and with those alone that are new.
  const told = new URLSearchParams({ added: String(done.values.length) });
  if (done.values.some(({ request }) => request)) told.set("held", "yes");
  if (done.values.length <= 100) told.set("chosen", done.values.map(({ id }) => id).join(","));
  else told.set("sort", "newest");
  return redirect(`${list}?${told}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "add");

export default function AddDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages]);
  const here = `/rooms/${params.room}/documents`;
  const { expected, held } = loaderData;
  return (
    <Page
      title={t("add")}
      lede={t("add-lede")}
      crumbs={[{ to: here, label: t("documents") }]}
      crumbsLabel={t("documents")}
    >
      {(expected || held) && (
        <div className="grid gap-2 mb-4">
          {expected && <Notice>{t("filling", { title: expected.title })}</Notice>}
          {held && <Notice>{t("sharing-held")}</Notice>}
        </div>
      )}
      <FileForm
        refusal={refusal}
        room={params.room}
        refused={actionData?.ok === false ? actionData : undefined}
        given={loaderData}
        several={!expected}
        submit={(count) => (count > 1 ? t("add-submit-several", { count }) : t("add-submit"))}
        noteLabel={t("note-add")}
        back={{ to: here, label: t("back-to-list") }}
      >
        {(beside) => (
          <>
            <input type="hidden" name="unlessSame" value="on" />
            {expected && <input type="hidden" name="expected" value={expected.id} />}
            <DescriptionFields
              refusal={refusal}
              categories={loaderData.categories}
              people={loaderData.people}
              start={
                expected
                  ? {
                      ...expected,
                      category: isOffered(loaderData.categories, expected.category) ? expected.category : "",
                      discipline: null,
                      language: null,
                      validUntil: null,
                      responsible: null,
                    }
                  : undefined
              }
              {...beside}
            />
            <PurposeSelect refusal={refusal} />
            <ArtefactSelect artefacts={loaderData.artefacts} refusal={refusal} />
          </>
        )}
      </FileForm>
    </Page>
  );
}
