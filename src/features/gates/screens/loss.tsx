import { redirect } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, Checkbox, Page, Section, Select, TextArea } from "#ui/index.ts";
import { ActForm } from "../components/ActForm.tsx";
import { explainLoss, losses } from "../index.ts";
import { gateMessages } from "../messages.ts";
import { LOSS_CATEGORIES } from "../model/loss.ts";
import type { Route } from "./+types/loss.ts";

export const loader = ({ context, params }: Route.LoaderArgs) => ask(context, losses, { room: params.room });

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await act(context, explainLoss, await request.formData(), params);
  return "ok" in done ? redirect(`/rooms/${params.room}/process/loss`) : done;
}

/** Why a sale was lost: each side's own reason, and the customer's where it was shared. */
export default function Loss({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(gateMessages);
  const words = useAudienceWords();
  const room = useRoom();
  const { reasons } = loaderData;
  const side = room.side === "buyer" ? "buyer" : "seller";
  const own = reasons.find((one) => one.side === side);
  const process = `/rooms/${params.room}/process`;
  const mayWrite =
    room.rights.includes("room.lead") &&
    !room.viewing &&
    room.side !== "partner" &&
    (room.state === "lost" || (room.state === "open" && side === "seller"));
  return (
    <Page title={t("loss")} crumbs={[{ to: process, label: t("process") }]} crumbsLabel={t("process")}>
      <title>{t("loss")}</title>
      {reasons.length === 0 && <p className="text-muted">{t("loss-none")}</p>}
      <div className="grid gap-4">
        {reasons.map((one) => (
          <Backstage key={one.side} {...words({ kind: one.shared ? "room" : one.side, name: "" })}>
            <p className="font-semibold">
              {one.side === side ? t("loss-own") : t(`loss-side-${one.side}`)}: {t(`loss-${one.category}`)}
            </p>
            <p>{one.reason}</p>
          </Backstage>
        ))}
      </div>
      {mayWrite && (
        <Section title={t("loss-own")}>
          <Backstage {...words({ kind: side, name: "" })}>
            <ActForm
              intent="loss"
              version={0}
              answer={actionData}
              submit={t("loss-save")}
              look={room.state === "open" ? "danger" : "primary"}
              text={room.state === "open" ? t("loss-end") : undefined}
            >
              {(refusal) => (
                <>
                  <Select
                    name="category"
                    label={t("loss-category")}
                    required
                    empty={t("choose")}
                    options={LOSS_CATEGORIES.map((value) => ({ value, label: t(`loss-${value}`) }))}
                    defaultValue={refusal.value("category", own?.category) ?? ""}
                    error={refusal.error("category")}
                  />
                  <TextArea
                    name="reason"
                    label={t("reason")}
                    required
                    maxLength={2000}
                    defaultValue={refusal.value("reason", own?.reason)}
                    error={refusal.error("reason")}
                  />
                  {side === "buyer" && (
                    <Checkbox
                      name="share"
                      label={t("loss-share")}
                      hint={t("loss-share-hint")}
                      defaultChecked={refusal.ticked("share", own?.shared)}
                    />
                  )}
                </>
              )}
            </ActForm>
          </Backstage>
        </Section>
      )}
    </Page>
  );
}
