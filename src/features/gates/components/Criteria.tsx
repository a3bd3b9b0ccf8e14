import type { ReactNode } from "react";
import { Form, Link } from "react-router";
import { processMessages } from "#features/process/messages.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, fieldId, Section, type State, StateMark } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { CriterionShown } from "../queries/shapes.ts";
import { AddEvidence, Judge } from "./CriterionForms.tsx";
import { type Deciding, useSpoken } from "./words.ts";

const MARKS: Record<CriterionShown["status"], State> = {
  met: "done",
  open: "planned",
  failed: "blocked",
  expired: "late",
  overridden: "conditional",
};

/** Every criterion with its state, what it rests on, and how it is closed. */
export function Criteria({
  room,
  decision,
  answer,
}: {
  room: string;
  decision: Deciding;
  answer: unknown;
}): ReactNode {
  const t = useMessages(gateMessages);
  return (
    <Section title={t("criteria")}>
      <ol className="grid grid-cols-1 gap-4">
        {decision.criteria.map((criterion) => (
          <li
            key={criterion.key}
            className="border-rule border-t pt-4"
            id={fieldId(`criterion-${criterion.key}`)}
          >
            <Criterion room={room} criterion={criterion} decision={decision} answer={answer} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Criterion(props: {
  room: string;
  criterion: CriterionShown;
  decision: Deciding;
  answer: unknown;
}): ReactNode {
  const { room, criterion, decision } = props;
  const t = useMessages(gateMessages);
  const p = useMessages(processMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const { judgement, override, evidence } = criterion;
  return (
    <div className="grid grid-cols-1 gap-2">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong>{spoken(criterion.title)}</strong>
        <StateMark state={MARKS[criterion.status]} label={p(`criterion-${criterion.status}`)} />
        <span className="text-muted text-sm">
          {criterion.mandatory ? t("mandatory") : t("weight", { weight: criterion.weight })}
        </span>
      </p>
      <How room={room} criterion={criterion} works={decision.may.work} />
      {criterion.documents.map((one) => (
        <p key={one.id}>
          <Link className="link" to={`/rooms/${room}/documents/${one.id}`}>
            {one.title}
          </Link>
        </p>
      ))}
      {criterion.acts.map((one) => (
        <p key={`${one.by} ${one.at}`} className="text-muted text-sm">
          {one.by && t(one.ours ? "act-ours" : "who-when", { name: one.by, when: format.dateTime(one.at) })}
        </p>
      ))}
      {judgement && (
        <p className="text-sm">
          {judgement.met === null
            ? `${t("points")}: ${format.number(judgement.score ?? 0)}`
            : t(judgement.met ? "yes" : "no")}
          {judgement.note && `. ${judgement.note}`}{" "}
          <span className="text-muted">
            {t("judged-by", { name: judgement.by, when: format.dateTime(judgement.at) })}
          </span>
        </p>
      )}
      {evidence.map((piece) => (
        <div key={piece.id} className="flex flex-wrap items-center gap-x-4 text-sm">
          <span>
            {piece.document ? (
              <Link className="link" to={`/rooms/${room}/documents/${piece.document}`}>
                {piece.title}
              </Link>
            ) : (
              piece.title
            )}{" "}
            <span className="text-muted">
              {t("attached-by", { name: piece.by, when: format.dateTime(piece.at) })}
            </span>
            {piece.expiresOn && ` ${t("evidence-expires")} ${format.date(piece.expiresOn)}`}
          </span>
          {decision.may.work && (
            <Form method="post" className="no-print">
              <input type="hidden" name="intent" value="take-back" />
              <input type="hidden" name="version" value={decision.version} />
              <input type="hidden" name="evidence" value={piece.id} />
              <Button type="submit" look="quiet">
                {t("take-off")}
              </Button>
            </Form>
          )}
        </div>
      ))}
      {override && (
        <p className="text-sm">
          {t("override-by", {
            name: override.by,
            when: format.dateTime(override.at),
            reason: override.reason,
          })}
        </p>
      )}
      {decision.may.work && (
        <div className="no-print grid grid-cols-1 gap-2">
          <Judge {...props} />
          <AddEvidence {...props} />
        </div>
      )}
    </div>
  );
}

/** How a criterion is met, and the way there. */
function How({
  room,
  criterion,
  works,
}: {
  room: string;
  criterion: CriterionShown;
  works: boolean;
}): ReactNode {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { asks, kind } = criterion;
  const title = asks.artefact ? spoken(asks.artefact) : "";
  const words = (() => {
    if (kind === "field") return t("asks-field");
    if (kind === "manual") return t("asks-manual");
    if (kind === "score") return t("asks-score", { pass: asks.pass ?? 0, max: asks.max ?? 0 });
    if (asks.discussed)
      return t("asks-discussed", { title: asks.activity ? spoken(asks.activity.title) : title });
    if (asks.byBuyer) return t("asks-buyer-approved", { title });
    if (asks.opened) return t("asks-opened", { title });
    if (asks.agreed) return t(`asks-agreed-${asks.agreed}`);
    if (asks.joined) return t("asks-joined", { count: asks.joined });
    if (asks.activity) return t("asks-activity", { title: spoken(asks.activity.title) });
    if (asks.proposal) return t("asks-proposal");
    if (kind === "buyer") return t("asks-buyer-artefact", { title });
    return t(asks.approved ? "asks-approved" : "asks-artefact", { title });
  })();
  const to =
    kind === "field"
      ? { path: "details", label: t("details-link") }
      : asks.activity?.id
        ? { path: `process/activities/${asks.activity.id}`, label: t("activity-link") }
        : asks.agreed
          ? { path: "schedule", label: t("schedule-link") }
          : asks.joined
            ? { path: "people", label: t("people-link") }
            : asks.document && works && criterion.documents.length === 0
              ? {
                  path: `documents/new?artefact=${encodeURIComponent(asks.document)}`,
                  label: t("document-add"),
                }
              : null;
  return (
    <p className="text-muted text-sm">
      {words}{" "}
      {asks.evidence &&
        (asks.validDays ? t("asks-evidence-days", { days: asks.validDays }) : t("asks-evidence"))}{" "}
      {to && (
        <Link className="link" to={`/rooms/${room}/${to.path}`}>
          {to.label}
        </Link>
      )}
    </p>
  );
}
