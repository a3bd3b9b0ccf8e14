import { Form, redirect, useSearchParams } from "react-router";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  Backstage,
  Button,
  ButtonLink,
  CheckboxGroup,
  Dialog,
  EditForm,
  ErrorSummary,
  Page,
  Person,
  Section,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { addToAudience, renameAudience, takeFromAudience } from "../commands/audiences.ts";
import { useAudienceWords } from "../components/useAudienceWords.ts";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { oneAudience } from "../queries/audience.ts";
import type { Route } from "./+types/audience.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.name ?? "");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, oneAudience, { room: params.room, audience: params.audience });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const address = { room: params.room, audience: params.audience };
  const here = `/rooms/${params.room}/audiences/${params.audience}`;
  switch (form.get("intent")) {
    case "add": {
      const done = await act(context, addToAudience, form, address);
      return "ok" in done ? redirect(here) : done;
    }
    case "rename": {
      const done = await act(context, renameAudience, form, address);
      return "ok" in done ? redirect(here) : done;
    }
    default: {
      const done = await act(context, takeFromAudience, form, address);
      if (!("ok" in done)) return done;
      return redirect(done.value.left ? `/rooms/${params.room}/people` : here);
    }
  }
}

/** A named audience: its people, its name, and adding people, which is asked again with the names. */
export default function Audience({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const words = useAudienceWords();
  const room = useRoom();
  const [search] = useSearchParams();
  const rename = useRefusal(actionData, [roomsMessages], "rename");
  const others = useRefusal(actionData, [roomsMessages], "take");
  const adding = useRefusal(actionData, [roomsMessages], "add");
  const shapes = room.rights.includes("room.publish") && !room.viewing;
  const format = useFormat();
  const [free, forLead] = [
    loaderData.others.filter((one) => !one.forLead),
    loaderData.others.filter((one) => one.forLead),
  ];
  const chosen = free.filter((one) => search.getAll("add").includes(one.id));
  return (
    <Page
      title={loaderData.name}
      crumbs={[{ to: `/rooms/${room.id}/people`, label: t("people") }]}
      crumbsLabel={t("people")}
    >
      {shapes && chosen.length > 0 && <ConfirmAdding audience={loaderData} chosen={chosen} />}
      <ErrorSummary {...others.summary} />
      <ErrorSummary {...adding.summary} />
      <Section title={t("audience-people")}>
        <Backstage {...words({ kind: "custom", name: loaderData.name })}>
          <ul className="grid gap-3">
            {loaderData.people.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
                <Person name={one.name} company={one.company} />
                {one.removable && !room.viewing && (shapes || one.id === room.me.id) && (
                  <Form method="post">
                    <input type="hidden" name="person" value={one.id} />
                    <SubmitButton
                      look="quiet"
                      size="small"
                      name="intent"
                      value="take"
                      aria-label={
                        one.id === room.me.id ? t("group-leave") : t("remove-from-group", { name: one.name })
                      }
                    >
                      {one.id === room.me.id ? t("group-leave") : t("take-out")}
                    </SubmitButton>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </Backstage>
      </Section>
      {shapes && (
        <Section title={t("add-people")} note={t("add-people-note")}>
          {loaderData.others.length === 0 && <p>{t("others-none")}</p>}
          {forLead.length > 0 && (
            <p className="mb-4">
              {t("others-for-lead", { names: format.list(forLead.map((one) => one.name)) })}
            </p>
          )}
          {free.length > 0 && (
            <Form className="form" preventScrollReset>
              <CheckboxGroup
                name="add"
                label={t("people")}
                defaultValue={search.getAll("add")}
                options={free.map((one) => ({
                  value: one.id,
                  label: one.name,
                  hint: one.company,
                }))}
              />
              <div className="actions">
                <Button>{t("add-people")}</Button>
              </div>
            </Form>
          )}
        </Section>
      )}
      {shapes && (
        <Section title={t("rename")}>
          <EditForm
            version={undefined}
            refusal={rename}
            send={{ name: "intent", value: "rename" }}
            fields={{ name: t("audience-name") }}
          >
            <input type="hidden" name="was" value={rename.now("was") ?? loaderData.name} />
            <TextField
              name="name"
              label={t("audience-name")}
              required
              maxLength={120}
              defaultValue={rename.value("name", loaderData.name)}
              error={rename.error("name")}
            />
            <div className="actions">
              <SubmitButton look="secondary" name="intent" value="rename">
                {t("rename")}
              </SubmitButton>
            </div>
          </EditForm>
        </Section>
      )}
    </Page>
  );
}

/** Adding shows the past: who, and what they will see, before it happens. */
function ConfirmAdding({
  audience,
  chosen,
}: {
  audience: { name: string; past: { type: string; count: number }[] };
  chosen: readonly { id: string; name: string }[];
}) {
  const t = useMessages(roomsMessages);
  const format = useFormat();
  const names = format.list(chosen.map((one) => one.name));
  const known = ["document", "thread", "activity", "meeting"] as const;
  const named = known.flatMap((type) => {
    const count = audience.past.find((one) => one.type === type)?.count ?? 0;
    return count > 0 ? [t(`past-${type}`, { count })] : [];
  });
  const rest = audience.past
    .filter((one) => !known.some((type) => type === one.type))
    .reduce((sum, one) => sum + one.count, 0);
  const past = rest > 0 ? [...named, t("past-other", { count: rest })] : named;
  return (
    <Dialog
      title={t("add-people-title", { count: chosen.length, audience: audience.name })}
      closeTo="."
      closeLabel={t("cancel")}
    >
      <p>{t("add-people-sees", { names, audience: audience.name })}</p>
      {past.length === 0 ? (
        <p className="mt-2">{t("add-people-past-none")}</p>
      ) : (
        <p className="mt-2">
          {t("add-people-past")} {format.list(past)}.
        </p>
      )}
      <Form method="post" action="." className="actions mt-4">
        {chosen.map((one) => (
          <input key={one.id} type="hidden" name="people" value={one.id} />
        ))}
        <SubmitButton name="intent" value="add">
          {t("add-people-confirm", { names })}
        </SubmitButton>
        <ButtonLink look="quiet" to="." preventScrollReset>
          {t("cancel")}
        </ButtonLink>
      </Form>
    </Dialog>
  );
}
