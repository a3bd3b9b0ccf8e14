import { Link, useSearchParams } from "react-router";
import { MessageText } from "#features/conversations/components/index.ts";
import { useLabelWords, viewAt } from "#features/documents/components/index.ts";
import { viewRevision } from "#features/documents/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { ask, together } from "#platform/operations/form.ts";
import { Backstage, Button, ButtonLink, Page, StateMark } from "#ui/index.ts";
import { Filters } from "../components/Filters.tsx";
import { inOrder, Settled } from "../components/Settled.tsx";
import { shapeOf, useOrdinal, usePlaceWords } from "../components/words.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { filterOf, passes } from "../model/filter.ts";
import { markupOnRevision, type ShownMarkup } from "../queries/on-revision.ts";
import type { Route } from "./+types/comments.ts";

/** All comments on a revision to read and print: page, words, text, answers, state. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const [{ document, revision }, markup] = await together([
    ask(context, viewRevision, params),
    ask(context, markupOnRevision, params),
  ]);
  return { document, revision, markup };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, markupMessages, "comments");

export default function Comments({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(markupMessages);
  const label = useLabelWords();
  const [search] = useSearchParams();
  const { document, revision, markup } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const at = `${list}/${params.document}/revisions/${params.revision}`;
  const filter = filterOf(search);
  const shown = markup.markup.filter((mark) => passes(filter, mark, markup.me));
  return (
    <Page
      title={t("comments-on", { title: `${document.number} ${document.title}` })}
      lede={`${label(revision.label, "mark")} · ${t("comments-count", { count: shown.length })}`}
      crumbs={[{ to: `${at}/view`, label: `${document.number} ${document.title}` }]}
      crumbsLabel={t("comments")}
      actions={
        <>
          <Button type="button" onClick={() => print()}>
            {t("print")}
          </Button>
          <ButtonLink to={`${at}/comments/files`}>{t("export")}</ButtonLink>
        </>
      }
    >
      <div className="mb-6 no-print">
        <Filters state={{ data: markup, filter }} live={false} />
      </div>
      {shown.length === 0 && (
        <p className="text-muted">{t(markup.markup.length > 0 ? "none-filtered" : "none")}</p>
      )}
      <ol className="grid gap-4">
        {shown.map((mark) => (
          <Item
            key={mark.id}
            mark={mark}
            at={at}
            room={params.room}
            people={markup.audiences.flatMap((one) => one.people)}
          />
        ))}
      </ol>
    </Page>
  );
}

function Item(props: {
  mark: ShownMarkup;
  at: string;
  room: string;
  people: { id: string; name: string; company: string }[];
}) {
  const t = useMessages(markupMessages);
  const format = useFormat();
  const { mark, at } = props;
  const { tone, label } = useAudienceWords()(mark.audience);
  const places = usePlaceWords()(mark).join(" · ");
  const ordinal = useOrdinal()(mark);
  const people = [...props.people, ...mark.messages.map((one) => one.author)];
  return (
    <Backstage as="li" shape="row" tone={tone} label={label} id={`c-${mark.id}`}>
      <p className="flex flex-wrap items-baseline gap-x-4">
        <strong>{t("comment", { ordinal })}</strong>
        <StateMark state={shapeOf[mark.state]} label={t(`state-${mark.state}` as MarkupWord)} />
        <span className="text-sm text-muted">{t(`kind-${mark.kind}` as MarkupWord)}</span>
        {mark.place && mark.place.page !== null ? (
          <Link
            className="link text-sm"
            to={`${viewAt(at, mark.place.page)}&comment=${mark.id}#c-${mark.id}`}
          >
            {places}
          </Link>
        ) : (
          <span className="text-sm">{places}</span>
        )}
      </p>
      {mark.place?.quote && (
        <blockquote className="my-1 border-l-2 border-rule pl-3 text-sm text-muted max-w-(--measure)">
          {mark.place.quote.exact.slice(0, 600)}
        </blockquote>
      )}
      {mark.assignedTo && mark.state === "open" && (
        <p className="text-sm">
          {t("assigned", { name: mark.assignedTo.name })}
          {mark.dueOn && ` · ${t("due", { date: format.day(mark.dueOn) })}`}
        </p>
      )}
      <ol>
        {inOrder(mark.messages, mark.settlements).map((message) =>
          "state" in message ? (
            <Settled key={`${message.at}${message.state}`} step={message} />
          ) : (
            <li key={message.id} className="mt-2">
              <p className="text-sm text-muted">
                {message.author.name}
                {message.author.company && ` (${message.author.company})`} · {format.dateTime(message.sentAt)}
              </p>
              {message.withdrawn ? (
                <em className="text-muted">{t("withdrawn")}</em>
              ) : (
                <MessageText text={message.text} people={people} />
              )}
            </li>
          ),
        )}
      </ol>
      <p className="mt-2 text-sm no-print">
        <Link className="link" to={`/rooms/${props.room}/conversation/${mark.thread}`}>
          {t("in-conversation")}
        </Link>
      </p>
    </Backstage>
  );
}
