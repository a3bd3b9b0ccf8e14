import { redirect, useSearchParams } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import { useAudienceWords, useRoom, WhoSees } from "#features/rooms/components/index.ts";
import { Problem } from "#platform/errors.ts";
import { pageTitle, useMessages, useProblemWords, useRefusal } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act, ask, asResponse, together } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { AudienceTag, ButtonLink, Notice, Page, Section } from "#ui/index.ts";
import { approveDocument } from "../commands/approve.ts";
import { restoreDocument } from "../commands/restore.ts";
import { withdrawDocument } from "../commands/withdraw.ts";
import { History, Taken } from "../components/Entries.tsx";
import { Facts, NotHolding } from "../components/Facts.tsx";
import { Given, MyLimits } from "../components/Given.tsx";
import { WhatTheyHave } from "../components/Held.tsx";
import { useLabelWords } from "../components/labels.ts";
import { OldRevision } from "../components/OldRevision.tsx";
import { ReasonForm } from "../components/ReasonForm.tsx";
import { RevisionList } from "../components/RevisionList.tsx";
import { Standing } from "../components/Standing.tsx";
import { Trace } from "../components/Trace.tsx";
import { showDocument } from "../index.ts";
import { documentMessages } from "../messages.ts";
import { traceWatermark } from "../queries/trace.ts";
import type { Route } from "./+types/document.ts";

/** The document. Who reads about a file has not opened it: nothing is noted. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room, document } = params;
  const code = new URL(request.url).searchParams.get("code")?.slice(0, 40);
  const [shown, about] = await together([
    ask(context, showDocument, { room, document }),
    ask(context, threadsAbout, { room, subjectType: "document", subject: document }),
  ]);
  const traced = code ? { code, found: await traceOf(context, room, code) } : null;
  return { shown, about, traced };
}

/** What a code leads to; nothing, when it leads nowhere for this reader. */
async function traceOf(context: Route.LoaderArgs["context"], room: string, code: string) {
  try {
    return await run(traceWatermark, actorOf(context), { room, code });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw asResponse(error);
  }
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [intent] = String(form.get("intent")).split(":");
  const done =
    intent === "restore"
      ? await act(context, restoreDocument, form, params)
      : intent === "take-back"
        ? await act(context, withdrawDocument, form, params)
        : await act(context, approveDocument, form, params);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/${params.document}`) : done;
}

/** Why a download led back here. */
const fileProblems = [
  "access-ended",
  "document-exists-only",
  "document-view-only",
  "document-watermarked-only",
  "file-infected-later",
  "file-withdrawn",
  "file-missing",
  "file-store-away",
] as const;

export const meta: Route.MetaFunction = (args) => {
  const shown = args.loaderData?.shown;
  return pageTitle(args, null, shown ? `${shown.number} ${shown.title}` : "");
};

export default function Document({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  const problem = useProblemWords(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages], "approve");
  const [search] = useSearchParams();
  const { viewing, side } = useRoom();
  const { shown, about, traced } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${shown.id}`;
  const newest = shown.revisions.find((one) => one.status === "current");
  const words = audienceWords(shown.audience);
  const changeable = shown.may.change && !viewing;
  const revisable = shown.may.revise && !viewing;
  // An address that names a revision: an old one says so in large words.
  const asked = shown.revisions.find((one) => one.id === search.get("revision"));
  const holding = shown.revisions.find(
    (one) => one.status === "current" && one.audience.id === asked?.audience.id,
  );
  const failed = fileProblems.find((code) => code === search.get("problem"));
  return (
    <Page
      title={shown.title}
      crumbs={[{ to: list, label: t("documents") }]}
      crumbsLabel={t("documents")}
      aside={
        <>
          <strong>{shown.number}</strong>
          <AudienceTag {...words} />
          <Standing status={shown.status} validUntil={shown.validUntil} />
        </>
      }
      actions={
        newest &&
        shown.state !== "withdrawn" &&
        shown.rights.level !== "exists" && (
          <>
            <a className="btn btn-primary" href={`${here}/revisions/${newest.id}/view`}>
              {t("open-this", { revision: label(newest.label) })}
            </a>
            {shown.rights.level === "original" && (
              <a className="btn btn-secondary" href={`${here}/revisions/${newest.id}/file`}>
                {t("download-this", { revision: label(newest.label) })}
              </a>
            )}
          </>
        )
      }
    >
      <div className="grid gap-4 mb-4">
        {/* What stands below with its reason is not said twice. */}
        {failed && !(failed === "file-withdrawn" && shown.state === "withdrawn") && (
          <Notice tone="problem" title={problem({ code: failed })} live />
        )}
        <NotHolding document={shown} room={params.room} />
        {shown.state === "withdrawn" && shown.may.restore && (
          <ReasonForm kind="restore" version={shown.version} summary={t("restore")} answer={actionData} />
        )}
        {asked?.status === "superseded" && holding && (
          <OldRevision old={asked.label} newer={holding.label} to={here} />
        )}
        <MyLimits rights={shown.rights} />
        {newest?.purpose === "comment" && !shown.may.comment && shown.state === "current" && (
          <Notice tone="warning" title={t("reader-cannot-comment")}>
            {t("reader-cannot-comment-text", { name: newest.sharedBy })}
          </Notice>
        )}
      </div>
      <WhatTheyHave held={shown.held} newest={newest?.label} />
      {(changeable || revisable) && (
        <div className="actions no-print my-4">
          {shown.state === "current" && revisable && (
            <ButtonLink icon="upload" to={`${here}/revise`}>
              {t("action-revise")}
            </ButtonLink>
          )}
          {shown.state === "current" && shown.may.publish && shown.audience.kind !== "room" && (
            <ButtonLink icon="eye" to={`${here}/publish`}>
              {t("action-publish")}
            </ButtonLink>
          )}
          {changeable && (
            <ButtonLink look="quiet" icon="edit" to={`${here}/edit`}>
              {t("action-edit")}
            </ButtonLink>
          )}
          {shown.may.rights && (
            <ButtonLink look="quiet" to={`${here}/rights`}>
              {t("action-rights")}
            </ButtonLink>
          )}
          {changeable && shown.state === "current" && (
            <ButtonLink look="quiet" to={`${here}/withdraw`}>
              {t("action-withdraw")}
            </ButtonLink>
          )}
        </div>
      )}
      <div className="grid gap-8 my-8 lg:grid-cols-[2fr_1fr]">
        <Section
          title={t("revisions")}
          actions={
            shown.rights.level !== "exists" &&
            shown.revisions.filter((one) => one.status !== "withdrawn").length > 1 && (
              <ButtonLink look="quiet" to={`${here}/compare`}>
                {t("compare")}
              </ButtonLink>
            )
          }
        >
          <RevisionList
            document={shown}
            revisions={shown.revisions}
            here={here}
            refusal={refusal}
            answer={actionData}
          />
        </Section>
        <div className="grid gap-4 content-start">
          <Facts document={shown} />
          <Given given={shown.given} />
          <WhoSees label={t("read-by")} people={shown.readers} />
        </div>
      </div>
      <Taken readings={shown.taken} />
      {shown.side === side && <Trace traced={traced} />}
      <ThreadsPanel
        room={params.room}
        about={about}
        empty={shown.rights.level === "exists" ? t("about-closed") : undefined}
      />
      <History entries={shown.history} steps={shown.steps} />
    </Page>
  );
}
