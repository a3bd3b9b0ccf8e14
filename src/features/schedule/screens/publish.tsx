import { Form, Link, redirect, useSearchParams } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import {
  Backstage,
  ButtonLink,
  EmptyState,
  ErrorSummary,
  Page,
  PeopleList,
  SubmitButton,
} from "#ui/index.ts";
import { publishItem } from "../commands/publish.ts";
import { WordFields } from "../components/ItemFields.tsx";
import { scheduleMessages } from "../messages.ts";
import { scheduleItem } from "../queries/item.ts";
import type { Route } from "./+types/publish.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const [shown, mine] = await together([
    ask(context, scheduleItem, { room: params.room, item: params.item }),
    ask(context, audiencesMine, { room: params.room }),
  ]);
  const from = mine.audiences.find(({ id }) => id === shown.item.audience.id);
  const wider = mine.audiences.filter(({ id }) => from?.wider.includes(id));
  return { item: shown.item, people: shown.people, wider };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const to = new URL(request.url).searchParams.get("to") ?? undefined;
  const done = await act(context, publishItem, await request.formData(), {
    room: params.room,
    item: params.item,
    to,
  });
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${params.room}/schedule/${params.item}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, scheduleMessages, "publish-title");

/** First to whom, then exactly what they will read and who newly sees it, then the act. */
export default function PublishItem({ loaderData, actionData, params }: Route.ComponentProps) {
  const { item, people, wider } = loaderData;
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const words = useRefusal(actionData, [scheduleMessages]);
  const [search] = useSearchParams();
  const to = wider.find(({ id }) => id === search.get("to"));
  const here = `/rooms/${params.room}/schedule`;
  const gainsOf = (audience: { people: { id: string; name: string; company: string }[] }) =>
    audience.people.filter(({ id }) => !people.some((person) => person.id === id));
  return (
    <Page
      title={t("publish-title")}
      lede={t("publish-lede")}
      crumbs={[
        { to: here, label: t("title") },
        { to: `${here}/${item.id}`, label: item.title },
      ]}
      crumbsLabel={t("title")}
    >
      {to ? (
        <Backstage {...audienceWords(to)}>
          <Form method="post" className="form">
            <ErrorSummary {...words.summary} />
            <h2>{t("publish-words")}</h2>
            <input type="hidden" name="version" value={item.version} />
            <WordFields words={words} start={item} />
            <PeopleList label={t("publish-gains")} people={gainsOf(to)} />
            <div className="actions">
              <SubmitButton>{t("publish-confirm")}</SubmitButton>
              <Link className="link" to={`${here}/${item.id}`}>
                {t("back")}
              </Link>
            </div>
          </Form>
        </Backstage>
      ) : wider.length === 0 ? (
        <EmptyState title={t("publish-none")} />
      ) : (
        <ul className="grid gap-4">
          {wider.map((audience) => (
            <Backstage key={audience.id} as="li" {...audienceWords(audience)}>
              <p className="text-sm max-w-(--measure)">
                {t("publish-gains")} {format.list(gainsOf(audience).map(({ name }) => name))}
              </p>
              <p className="mt-2">
                <ButtonLink
                  to={`?to=${audience.id}`}
                  aria-label={`${t("publish-choose")}: ${audienceWords(audience).label}`}
                >
                  {t("publish-choose")}
                </ButtonLink>
              </p>
            </Backstage>
          ))}
        </ul>
      )}
    </Page>
  );
}
