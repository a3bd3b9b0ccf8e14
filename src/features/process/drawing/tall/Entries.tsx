import { Fragment, type ReactNode } from "react";
import { AudienceTag, classes, StateShape, VisuallyHidden } from "#ui/index.ts";
import { VISIBLE_BANDS } from "../../model/index.ts";
import type { Picture, PictureActivity, PictureGate, PictureHandover } from "../picture.ts";
import type { TallStep, TallTeam } from "../plan/index.ts";
import { ChannelMark } from "../svg/ChannelMark.tsx";
import { Rhombus } from "../svg/Gates.tsx";
import { breakable } from "./breakable.ts";
import { columns, type TallWords } from "./words.ts";

/** Opens the page of a step, where it has one. */
function Target(props: { href?: string; className: string; style?: object; children: ReactNode }): ReactNode {
  const { href, ...rest } = props;
  return href ? <a href={href} {...rest} /> : <div {...rest} />;
}

function Mark({ state }: { state: Parameters<typeof StateShape>[0]["state"] }): ReactNode {
  return (
    <svg aria-hidden="true" width="14" height="14" viewBox="0 0 16 16">
      <StateShape state={state} />
    </svg>
  );
}

/** The teams of one column. Bands behind the line have no column of their own, so they are named. */
function Teams({
  teams,
  picture,
  words,
}: {
  teams: readonly TallTeam[];
  picture: Picture;
  words: TallWords;
}) {
  const bands = new Map(picture.bands.map(({ key, title }) => [key, title]));
  return (
    <span className="tall-teams">
      {teams.map(({ title, band, part }, at) => {
        const named = band !== "customer" && band !== "onstage" && teams[at - 1]?.band !== band;
        return (
          <Fragment key={`${title} ${part}`}>
            {named && <small className="tall-band">{breakable(bands.get(band) ?? "")}</small>}
            <span className={`part-${part}`}>
              {breakable(title)}
              {part !== "lead" && <VisuallyHidden> ({words.parts[part]})</VisuallyHidden>}
            </span>
          </Fragment>
        );
      })}
    </span>
  );
}

function Words(props: {
  step: PictureActivity | PictureHandover;
  entry: TallStep;
  words: TallWords;
  mine: boolean;
  /** It stands behind the line with all that belongs to it: its place says who reads it. */
  behind: boolean;
}): ReactNode {
  const { step, entry, words, mine, behind } = props;
  const late = "late" in step && step.late;
  return (
    <span className="tall-words">
      <span className="tall-mark">
        <Mark state={step.state} />
        {late && <Mark state="late" />}
        {entry.number}
        {"channel" in step && step.channel && (
          <svg aria-hidden="true" width="14" height="14" viewBox="0 0 11 11">
            <ChannelMark channel={step.channel} x={0} y={0} />
          </svg>
        )}
        {mine && <strong className="tall-yours">{words.yours}</strong>}
      </span>
      <span className="tall-title">{breakable(step.title)}</span>
      {(step.state !== "planned" || late || entry.kind === "handover") && (
        <span className="tall-state">
          {entry.kind === "handover" && `${words.handover}${step.stateLabel && ", "}`}
          {step.stateLabel}
        </span>
      )}
      {step.only &&
        (behind ? <VisuallyHidden>{step.only.label}</VisuallyHidden> : <AudienceTag {...step.only} />)}
    </span>
  );
}

/** A step: its boxes where something is done, its notes where somebody is asked or told, and the thread between them. */
export function TallStepRow(props: {
  entry: TallStep;
  picture: Picture;
  words: TallWords;
  mine: boolean;
}): ReactNode {
  const { entry, picture, words, mine } = props;
  const all: (PictureActivity | PictureHandover)[] = [...picture.activities, ...picture.handovers];
  const step = all.find(({ key }) => key === entry.key);
  if (!step) return null;
  const ends = [...entry.boxes, ...entry.notes];
  const [first, last] = [Math.min(...ends.map((one) => one.from)), Math.max(...ends.map((one) => one.to))];
  const leads = entry.boxes.findIndex(({ teams }) => teams.flat().some(({ part }) => part === "lead"));
  const late = "late" in step && step.late;
  const above = new Set<string>(VISIBLE_BANDS);
  const behind =
    step.only?.tone === "seller" &&
    !ends.some(({ teams }) => teams.flat().some(({ band }) => above.has(band)));
  return (
    <li
      className={classes("tall-step", ends.length > 1 && "tall-thread")}
      style={{
        gridColumn: columns(first, last),
        gridRow: entry.row + 1,
        gridTemplateColumns: `repeat(${last - first + 1}, minmax(0, 1fr))`,
      }}
    >
      {entry.boxes.map(({ from, to, teams }, at) => (
        <Target
          key={from}
          {...(step.href && at === Math.max(0, leads) && { href: step.href })}
          className={classes(
            "tall-box",
            `box-${step.state}`,
            late && "box-late",
            mine && "box-mine",
            entry.kind === "handover" && "box-handover",
          )}
          style={{
            gridColumn: columns(from - first, to - first),
            gridTemplateColumns: `repeat(${to - from + 1}, minmax(0, 1fr))`,
          }}
        >
          {at === Math.max(0, leads) && (
            <Words step={step} entry={entry} words={words} mine={mine} behind={behind} />
          )}
          {teams.map((here, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
            <Teams key={column} teams={here} picture={picture} words={words} />
          ))}
        </Target>
      ))}
      {entry.notes.map(({ from, to, teams }) => (
        <span
          key={from}
          className="tall-note"
          style={{
            gridColumn: columns(from - first, to - first),
            gridTemplateColumns: `repeat(${to - from + 1}, minmax(0, 1fr))`,
          }}
        >
          {teams.map((here, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
            <Teams key={column} teams={here} picture={picture} words={words} />
          ))}
        </span>
      ))}
    </li>
  );
}

/** A decision, across all columns: the moment at which everybody waits for it. */
export function TallDecision(props: {
  gate: PictureGate;
  row: number;
  zones: number;
  words: TallWords;
}): ReactNode {
  const { gate, row, zones, words } = props;
  return (
    <li className="tall-decision" style={{ gridColumn: columns(0, zones - 1), gridRow: row + 1 }}>
      <Target {...(gate.href && { href: gate.href })} className="tall-gate">
        <svg aria-hidden="true" width="30" height="30" viewBox="-15 -15 30 30">
          <Rhombus mark={gate.mark} x={0} y={0} />
        </svg>
        <span>
          <span className="tall-title">{gate.title}</span>
          <span className="tall-state">
            {words.decision}
            {gate.stateLabel && `: ${gate.stateLabel}`}
          </span>
          {gate.only && <AudienceTag {...gate.only} />}
        </span>
      </Target>
    </li>
  );
}
