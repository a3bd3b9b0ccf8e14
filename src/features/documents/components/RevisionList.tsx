import type { ReactNode } from "react";
import { Form } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { grouped } from "#platform/grouped.ts";
import { type RefusalWords, useFormat, useMessages } from "#platform/i18n/index.ts";
import {
  Backstage,
  ButtonLink,
  Disclosure,
  ErrorSummary,
  RadioGroup,
  StateMark,
  SubmitButton,
  TextArea,
  VisuallyHidden,
} from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { outcomes } from "../model/lists.ts";
import type { Level } from "../model/rights.ts";
import { reaches } from "../model/rights.ts";
import { verdict } from "../model/status.ts";
import type { ShownRevision } from "../queries/show.ts";
import { useLabelWords } from "./labels.ts";
import { ReasonForm } from "./ReasonForm.tsx";
import { Standing } from "./Standing.tsx";

interface ListProps {
  document: {
    id: string;
    number: string;
    state: string;
    may: { publish: boolean; approve: boolean; restore: boolean };
    rights: { level: Level };
  };
  revisions: ShownRevision[];
  here: string;
  /** Of the form that approves the revision `values.revision`. */
  refusal: RefusalWords;
  answer: unknown;
}

/** What stands now, first; earlier revisions are one click away. Each on the tint of its audience. */
export function RevisionList(props: ListProps): ReactNode {
  const t = useMessages(documentMessages);
  const standing = props.revisions.filter((revision) => revision.status !== "superseded");
  const earlier = props.revisions.filter((revision) => revision.status === "superseded");
  return (
    <>
      <Revisions {...props} revisions={standing} />
      {earlier.length > 0 && (
        <Disclosure summary={t("earlier-revisions")} open={standing.length === 0}>
          <Revisions {...props} revisions={earlier} />
        </Disclosure>
      )}
    </>
  );
}

function Revisions(props: ListProps): ReactNode {
  const audienceWords = useAudienceWords();
  return (
    <ul className="grid gap-4">
      {props.revisions.map((revision) => (
        <Backstage key={revision.id} as="li" {...audienceWords(revision.audience)}>
          <Revision {...props} revision={revision} />
        </Backstage>
      ))}
    </ul>
  );
}

function Revision(props: ListProps & { revision: ShownRevision }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const label = useLabelWords();
  const { revision, document, here } = props;
  const withdrawn = revision.status === "withdrawn" || document.state === "withdrawn";
  const holds = revision.status === "current" && document.state === "current";
  // What a side says inside itself is told below, and settles nothing.
  const said = verdict(
    revision.approvals.flatMap(({ audience, outcome }) =>
      audience.id === revision.audience.id ? [outcome] : [],
    ),
  );
  const facts = [
    t("shared-by", { name: revision.sharedBy, when: format.dateTime(revision.sharedAt) }),
    t(`purpose-${revision.purpose}`),
    ...(revision.size === null ? [] : [format.bytes(revision.size)]),
  ];
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong className={holds ? "text-lg" : "text-muted"}>{label(revision.label, "mark")}</strong>
        {revision.status !== "current" && (
          <StateMark
            state={revision.status === "withdrawn" ? "blocked" : "dropped"}
            label={t(revision.status === "withdrawn" ? "revision-withdrawn" : "revision-superseded")}
          />
        )}
        {said && <Standing status={said} validUntil={null} />}
      </div>
      {revision.from && (
        <p className="font-semibold">
          {t("by-company", {
            company: [revision.from.company, t(`from-${revision.from.side}`)].filter(Boolean).join(", "),
          })}
        </p>
      )}
      {revision.note && <p className="whitespace-pre-wrap max-w-(--measure)">{revision.note}</p>}
      {revision.reason && <p>{t("withdrawn-reason", { reason: revision.reason })}</p>}
      <p className="text-sm text-muted">{facts.join(" · ")}</p>
      {revision.scan && (
        <p className={revision.scan === "infected" ? "field-error" : "text-sm text-muted"}>
          {t(`scan-${revision.scan}`)}
        </p>
      )}
      {revision.closed && (
        <p className="text-sm max-w-(--measure)">
          <StateMark state="hold" label={t(`closed-${revision.closed}`)} />{" "}
          {t(`closed-${revision.closed}-text`)}
        </p>
      )}
      {revision.fileName && <p className="text-sm text-muted break-words">{revision.fileName}</p>}
      <Behind revision={revision} />
      <Approvals revision={revision} />
      <div className="actions no-print">
        {!withdrawn && revision.scan !== "infected" && document.rights.level !== "exists" && (
          <a className="btn btn-secondary btn-small" href={`${here}/revisions/${revision.id}/view`}>
            {t("open")}
            <VisuallyHidden> {label(revision.label)}</VisuallyHidden>
          </a>
        )}
        {!withdrawn && revision.scan !== "infected" && reaches(document.rights.level, "watermarked") && (
          <a className="btn btn-quiet btn-small" href={`${here}/revisions/${revision.id}/file`}>
            {t(document.rights.level === "original" ? "download" : "download-marked")}
            <VisuallyHidden> {label(revision.label)}</VisuallyHidden>
          </a>
        )}
        {!withdrawn &&
          document.state === "current" &&
          document.may.publish &&
          revision.audience.kind !== "room" && (
            <ButtonLink size="small" look="quiet" to={`${here}/publish?revision=${revision.id}`}>
              {t("action-publish")}
              <VisuallyHidden> {label(revision.label)}</VisuallyHidden>
            </ButtonLink>
          )}
      </div>
      {revision.status === "withdrawn" && document.may.restore && (
        <ReasonForm
          kind="restore"
          what={revision.id}
          version={revision.version}
          summary={t("restore-revision")}
          answer={props.answer}
        />
      )}
      {revision.mayTakeBack && (
        <ReasonForm
          kind="take-back"
          what={revision.id}
          version={revision.version}
          summary={
            <>
              {t("take-back")}
              <VisuallyHidden> {label(revision.label)}</VisuallyHidden>
            </>
          }
          answer={props.answer}
        />
      )}
      {holds && document.may.approve && <ApproveForm revision={revision} refusal={props.refusal} />}
    </div>
  );
}

/** What only those know who saw it before, or whose team brought it: what it was called, its note, its file's name. */
function Behind({ revision }: { revision: ShownRevision }): ReactNode {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  const lines = [
    ...revision.was.map(({ text, note, audience }) => {
      const was = label(/^\d+$/.test(text) ? { kind: "draft", text } : { kind: "letter", text });
      return { audience, text: `${t("was", { revision: was })}${note && `: ${note}`}` };
    }),
    ...(revision.original
      ? [{ audience: revision.original.audience, text: t("original-name", { name: revision.original.name }) }]
      : []),
  ];
  return [...grouped(lines, (line) => line.audience.id)].map(([id, same]) => {
    const words = same.map((line) => (
      <p key={line.text} className="text-sm break-words">
        {line.text}
      </p>
    ));
    const audience = same[0]?.audience;
    return audience && audience.id !== revision.audience.id ? (
      <Backstage key={id} shape="row" {...audienceWords(audience)}>
        {words}
      </Backstage>
    ) : (
      words
    );
  });
}

function Approvals({ revision }: { revision: ShownRevision }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  return revision.approvals.map((approval) => {
    const elsewhere = approval.audience.id !== revision.audience.id;
    const when = format.dateTime(approval.at);
    const words = `${t(`said-${approval.outcome}`, { name: approval.person.name, when })}${approval.note && `: ${approval.note}`}`;
    const key = `${approval.person.id} ${approval.audience.id}`;
    return elsewhere ? (
      <Backstage key={key} shape="row" {...audienceWords(approval.audience)}>
        <p className="text-sm">{words}</p>
      </Backstage>
    ) : (
      <p key={key} className="text-sm">
        {words}
      </p>
    );
  });
}

/** Approves or does not, before all who see the revision where that is the reader's to say, or before one's own team alone. */
function ApproveForm({ revision, refusal }: { revision: ShownRevision; refusal: RefusalWords }): ReactNode {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const audienceWords = useAudienceWords();
  const { audiences, side, me } = useRoom();
  const team = audiences.find((audience) => audience.kind === side);
  const inTeam =
    revision.audience.kind === "room" || (revision.audience.kind === "commercial" && side === "seller");
  const choices = [
    ...(revision.mayApprove ? [revision.audience] : []),
    ...(team && inTeam && team.id !== revision.audience.id ? [team] : []),
  ];
  const given = revision.approvals.find((one) => one.person.id === me.id);
  const mine = refusal.value("revision") === revision.id;
  if (choices.length === 0) return null;
  return (
    <div className="no-print">
      <Disclosure
        summary={
          <>
            {t(revision.mayApprove ? "action-approve" : "action-approve-inside")}
            <VisuallyHidden> {label(revision.label)}</VisuallyHidden>
          </>
        }
        open={mine}
      >
        <Form method="post" className="form">
          {mine && <ErrorSummary {...refusal.summary} />}
          <input type="hidden" name="intent" value="approve" />
          <input type="hidden" name="revision" value={revision.id} />
          <RadioGroup
            name="outcome"
            id={`outcome-${revision.id}`}
            label={t("approve-outcome")}
            required
            defaultValue={mine ? refusal.value("outcome") : given?.outcome}
            options={outcomes.map((value) => ({ value, label: t(`outcome-${value}`) }))}
          />
          <RadioGroup
            name="audience"
            id={`approve-${revision.id}`}
            label={t("approve-who")}
            required
            defaultValue={mine ? refusal.value("audience") : given?.audience.id}
            options={choices.map((audience) => ({ value: audience.id, ...audienceWords(audience) }))}
          />
          <TextArea
            name="note"
            id={`approve-note-${revision.id}`}
            label={t("note-approve")}
            hint={t("note-approve-hint")}
            error={mine ? refusal.error("note") : undefined}
            rows={2}
            maxLength={2000}
            defaultValue={mine ? refusal.value("note") : undefined}
          />
          <div className="actions">
            <SubmitButton look="secondary">{t("approve-submit")}</SubmitButton>
          </div>
        </Form>
      </Disclosure>
    </div>
  );
}
