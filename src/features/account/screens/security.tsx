import { redirect, useRevalidator, useSearchParams } from "react-router";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { post } from "#platform/identity/letters.ts";
import { ownPath } from "#platform/identity/next.ts";
import { act, ask } from "#platform/operations/form.ts";
import { ButtonLink, Notice, Page } from "#ui/index.ts";
import { readAgent } from "../agents.ts";
import { removePasskey, renamePasskey } from "../commands/passkeys.ts";
import { removePassword } from "../commands/password.ts";
import { endOneSession, endOtherSessions } from "../commands/sessions.ts";
import { AccountNav } from "../components/AccountNav.tsx";
import { LinksForMe } from "../components/LinksForMe.tsx";
import { PasskeyList } from "../components/PasskeyList.tsx";
import { PasswordState } from "../components/PasswordState.tsx";
import { useRefusal } from "../components/refusals.tsx";
import { SessionList } from "../components/SessionList.tsx";
import { accountMessages } from "../messages.ts";
import { security } from "../queries/security.ts";
import type { Route } from "./+types/security.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "account-security");

export async function loader({ context, request }: Route.LoaderArgs) {
  const answer = await ask(context, security, {});
  const here = context.get(readerContext)?.sessionId;
  const welcome = new URL(request.url).searchParams.get("welcome");
  return {
    ...answer,
    sessions: answer.sessions.map(({ agent, ...session }) => ({
      ...session,
      device: readAgent(agent),
      here: session.id === here,
    })),
    device: readAgent(request.headers.get("user-agent") ?? ""),
    // Where there is mail a code is always a way back.
    welcome: welcome === null || post().configured ? null : ownPath(welcome),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = String(form.get("intent"));
  form.delete("intent");
  const keep = context.get(readerContext)?.sessionId;
  switch (intent) {
    case "rename":
      return act(context, renamePasskey, form);
    case "remove-passkey":
      return act(context, removePasskey, form);
    case "remove-password":
      return act(context, removePassword, form);
    case "end-others":
      return act(context, endOtherSessions, form, { keep });
    case "end":
      return act(context, endOneSession, form);
    default:
      return redirect("/account/security");
  }
}

export default function Security({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const { revalidate } = useRevalidator();
  const [search, setSearch] = useSearchParams();
  const { passkeys, password, sessions, device, welcome } = loaderData;
  const refused = actionData && actionData.ok === false ? actionData : undefined;
  const { summary } = useRefusal(refused);
  const ended = actionData?.ok && "ended" in actionData.value ? actionData.value.ended : null;
  const safe = passkeys.length > 0 || password.since !== null;
  const name = t("passkeys-default-name", {
    device: device?.system ?? t("sessions-device-unknown"),
    date: format.date(new Date()),
  });
  return (
    <Page title={t("account-security")}>
      <AccountNav />
      <div className="my-4 grid gap-4 empty:hidden">
        {summary}
        {welcome !== null && (
          <Notice tone={safe ? "success" : "info"} title={t("welcome-title")}>
            <p>{t("welcome")}</p>
            <p className="actions mt-2">
              <ButtonLink to={welcome} look={safe ? "primary" : "secondary"} size="small">
                {t("welcome-go")}
              </ButtonLink>
            </p>
          </Notice>
        )}
        {search.has("added") && (
          <Notice tone="success" live>
            {t("passkeys-added")}
          </Notice>
        )}
        {ended !== null && (
          <Notice tone="success" live>
            {t("sessions-ended", { count: ended })}
          </Notice>
        )}
      </div>
      <PasskeyList
        passkeys={passkeys}
        newName={name}
        onAdded={() => {
          setSearch((before) => {
            before.set("added", "1");
            return before;
          });
          void revalidate();
        }}
      />
      <PasswordState {...password} />
      <SessionList sessions={sessions} />
      <LinksForMe links={loaderData.links} />
    </Page>
  );
}
