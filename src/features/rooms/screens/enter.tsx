import { data, Form, redirect } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { actorOf, readerContext } from "#platform/identity/context.ts";
import { act } from "#platform/operations/form.ts";
import { ErrorSummary, Page, SubmitButton, TextArea, TextField } from "#ui/index.ts";
import { enterRoom } from "../commands/members.ts";
import { roomsMessages } from "../messages.ts";
import type { Route } from "./+types/enter.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "deployment-rooms");

export function loader({ context }: Route.LoaderArgs) {
  actorOf(context);
  if (!context.get(readerContext)?.owner) throw data({ code: "not-found", params: {} }, { status: 404 });
  return null;
}

export async function action({ context, request }: Route.ActionArgs) {
  const done = await act(context, enterRoom, await request.formData());
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${done.value.room}`);
}

/** The only way of an owner into a room they are not in: by a code they know and a reason that everyone there reads. */
export default function EnterRoom({ actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(actionData, [roomsMessages]);
  return (
    <Page title={t("deployment-rooms")} lede={t("deployment-rooms-lede")}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <TextField
          name="room"
          label={t("enter-code")}
          hint={t("enter-code-hint")}
          required
          short
          autoComplete="off"
          defaultValue={refusal.value("room")}
          error={refusal.error("room")}
        />
        <TextArea
          name="reason"
          label={t("enter-reason")}
          hint={t("enter-reason-hint")}
          required
          minLength={10}
          maxLength={500}
          defaultValue={refusal.value("reason")}
          error={refusal.error("reason")}
        />
        <div className="actions">
          <SubmitButton>{t("enter")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
