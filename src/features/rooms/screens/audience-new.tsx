import { randomUUID } from "node:crypto";
import { data, Form, redirect } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { CheckboxGroup, ErrorSummary, Page, SubmitButton, TextField } from "#ui/index.ts";
import { createAudience } from "../commands/audiences.ts";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { sides } from "../model/names.ts";
import { peopleList } from "../queries/people.ts";
import type { Route } from "./+types/audience-new.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "audience-new");

export async function loader({ context, params }: Route.LoaderArgs) {
  const { members } = await ask(context, peopleList, { room: params.room });
  return { members, key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const chosen = form.getAll("people").map(String);
  const done = await act(context, createAudience, form, { room: params.room });
  if (!("ok" in done)) return data({ ...done.data, chosen }, done.init ?? {});
  return redirect(`/rooms/${params.room}/audiences/${done.value.id}`);
}

/** Making a named audience: its name and its people. */
export default function NewAudience({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const room = useRoom();
  const refusal = useRefusal(actionData, [roomsMessages]);
  return (
    <Page
      title={t("audience-new")}
      lede={t("audience-new-lede")}
      crumbs={[{ to: `/rooms/${room.id}/people`, label: t("people") }]}
      crumbsLabel={t("people")}
    >
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} labels={{ name: t("audience-name") }} />
        <input type="hidden" name="idempotencyKey" value={loaderData.key} />
        <TextField
          name="name"
          label={t("audience-name")}
          hint={t("audience-name-hint")}
          required
          maxLength={120}
          defaultValue={refusal.value("name")}
          error={refusal.error("name")}
        />
        {sides.map((side) => {
          const people = loaderData.members.filter((one) => one.side === side && one.id !== room.me.id);
          return (
            people.length > 0 && (
              <CheckboxGroup
                key={side}
                id={`people-${side}`}
                name="people"
                label={t(`side-${side}`)}
                defaultValue={chosenIn(actionData)}
                options={people.map((one) => ({
                  value: one.id,
                  label: one.name,
                  hint: [one.title, one.company].filter(Boolean).join(", "),
                }))}
              />
            )
          );
        })}
        <div className="actions">
          <SubmitButton>{t("audience-new")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}

const chosenIn = (answer: unknown): string[] => (answer as { chosen?: string[] } | undefined)?.chosen ?? [];
