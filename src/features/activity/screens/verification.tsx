import { Form } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Card, ErrorSummary, Notice, Page, Section, SubmitButton } from "#ui/index.ts";
import { sendHeads } from "../commands/heads.ts";
import { logMessages } from "../log-messages.ts";
import { verifyLog } from "../queries/chains.ts";
import type { Route } from "./+types/verification.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, verifyLog, { room: params.room });

export const action = async ({ context, params, request }: Route.ActionArgs) =>
  act(context, sendHeads, await request.formData(), { room: params.room });

export const meta: Route.MetaFunction = (args) => pageTitle(args, logMessages, "verify-title");

/** Whether the log is whole, and the heads to keep. */
export default function VerificationScreen({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(logMessages);
  const words = useAudienceWords();
  const format = useFormat();
  const room = useRoom();
  const refusal = useRefusal(actionData, [logMessages]);
  const log = `/rooms/${params.room}/log`;
  return (
    <Page
      title={t("verify-title")}
      lede={t("verify-text")}
      crumbs={[{ label: t("title"), to: log }]}
      crumbsLabel={t("title")}
    >
      {loaderData.whole ? (
        <Notice tone="success" title={t("verify-whole")}>
          {t("verify-whole-text")}
        </Notice>
      ) : (
        <Notice tone="problem" title={t("verify-broken")}>
          {loaderData.chains
            .filter((chain) => chain.brokenAt !== null)
            .map((chain) => (
              <p key={chain.audience}>
                {t("verify-broken-text", { name: words(chain).label, number: chain.brokenAt ?? 0 })}
              </p>
            ))}
        </Notice>
      )}
      <div className="mt-8 grid gap-4 md:grid-cols-2">
        {loaderData.chains.map((chain) => (
          <Card key={chain.audience} level={2} title={words(chain).label}>
            <p>{t("verify-entries", { count: chain.entries })}</p>
            {chain.hash && (
              <p className="mt-1 break-all font-mono text-muted text-xs">
                {t("verify-head", { hash: chain.hash })}
              </p>
            )}
          </Card>
        ))}
      </div>
      {room.rights.includes("room.lead") && !room.viewing && (
        <div className="mt-8">
          <Section title={t("heads-send-title")} note={t("heads-send-text")}>
            {actionData?.ok && (
              <Notice tone="success" live>
                {t(actionData.value.mailed ? "heads-sent" : "heads-not-mailed", {
                  names: format.list(actionData.value.leads),
                })}
              </Notice>
            )}
            <ErrorSummary {...refusal.summary} />
            <Form method="post" className="actions mt-4 no-print">
              <SubmitButton look="secondary">{t("heads-send")}</SubmitButton>
            </Form>
          </Section>
        </div>
      )}
    </Page>
  );
}
