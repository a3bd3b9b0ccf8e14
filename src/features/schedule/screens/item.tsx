import { Link, redirect } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, ButtonLink, DefinitionList, Page, StateMark } from "#ui/index.ts";
import { answerItem } from "../commands/answer.ts";
import { cancelItem, finishItem } from "../commands/close.ts";
import { moveItem } from "../commands/move.ts";
import { ItemAnswers, ItemHistory } from "../components/ItemHistory.tsx";
import { ItemSteps } from "../components/ItemSteps.tsx";
import { useStateWords, useTimeWords, useWaitWords } from "../components/words.ts";
import { scheduleMessages } from "../messages.ts";
import { scheduleItem } from "../queries/item.ts";
import type { Route } from "./+types/item.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, scheduleItem, { room: params.room, item: params.item });

/** One screen, several forms: `intent` tells which. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = form.get("intent");
  const command =
    intent === "move"
      ? moveItem
      : intent === "cancel"
        ? cancelItem
        : intent === "finish"
          ? finishItem
          : answerItem;
  const extra = {
    room: params.room,
    item: params.item,
    ...(command === answerItem && { answer: intent === "decline" ? "declined" : "agreed" }),
  };
  const done = await act<typeof command.input, typeof command.output>(context, command, form, extra);
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${params.room}/schedule/${params.item}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.item.title ?? "");

export default function Item({ loaderData, actionData, params }: Route.ComponentProps) {
  const { item, people } = loaderData;
  const t = useMessages(scheduleMessages);
  const time = useTimeWords();
  const stateWords = useStateWords();
  const waits = useWaitWords()(item);
  const audience = useAudienceWords()(item.audience);
  const here = `/rooms/${params.room}/schedule`;
  return (
    <Page
      title={item.title}
      crumbs={[{ to: here, label: t("title") }]}
      crumbsLabel={t("title")}
      aside={
        <>
          <StateMark {...stateWords(item)} />
          <span>{t(`kind-${item.kind}`)}</span>
        </>
      }
      actions={
        <ButtonLink icon="calendar" to={`${here}/${item.id}/calendar.ics`} reloadDocument>
          {t("file")}
        </ButtonLink>
      }
    >
      <Backstage {...audience}>
        {waits && <p className="font-semibold mb-2">{waits}</p>}
        <DefinitionList
          items={[
            {
              term: t("fact-when"),
              value: <span className="inline-block first-letter:uppercase">{time.full(item.time)}</span>,
            },
            { term: t("fact-was"), value: item.previous && <s>{time.full(item.previous)}</s> },
            { term: t("fact-place"), value: item.place },
            {
              term: t("fact-link"),
              value: item.link && (
                <a className="link wrap-anywhere" href={item.link} rel="noreferrer">
                  {item.link}
                </a>
              ),
            },
            {
              term: t("fact-note"),
              value: item.note && <span className="whitespace-pre-line">{item.note}</span>,
            },
            {
              term: t("fact-participants"),
              value:
                item.participants.length > 0
                  ? item.participants.map(({ name }) => name).join(", ")
                  : t("fact-everyone"),
            },
            {
              term: t("fact-proposed"),
              value: t("fact-proposed-by", {
                name: item.proposedBy.name,
                side: t(`side-${item.proposedSide}`),
              }),
            },
            { term: t("fact-reason"), value: item.reason },
          ]}
        />
        <div className="mt-3">
          <WhoSees people={people} />
        </div>
        <ItemSteps item={item} may={loaderData.may} answer={actionData} />
        <p className="actions no-print mt-4">
          {loaderData.may.change && (
            <Link className="link" to={`${here}/${item.id}/edit`}>
              {t("edit")}
            </Link>
          )}
          {loaderData.may.publish && (
            <Link className="link" to={`${here}/${item.id}/publish`}>
              {t("publish")}
            </Link>
          )}
        </p>
      </Backstage>
      <div className="mt-10">
        <ItemAnswers answers={loaderData.answers} />
        <ItemHistory history={loaderData.history} />
      </div>
    </Page>
  );
}
