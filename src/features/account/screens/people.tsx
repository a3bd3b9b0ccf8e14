import { data, redirect } from "react-router";
import type { z } from "zod";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { post } from "#platform/identity/letters.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Notice, Page } from "#ui/index.ts";
import {
  addressFreed,
  inviteColleague,
  renewColleague,
  setDisabled,
  setOwner,
  signInLink,
  withdrawColleague,
} from "../commands/people.ts";
import { DeploymentNav } from "../components/AccountNav.tsx";
import { ColleagueForm, ColleagueInvitations } from "../components/ColleagueInvitations.tsx";
import { Colleagues } from "../components/Colleagues.tsx";
import { LinkToCopy } from "../components/LinkToCopy.tsx";
import { type Refused, useRefusal } from "../components/refusals.tsx";
import { WayInAgain } from "../components/WayInAgain.tsx";
import { accountMessages } from "../messages.ts";
import { people } from "../queries/people.ts";
import type { Route } from "./+types/people.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "deployment-people");

export async function loader({ context, request }: Route.LoaderArgs) {
  const answer = await ask(context, people, {});
  const about = new URL(request.url).searchParams.get("for") ?? "";
  return { ...answer, about, mail: post().configured, me: context.get(readerContext)?.actor.personId };
}

const commands = {
  invite: inviteColleague,
  renew: renewColleague,
  withdraw: withdrawColleague,
  owner: setOwner,
  disabled: setDisabled,
  link: signInLink,
  free: addressFreed,
} as const;

/** What became of a form: which it was, whom it was about, and the link it gave or the refusal. */
interface Answer {
  intent: string;
  name: string;
  link?: string | null;
  refused?: Refused;
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = String(form.get("intent"));
  const name = String(form.get("who") ?? form.get("name") ?? "");
  for (const field of ["intent", "who"]) form.delete(field);
  if (!(intent in commands)) throw redirect("/deployment");
  const done = await act<z.ZodType, z.ZodType>(context, commands[intent as keyof typeof commands], form);
  if (!("ok" in done)) return data<Answer>({ intent, name, refused: done.data }, done.init ?? undefined);
  const { link, name: freed } = done.value as { link?: string | null; name?: string };
  return data<Answer>({ intent, name: freed ?? name, link });
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const refused = actionData?.refused;
  const inviting = actionData?.intent === "invite";
  const wayIn = actionData?.intent === "link" || actionData?.intent === "free";
  const { summary } = useRefusal(inviting || wayIn ? undefined : refused);
  const link = actionData?.link;
  return (
    <Page title={t("deployment-title")} lede={t("deployment-people-lede")}>
      <DeploymentNav />
      <div className="my-4 grid gap-4 empty:hidden">
        {summary}
        {actionData && !refused && !wayIn && (
          <Notice tone="success" live>
            {link ? (
              <>
                <p>{t("deployment-invited-copy", { name: actionData.name })}</p>
                <LinkToCopy link={link} />
              </>
            ) : link === null ? (
              t("deployment-invited-mail", { name: actionData.name })
            ) : (
              t(actionData.intent === "withdraw" ? "deployment-withdrawn" : "deployment-changed")
            )}
          </Notice>
        )}
      </div>
      <Colleagues people={loaderData.people} me={loaderData.me} />
      <ColleagueInvitations invitations={loaderData.invitations} mail={loaderData.mail} />
      <ColleagueForm
        mail={loaderData.mail}
        refused={inviting ? refused : undefined}
        key={loaderData.invitations.length}
      />
      <WayInAgain
        mail={loaderData.mail}
        email={loaderData.about}
        refused={wayIn ? refused : undefined}
        link={actionData?.intent === "link" && !refused ? link : undefined}
        freed={actionData?.intent === "free" && !refused ? actionData.name : undefined}
        key={loaderData.about}
      />
    </Page>
  );
}
