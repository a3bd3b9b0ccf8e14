import { Link, redirect } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { EditForm, Page, SubmitButton } from "#ui/index.ts";
import { editDocument } from "../commands/edit.ts";
import { ArtefactSelect } from "../components/ArtefactSelect.tsx";
import { DescriptionFields } from "../components/DescriptionFields.tsx";
import { useCategoryWords } from "../components/words.ts";
import { documentMessages } from "../messages.ts";
import type { disciplines, documentLanguages } from "../model/lists.ts";
import { documentChoices } from "../queries/form.ts";
import { showDocument } from "../queries/show.ts";
import type { Route } from "./+types/edit.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, document } = params;
  const [shown, { artefacts, categories }] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, documentChoices, { room, document }),
  ]);
  const { number, title, category, discipline, language, validUntil, responsible, artefact, version } = shown;
  return {
    artefacts,
    categories,
    number,
    title,
    category,
    discipline,
    language,
    validUntil,
    responsible,
    people: shown.readers,
    artefact,
    version,
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await act(context, editDocument, await request.formData(), params);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/${params.document}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "edit");

export default function EditDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const words = useCategoryWords(loaderData.categories);
  const refusal = useRefusal(actionData, [documentMessages]);
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${params.document}`;
  const name = `${loaderData.number} ${loaderData.title}`;
  return (
    <Page
      title={t("edit")}
      lede={t("edit-lede")}
      crumbs={[
        { to: list, label: t("documents") },
        { to: here, label: name },
      ]}
      crumbsLabel={t("documents")}
    >
      <EditForm
        version={loaderData.version}
        refusal={refusal}
        fields={{
          title: t("title"),
          category: { label: t("category"), show: (value) => words(value) },
          discipline: {
            label: t("discipline"),
            show: (value) => t(`discipline-${value as (typeof disciplines)[number]}`),
          },
          language: {
            label: t("language"),
            show: (value) => t(`language-${value as (typeof documentLanguages)[number]}`),
          },
          validUntil: t("valid-until"),
          responsible: {
            label: t("answers"),
            show: (value) => loaderData.people.find(({ id }) => id === value)?.name ?? "",
          },
        }}
      >
        <DescriptionFields
          refusal={refusal}
          categories={loaderData.categories}
          start={loaderData}
          people={loaderData.people}
        />
        <ArtefactSelect
          artefacts={loaderData.artefacts}
          refusal={refusal}
          start={loaderData.artefact}
          none="-"
        />
        <div className="actions">
          <SubmitButton>{t("submit-edit")}</SubmitButton>
          <Link className="btn btn-quiet" to={here}>
            {t("back")}
          </Link>
        </div>
      </EditForm>
    </Page>
  );
}
