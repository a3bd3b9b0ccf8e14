import type { ReactNode } from "react";
import { processMessages } from "#features/process/messages.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Disclosure, Section, type State, StateMark, TextField } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { RoundShown } from "../queries/shapes.ts";
import { ActForm } from "./ActForm.tsx";
import { type Deciding, useReasonWords, useSpoken } from "./words.ts";

type Outcome = NonNullable<RoundShown["decision"]>["ending"];

const mark = (outcome: Outcome): State => (outcome === "conditional-go" ? "conditional" : outcome);

/** An outcome, and in small letters by whom and when. */
function Marked({ outcome, words }: { outcome: Outcome; words: string }): ReactNode {
  const p = useMessages(processMessages);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <StateMark state={mark(outcome)} label={p(`outcome-${outcome}`)} />
      <span className="text-muted text-sm">{words}</span>
    </span>
  );
}

/** How a round stands: its state or, once it is decided, what was decided by whom, with a reason that no vote gives. */
export function Standing({ round }: { round: RoundShown }): ReactNode {
  const t = useMessages(gateMessages);
  const p = useMessages(processMessages);
  const format = useFormat();
  const { decision, state } = round;
  if (!decision)
    return state === "submitted" || state === "preparing" ? (
      <StateMark state={state === "submitted" ? "open" : "planned"} label={p(`gate-state-${state}`)} />
    ) : null;
  return (
    <>
      <Marked
        outcome={decision.ending}
        words={t("who-when", { name: decision.by, when: format.dateTime(decision.at) })}
      />
      {decision.reason && round.votes.length === 0 && (
        <p className="whitespace-pre-line">{decision.reason}</p>
      )}
    </>
  );
}

/** The seats of a decision with who holds them and how they voted. */
export function Seats({
  seats,
  votes,
}: {
  seats: RoundShown["seats"];
  votes: RoundShown["votes"];
}): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  if (seats.length === 0) return <p className="text-muted">{t("seat-none")}</p>;
  return (
    <ul className="grid grid-cols-1 gap-3">
      {seats.map((seat) => {
        const vote = votes.find((one) => one.seat === seat.key);
        const names = seat.holders.map(({ name }) => name);
        return (
          <li key={seat.key}>
            <strong>{spoken(seat.role)}</strong>: {names.length > 0 ? names.join(", ") : t("seat-nobody")}
            {seat.veto && ` (${t("veto")})`}
            {vote && (
              <div>
                <Marked
                  outcome={vote.outcome}
                  words={t("who-when", {
                    name: vote.onBehalfOf
                      ? t("on-behalf", { name: vote.by, other: vote.onBehalfOf })
                      : vote.by,
                    when: format.dateTime(vote.at),
                  })}
                />
                {vote.reason && <p className="whitespace-pre-line">{vote.reason}</p>}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** All rounds, newest first: nothing that was decided is ever taken away. */
export function Rounds({ rounds }: { rounds: RoundShown[] }): ReactNode {
  const t = useMessages(gateMessages);
  return (
    <Section title={t("history")}>
      <div className="grid grid-cols-1 gap-2">
        {rounds.map((round) => (
          <Disclosure key={round.number} summary={<Summary round={round} />}>
            <Round round={round} />
          </Disclosure>
        ))}
      </div>
    </Section>
  );
}

/** Why a round began, in the words of whoever opened it, or what had changed when it opened by itself. */
export function Why({ opened }: { opened: NonNullable<RoundShown["opened"]> }): ReactNode {
  const reason = useReasonWords();
  return (
    <>
      {opened.reason && <p className="whitespace-pre-line">{opened.reason}</p>}
      {opened.changes.length > 0 && (
        <ul>
          {opened.changes.map((one) => (
            <li key={JSON.stringify(one)}>{reason(one)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

export const CAUSES = [
  "recalled",
  "rework",
  "material-change",
  "conditions-overdue",
  "resumed",
  "new-facts",
] as const;

function Summary({ round }: { round: RoundShown }): ReactNode {
  const t = useMessages(gateMessages);
  const p = useMessages(processMessages);
  const state = round.decision
    ? p(`outcome-${round.decision.ending}`)
    : round.state === "recalled"
      ? t("cause-recalled")
      : round.state === "void"
        ? t("round-void")
        : p(`gate-state-${round.state}`);
  return t("round-summary", { number: round.number, state });
}

function Round({ round }: { round: RoundShown }): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const reason = useReasonWords();
  const { opened, submitted, decision, snapshot } = round;
  const cause = CAUSES.find((one) => one === opened?.cause);
  return (
    <div className="grid grid-cols-1 gap-2">
      {opened && cause && (
        <div>
          <p>
            {t(`cause-${cause}`)}:{" "}
            {opened.by
              ? t("who-when", { name: opened.by, when: format.dateTime(opened.at) })
              : t("opened-itself", { when: format.dateTime(opened.at) })}
          </p>
          <Why opened={opened} />
        </div>
      )}
      {submitted && <p>{t("submitted-by", { name: submitted.by, when: format.dateTime(submitted.at) })}</p>}
      {round.flags.map((flag) => (
        <p key={JSON.stringify(flag)}>{reason(flag)}</p>
      ))}
      {round.overrides.map((one) => (
        <p key={one.at}>
          {one.criterion ? spoken(one.criterion) : t("override-score")}:{" "}
          {t("override-by", { name: one.by, when: format.dateTime(one.at), reason: one.reason })}
        </p>
      ))}
      {round.seats.length > 0 && <Seats seats={round.seats} votes={round.votes} />}
      {round.conditions.length > 0 && (
        <div>
          <strong>{t("conditions")}</strong>
          <ul className="grid grid-cols-1 gap-1">
            {round.conditions.map((one) => (
              <li key={`${one.text} ${one.owner} ${one.due}`} className="flex flex-wrap gap-x-4">
                <span>{one.text}</span>
                <span className="text-muted text-sm">
                  {one.owner}, {format.date(one.due)}
                </span>
                <StateMark state={CONDITION_MARKS[one.state]} label={t(`condition-${one.state}`)} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {decision && (
        <div>
          <strong>{t("decision")}</strong>: <Standing round={round} />
          {decision.divided && <p>{t("divided")}</p>}
        </div>
      )}
      {snapshot && (
        <Disclosure summary={t("snapshot")}>
          <p className="text-muted text-sm">{t("snapshot-text")}</p>
          <p className="break-all text-sm">
            {t("hash")}: <code>{snapshot.hash}</code>
          </p>
          <code className="block whitespace-pre-wrap break-all text-xs">{snapshot.text}</code>
        </Disclosure>
      )}
    </div>
  );
}

const CONDITION_MARKS = { met: "done", open: "waiting", overdue: "late" } as const;

/** What was agreed in any round, looked at again today: an earlier round's conditions stay until they are done. */
export function Conditions({ decision, answer }: { decision: Deciding; answer: unknown }): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const { list } = decision.conditions;
  if (list.length === 0) return null;
  const current = decision.rounds[0]?.number;
  return (
    <Section title={t("conditions")}>
      <ul className="grid grid-cols-1 gap-3">
        {list.map((one) => (
          <li key={one.id} className="grid grid-cols-1 gap-1">
            <p className="flex flex-wrap gap-x-4">
              <span>{one.text}</span>
              <StateMark state={CONDITION_MARKS[one.state]} label={t(`condition-${one.state}`)} />
            </p>
            <p className="text-muted text-sm">
              {one.owner.name}, {format.date(one.due)}
              {one.round !== current && `, ${t("condition-round", { number: one.round })}`} {one.note}
            </p>
            {one.state !== "met" && (one.mine || decision.may.lead) && (
              <ActForm
                intent={`fulfil:${one.id}`}
                version={decision.version}
                answer={answer}
                summary={t("condition-fulfil")}
                submit={t("condition-fulfil")}
                look="secondary"
              >
                {(refusal) => (
                  <TextField
                    name="note"
                    id={`fulfil-${one.id}`}
                    label={t("condition-note")}
                    optional={t("optional")}
                    maxLength={1000}
                    defaultValue={refusal.value("note")}
                  />
                )}
              </ActForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
