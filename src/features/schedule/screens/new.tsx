import { randomUUID } from "node:crypto";
import { Form, Link, redirect, useSearchParams } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, ButtonLink, ErrorSummary, Page, RadioGroup, SubmitButton } from "#ui/index.ts";
import { proposeItem } from "../commands/propose.ts";
import { ParticipantFields, WhenFields, WordFields } from "../components/ItemFields.tsx";
import { scheduleMessages } from "../messages.ts";
import { itemKinds } from "../model/time.ts";
import type { Route } from "./+types/new.ts";

/** First who will see it, then the form: the audience is part of the address and is not changed by the form. */
export async function loader({ context, params }: Route.LoaderArgs) {
  return { ...(await ask(context, audiencesMine, { room: params.room })), key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  form.set("chosen", form.getAll("participants").join(" "));
  const audience = new URL(request.url).searchParams.get("audience") ?? undefined;
  const done = await act(context, proposeItem, form, { room: params.room, audience });
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${params.room}/schedule/${done.value.item}`);
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, scheduleMessages, "new-title");

type Audience = Route.ComponentProps["loaderData"]["audiences"][number];

export default function NewItem({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(scheduleMessages);
  const [search] = useSearchParams();
  const chosen = loaderData.audiences.find(({ id }) => id === search.get("audience"));
  const here = `/rooms/${params.room}/schedule`;
  return (
    <Page
      title={t("new-title")}
      lede={chosen ? undefined : t("choose-audience")}
      crumbs={[{ to: here, label: t("title") }]}
      crumbsLabel={t("title")}
    >
      {chosen ? (
        <>
          <ProposeForm
            key={chosen.id}
            audience={chosen}
            idempotencyKey={loaderData.key}
            answer={actionData}
          />
          <p className="mt-4">
            <Link className="link" to={`${here}/new`}>
              {t("choose-other")}
            </Link>
          </p>
        </>
      ) : (
        <Audiences audiences={loaderData.audiences} />
      )}
    </Page>
  );
}

const isTeam = ({ kind }: Audience) => kind === "seller" || kind === "buyer";

function Audiences({ audiences }: { audiences: readonly Audience[] }) {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  return (
    <ul className="grid gap-4">
      {audiences.map((audience) => {
        const words = audienceWords(audience);
        return (
          <Backstage key={audience.id} as="li" {...words}>
            <p className="text-sm max-w-(--measure)">
              {format.list(audience.people.map(({ name }) => name))}
            </p>
            <p className="mt-2">
              <ButtonLink
                to={`?audience=${audience.id}`}
                aria-label={`${t(isTeam(audience) ? "choose-own" : "choose")}: ${words.label}`}
              >
                {t(isTeam(audience) ? "choose-own" : "choose")}
              </ButtonLink>
            </p>
          </Backstage>
        );
      })}
    </ul>
  );
}

function ProposeForm(props: { audience: Audience; idempotencyKey: string; answer: unknown }) {
  const t = useMessages(scheduleMessages);
  const words = useRefusal(props.answer, [scheduleMessages]);
  const audienceWords = useAudienceWords();
  const { audience } = props;
  const send = isTeam(audience)
    ? t("send-team")
    : audience.kind === "custom"
      ? t("send-custom", { name: audience.name })
      : t(audience.kind === "commercial" ? "send-commercial" : "send-room");
  return (
    <Backstage {...audienceWords(audience)}>
      <Form method="post" className="form">
        <ErrorSummary
          {...words.summary}
          labels={{
            day: t("field-day"),
            from: t("field-from"),
            until: t("field-until"),
            lastDay: t("field-last-day"),
            title: t("field-title"),
            link: t("field-link"),
            participants: t("field-participants"),
          }}
        />
        <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
        <RadioGroup
          name="kind"
          label={t("field-kind")}
          error={words.error("kind")}
          defaultValue={words.value("kind", "meeting")}
          options={itemKinds.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
        />
        <WhenFields words={words} />
        <WordFields words={words} />
        <ParticipantFields
          people={audience.people}
          chosen={words.value("chosen", "")?.split(" ") ?? []}
          words={words}
        />
        <WhoSees people={audience.people} />
        <div className="actions">
          <SubmitButton>{send}</SubmitButton>
          <span className="text-sm">
            {isTeam(audience) ? t("needs-none") : audience.kind === "custom" ? "" : t("needs-agreement")}
          </span>
        </div>
      </Form>
    </Backstage>
  );
}
