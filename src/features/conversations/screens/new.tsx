import { randomUUID } from "node:crypto";
import { Link, redirect, useSearchParams } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Notice, Page } from "#ui/index.ts";
import { startThread } from "../commands/start.ts";
import { AudienceLinks } from "../components/AudienceLinks.tsx";
import { useDraft } from "../components/useDraft.ts";
import { WriteForm } from "../components/WriteForm.tsx";
import { useAudienceWords, useSubjectWords } from "../components/words.ts";
import { conversationMessages } from "../messages.ts";
import { threadAudiences } from "../queries/audiences.ts";
import type { Route } from "./+types/new.ts";

const aboutOf = (request: Request) => {
  const { searchParams } = new URL(request.url);
  const subject = searchParams.get("subject");
  return subject ? { subjectType: searchParams.get("subjectType") ?? "room", subject } : {};
};

/** First whom to write to, then the writing: the chosen audience is part of the address and is not changed by the form. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const about = threadAudiences.input.omit({ room: true }).safeParse(aboutOf(request));
  const answer = await ask(context, threadAudiences, {
    room: params.room,
    ...(about.success ? about.data : {}),
  });
  return { ...answer, key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const audience = new URL(request.url).searchParams.get("audience") ?? undefined;
  const done = await act(context, startThread, await request.formData(), {
    room: params.room,
    audience,
    ...aboutOf(request),
  });
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${params.room}/conversation/${done.value.thread}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, conversationMessages, "start");

export default function NewThread({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(conversationMessages);
  const audienceWords = useAudienceWords();
  const { me } = useRoom();
  const { subject, audiences, key } = loaderData;
  const about = useSubjectWords()(subject) ?? t("subject-room");
  const here = `/rooms/${params.room}/conversation`;
  const [search] = useSearchParams();
  const chosen = audiences.find(({ id }) => id === search.get("audience"));
  const subjectQuery = subject.id ? `&subjectType=${subject.type}&subject=${subject.id}` : "";
  const { box, keep, begunFor } = useDraft(`${me.id} ${params.room} ${subject.id ?? ""}`, chosen?.id);
  const before = audiences.find(({ id }) => id === begunFor);
  return (
    <Page
      title={t("start")}
      lede={chosen ? undefined : t("choose-audience")}
      crumbs={[{ to: here, label: t("conversation") }]}
      crumbsLabel={t("conversation")}
    >
      <p className="mb-4">
        {subject.path ? (
          <Link className="link" to={subject.path}>
            {about}
          </Link>
        ) : (
          about
        )}
      </p>
      {chosen ? (
        <div ref={box} onInput={keep}>
          {before && (
            <div className="mb-4">
              <Notice tone="warning">{t("draft-for-others", { readers: audienceWords(before) })}</Notice>
            </div>
          )}
          <WriteForm
            key={chosen.id}
            audience={chosen}
            titled={subject.type === "room"}
            idempotencyKey={key}
            refusal={actionData?.ok === false ? actionData : undefined}
            autoFocus
          />
          <p className="mt-4">
            <Link className="link" to={`?${subjectQuery.slice(1)}`}>
              {t("choose-other")}
            </Link>
          </p>
        </div>
      ) : (
        <AudienceLinks audiences={audiences} to={(audience) => `?audience=${audience.id}${subjectQuery}`} />
      )}
    </Page>
  );
}
