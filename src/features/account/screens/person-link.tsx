import { Form } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act } from "#platform/operations/form.ts";
import { Notice, Page, SubmitButton } from "#ui/index.ts";
import { signInLink } from "../commands/people.ts";
import { LinkToCopy } from "../components/LinkToCopy.tsx";
import { useRefusal } from "../components/refusals.tsx";
import { accountMessages } from "../messages.ts";
import type { Route } from "./+types/person-link.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "person-link-title");

/** Nothing of the person is told here: who may make the link knows whom it is for. */
export function loader({ context }: Route.LoaderArgs) {
  actorOf(context);
  return null;
}

export async function action({ context, params, request }: Route.ActionArgs) {
  return act(context, signInLink, await request.formData(), { person: params.person });
}

export default function PersonLink({ actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { summary } = useRefusal(actionData?.ok === false ? actionData : undefined);
  return (
    <Page title={t("person-link-title")} lede={t("person-link-lede")}>
      {summary}
      {actionData?.ok ? (
        <Notice tone="success" live>
          <LinkToCopy link={actionData.value.link} />
        </Notice>
      ) : (
        <Form method="post" className="actions">
          <SubmitButton>{t("person-link-make")}</SubmitButton>
        </Form>
      )}
    </Page>
  );
}
