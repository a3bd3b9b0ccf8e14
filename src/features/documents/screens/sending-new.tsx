import { randomUUID } from "node:crypto";
import { useState } from "react";
import { Link, redirect } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { AudienceTag, CheckboxGroup, EmptyState, Notice, Page, TextField } from "#ui/index.ts";
import { filtersOf } from "../bulk/pages.ts";
import { AddressedForm } from "../components/AddressedForm.tsx";
import { useLabelWords } from "../components/labels.ts";
import { PeopleByCompany } from "../components/PeopleByCompany.tsx";
import { PurposeSelect } from "../components/PurposeSelect.tsx";
import { documentMessages } from "../messages.ts";
import type { Purpose } from "../model/lists.ts";
import { documentChoices } from "../queries/form.ts";
import { listDocuments } from "../queries/list.ts";
import { sendDocuments } from "../sendings/commands.ts";
import type { Route } from "./+types/sending-new.ts";

/** The chosen documents with the revision that stands, and the audiences of which everyone sees all of them. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room } = params;
  const { chosen } = filtersOf(new URL(request.url).searchParams);
  const [listed, choices, mine] = await together([
    chosen ? ask(context, listDocuments, { room, chosen, limit: 100 }) : null,
    ask(context, documentChoices, { room }),
    ask(context, audiencesMine, { room }),
  ]);
  const items = (listed?.documents ?? []).flatMap(({ id, number, title, revisions: [revision], state }) =>
    revision && revision.status !== "withdrawn" && state !== "withdrawn"
      ? [{ id, number, title, revision }]
      : [],
  );
  type Item = (typeof items)[number];
  const sees = (one: { id: string }, { revision }: Item) =>
    revision.audience.id === one.id ||
    (mine.audiences.find(({ id }) => id === one.id)?.wider ?? []).includes(revision.audience.id);
  const audiences = choices.audiences.filter((one) => items.every((item) => sees(one, item)));
  // Those that keep others out: somebody sees the rest and not these.
  const some = choices.audiences.filter((one) => items.some((item) => sees(one, item)));
  const narrow = items.flatMap((item) => (some.every((one) => sees(one, item)) ? [] : [item.id]));
  const people = new Map(audiences.flatMap((one) => one.people.map((person) => [person.id, person])));
  return { items, narrow, audiences, people: [...people.values()], key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  await companiesIn(context, form, params.room);
  const done = await act(context, sendDocuments, form, params);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/sendings/${done.value.id}`) : done;
}

/** Whole companies that were ticked become their people among those who will see it. */
async function companiesIn(
  context: Route.ActionArgs["context"],
  form: FormData,
  room: string,
): Promise<void> {
  const companies = form.getAll("companies");
  form.delete("companies");
  if (companies.length === 0) return;
  const { audiences } = await ask(context, documentChoices, { room });
  const audience = audiences.find(({ id }) => id === form.get("audience"));
  const named = new Set(form.getAll("people"));
  for (const { id, company } of audience?.people ?? [])
    if (companies.includes(company) && !named.has(id) && id !== actorOf(context).personId)
      form.append("people", id);
}

/** What several are sent for: what asks most of whoever gets them. */
const strongest = (all: Purpose[]): Purpose | undefined =>
  (["approval", "comment", "as-built", "information"] as const).find((one) => all.includes(one));

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "send");

export default function SendDocuments({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages]);
  const label = useLabelWords();
  const { me } = useRoom();
  const { items, audiences, people } = loaderData;
  const [chosen, setChosen] = useState(() => audiences.find((one) => one.id === refusal.value("audience")));
  const list = `/rooms/${params.room}/documents`;
  const none = items.length === 0 ? "send-nothing" : audiences.length === 0 ? "send-nowhere" : null;
  return (
    <Page
      title={t("send")}
      lede={t("send-lede")}
      crumbs={[
        { to: list, label: t("documents") },
        { to: `${list}/sendings`, label: t("sendings") },
      ]}
      crumbsLabel={t("documents")}
    >
      <Narrow items={items} narrow={loaderData.narrow} list={list} />
      {none ? (
        <EmptyState
          title={t(none)}
          actions={
            <Link className="btn btn-quiet" to={list}>
              {t("back-to-list")}
            </Link>
          }
        >
          {t(`${none}-text`)}
        </EmptyState>
      ) : (
        <AddressedForm
          refusal={refusal}
          idempotencyKey={loaderData.key}
          labels={{ revisions: t("send-what"), people: t("send-people"), subject: t("sending-subject") }}
          before={
            <CheckboxGroup
              name="revisions"
              label={t("send-what")}
              options={items.map(({ number, title, revision }) => ({
                value: revision.id,
                label: `${number} ${title}`,
                hint: label(revision.label, "mark"),
                ...(revision.audience.kind !== "room" && { tone: revision.audience.kind }),
              }))}
              defaultValue={
                refusal.value("revisions")?.split(" ") ?? items.map(({ revision }) => revision.id)
              }
              error={refusal.error("revisions")}
            />
          }
          audience={{
            label: t("send-who-sees"),
            audiences,
            allNames: true,
            onChosen: (audience) => setChosen(audiences.find(({ id }) => id === audience?.id)),
          }}
          submit={t("send-submit")}
          back={list}
        >
          <PeopleByCompany
            label={t("send-people")}
            hint={t("send-people-hint")}
            people={chosen?.people ?? people}
            me={me.id}
            refusal={refusal}
          />
          <TextField
            name="subject"
            label={t("sending-subject")}
            required
            maxLength={200}
            defaultValue={refusal.value("subject")}
            error={refusal.error("subject")}
          />
          <PurposeSelect refusal={refusal} start={strongest(items.map(({ revision }) => revision.purpose))} />
        </AddressedForm>
      )}
    </Page>
  );
}

/** Which of the chosen are seen by fewer than the others, and the ways on: without them, or sharing them first. */
function Narrow(props: {
  items: Route.ComponentProps["loaderData"]["items"];
  narrow: string[];
  list: string;
}) {
  const t = useMessages(documentMessages);
  const words = useAudienceWords();
  const few = props.items.filter(({ id }) => props.narrow.includes(id));
  const others = props.items.filter(({ id }) => !props.narrow.includes(id));
  if (few.length === 0) return null;
  return (
    <div className="mb-6">
      <Notice title={t("send-narrow")}>
        <ul className="mt-2 grid gap-2">
          {few.map(({ id, number, title, revision }) => {
            const { tone, label } = words(revision.audience);
            return (
              <li key={id} className="flex flex-wrap gap-x-4">
                <span>{`${number} ${title}`}</span>
                <AudienceTag tone={tone} label={label} />
                <Link className="link" to={`${props.list}/${id}/publish`}>
                  {t("send-share-first")}
                </Link>
              </li>
            );
          })}
        </ul>
        {others.length > 0 && (
          <p className="mt-3">
            <Link
              className="btn btn-secondary btn-small"
              to={`?only=chosen&${others.map(({ id }) => `document=${id}`).join("&")}`}
            >
              {t("send-without", { count: few.length })}
            </Link>
          </p>
        )}
      </Notice>
    </div>
  );
}
