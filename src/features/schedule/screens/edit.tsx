import { Link, redirect } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, EditForm, Page, SubmitButton } from "#ui/index.ts";
import { editItem } from "../commands/edit.ts";
import { ParticipantFields, WordFields } from "../components/ItemFields.tsx";
import { scheduleMessages } from "../messages.ts";
import { scheduleItem } from "../queries/item.ts";
import type { Route } from "./+types/edit.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, scheduleItem, { room: params.room, item: params.item });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const done = await act(context, editItem, form, { room: params.room, item: params.item });
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${params.room}/schedule/${params.item}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, scheduleMessages, "edit");

/** The words of an item and who is wanted, on the tint of those who read them. */
export default function EditItem({ loaderData, actionData, params }: Route.ComponentProps) {
  const { item, people } = loaderData;
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const words = useRefusal(actionData, [scheduleMessages]);
  const audience = useAudienceWords()(item.audience);
  const here = `/rooms/${params.room}/schedule`;
  const chosen = words.value("participants", item.participants.map(({ id }) => id).join(" "));
  return (
    <Page
      title={t("edit")}
      lede={t("edit-lede")}
      crumbs={[
        { to: here, label: t("title") },
        { to: `${here}/${item.id}`, label: item.title },
      ]}
      crumbsLabel={t("title")}
    >
      <Backstage {...audience}>
        <EditForm
          version={item.version}
          refusal={words}
          fields={{
            title: t("field-title"),
            place: t("field-place"),
            link: t("field-link"),
            note: t("field-note"),
            participants: {
              label: t("field-participants"),
              show: (ids) =>
                format.list(ids.split(" ").map((id) => people.find((one) => one.id === id)?.name ?? "–")),
            },
          }}
        >
          <WordFields words={words} start={item} />
          <ParticipantFields people={people} chosen={chosen?.split(" ") ?? []} words={words} />
          <WhoSees people={people} />
          <div className="actions">
            <SubmitButton>{t("save")}</SubmitButton>
            <Link className="link" to={`${here}/${item.id}`}>
              {t("back")}
            </Link>
          </div>
        </EditForm>
      </Backstage>
    </Page>
  );
}
