import { redirect } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { Backstage, Checkbox, Notice, Page, Section, Select, TextArea } from "#ui/index.ts";
import { ActForm } from "../components/ActForm.tsx";
import { useSpoken } from "../components/words.ts";
import { explainLoss, losses, showGate, tellOutcome } from "../index.ts";
import { gateMessages } from "../messages.ts";
import { LOSS_CATEGORIES } from "../model/loss.ts";
import type { Route } from "./+types/loss.ts";

const gateIn = (request: Request) => new URL(request.url).searchParams.get("gate");

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room } = params;
  const gate = gateIn(request);
  const [{ reasons }, shown] = await together([
    ask(context, losses, { room }),
    gate ? ask(context, showGate, { room, gate }) : null,
  ]);
  return {
    reasons,
    decision: shown?.decision?.rounds[0]?.decision ?? null,
    gate: shown && { id: shown.id, title: shown.title },
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const done =
    form.get("intent") === "resume"
      ? await act(context, tellOutcome, form, { ...params, outcome: "open" })
      : await act(context, explainLoss, form, { ...params, gate: gateIn(request) ?? undefined });
  return "ok" in done ? redirect(`/rooms/${params.room}/process/loss`) : done;
}

export const meta: Route.MetaFunction = (args) => {
  const room = args.matches.find((match) => match?.id === "room")?.loaderData;
  return pageTitle(args, gateMessages, room && endsSale(room as Reader) ? "loss-end" : "loss");
};

type Reader = Pick<ReturnType<typeof useRoom>, "state" | "side" | "rights" | "viewing">;

/** One who comes here to end an open sale, not to read why it has ended. */
const endsSale = ({ state, side, rights, viewing }: Reader): boolean =>
  state === "open" && side === "seller" && rights.includes("room.lead") && !viewing;

/** Why there was no contract: each side's own reason, and the customer's where it was shared. The supplier's lead ends the sale here. */
export default function Loss({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const words = useAudienceWords();
  const room = useRoom();
  const spoken = useSpoken();
  const { reasons, decision, gate } = loaderData;
  const side = room.side === "buyer" ? "buyer" : "seller";
  const own = reasons.find((one) => one.side === side);
  const process = `/rooms/${params.room}/process`;
  const leads = room.rights.includes("room.lead") && !room.viewing && room.side !== "partner";
  const ends = endsSale(room);
  const suggested = LOSS_CATEGORIES.find((one) => one === decision?.ending);
  return (
    <Page
      title={t(ends ? "loss-end" : "loss")}
      crumbs={[
        { to: process, label: t("process") },
        ...(gate ? [{ to: `${process}/gates/${gate.id}`, label: spoken(gate.title) }] : []),
      ]}
      crumbsLabel={t("process")}
    >
      <div className="grid grid-cols-1 gap-8 [&>.section]:mt-0">
        {reasons.length === 0 && !ends && (
          <p className="text-muted">{t(room.state === "lost" ? "loss-none" : "loss-not")}</p>
        )}
        {reasons.map((one) => (
          <Backstage key={one.side} {...words({ kind: one.shared ? "room" : one.side, name: "" })}>
            <p className="font-semibold">
              {one.side === side ? t("loss-own") : t(`loss-side-${one.side}`)}: {t(`loss-${one.category}`)}
            </p>
            <p className="whitespace-pre-line">{one.reason}</p>
            <p className="text-muted text-sm">{format.date(one.at)}</p>
          </Backstage>
        ))}
        {leads && (room.state === "lost" || ends) && (
          <Section title={t(ends ? "loss-reason" : own ? "loss-change" : "loss-write")}>
            <div className="grid grid-cols-1 gap-4">
              {ends && (
                <Notice tone="warning" title={t("loss-end-title")}>
                  <p>{t("loss-end-text")}</p>
                </Notice>
              )}
              <Backstage {...words({ kind: side, name: "" })}>
                <ActForm
                  intent="loss"
                  version={0}
                  answer={actionData}
                  submit={t(ends ? "loss-end" : "loss-save")}
                  look={ends ? "danger" : "primary"}
                >
                  {(refusal) => (
                    <>
                      <Select
                        name="category"
                        label={t("loss-category")}
                        required
                        empty={t("choose")}
                        options={LOSS_CATEGORIES.map((value) => ({ value, label: t(`loss-${value}`) }))}
                        defaultValue={refusal.value("category", own?.category ?? suggested) ?? ""}
                        error={refusal.error("category")}
                      />
                      <TextArea
                        name="reason"
                        label={t("reason")}
                        required
                        maxLength={2000}
                        defaultValue={refusal.value("reason", own?.reason ?? decision?.reason)}
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
            </div>
          </Section>
        )}
        {leads && room.state === "lost" && side === "seller" && (
          <Section title={t("resume")}>
            <ActForm
              intent="resume"
              version={0}
              answer={actionData}
              submit={t("resume")}
              look="secondary"
              text={t("resume-text")}
            />
          </Section>
        )}
      </div>
    </Page>
  );
}
