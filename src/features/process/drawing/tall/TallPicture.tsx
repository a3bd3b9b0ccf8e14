import type { ReactNode } from "react";
import { AudienceTag, classes, Icon, VisuallyHidden } from "#ui/index.ts";
import type { Picture } from "../picture.ts";
import { type TallPhase, tallLayout, type Zone } from "../plan/index.ts";
import { TallDecision, TallStepRow } from "./Entries.tsx";
import type { TallStanding, TallWords } from "./words.ts";

/** The tint and the lines behind the steps: decoration, since the heads and the steps say the same in words. */
function Ground({ zones }: { zones: readonly Zone[] }): ReactNode {
  return (
    <span aria-hidden="true" className="tall-ground">
      {zones.map((zone) => (
        <span key={zone} className={`tall-${zone}`} />
      ))}
    </span>
  );
}

function Phase(props: {
  picture: Picture;
  zones: readonly Zone[];
  phase: TallPhase;
  index: number;
  words: TallWords;
  standing?: TallStanding;
}): ReactNode {
  const { picture, zones, phase, index, words, standing } = props;
  const gates = new Map(picture.gates.map((gate) => [gate.key, gate]));
  const here = standing?.current === phase.key;
  const note = standing?.notes[phase.key];
  const decision = (key: string, row: number) => {
    const gate = gates.get(key);
    return gate && <TallDecision key={key} gate={gate} row={row} zones={zones.length} words={words} />;
  };
  return (
    <details className={classes("tall-phase", here && "tall-here")} open={!standing || here}>
      <summary>
        <Icon name="chevron-right" size={16} />
        <span>
          <strong>
            {index + 1} {picture.phases[index]?.title}
          </strong>
          {note && <small>{note}</small>}
        </span>
      </summary>
      <div className="tall-lanes">
        <Ground zones={zones} />
        <ol style={{ gridTemplateColumns: `repeat(${zones.length}, minmax(0, 1fr))` }}>
          {phase.entries.map((entry) =>
            entry.kind === "gate" ? (
              decision(entry.key, entry.row)
            ) : (
              <TallStepRow
                key={entry.key}
                entry={entry}
                picture={picture}
                words={words}
                mine={standing?.mine.includes(entry.key) ?? false}
              />
            ),
          )}
          {phase.after.map((key, at) => decision(key, phase.rows + at))}
        </ol>
      </div>
    </details>
  );
}

/**
 * The blueprint for a narrow screen and for paper that stands upright: phases one below the other, the one the project is in
 * lies open; the customer's side at the left, the supplier's at the right, the line of visibility between. It needs no
 * script, grows with the reader's letters, and is a list to whoever listens.
 */
export function TallPicture(props: {
  picture: Picture;
  words: TallWords;
  standing?: TallStanding;
}): ReactNode {
  const { picture, words } = props;
  const { zones, phases } = tallLayout(picture);
  const band = new Map<string, string>(picture.bands.map(({ key, title }) => [key, title]));
  return (
    <div className="tall">
      <div className="tall-head" style={{ gridTemplateColumns: `repeat(${zones.length}, minmax(0, 1fr))` }}>
        {zones.map((zone) => (
          <span key={zone} className={`tall-${zone}`}>
            {zone === "behind" ? (
              <>
                {words.behind}
                {picture.below && <AudienceTag tone="seller" label={picture.below} />}
              </>
            ) : (
              band.get(zone)
            )}
          </span>
        ))}
      </div>
      {phases.map((phase, index) => (
        <Phase
          key={phase.key}
          picture={picture}
          zones={zones}
          phase={phase}
          index={index}
          words={words}
          {...(props.standing && { standing: props.standing })}
        />
      ))}
      <p className="tall-lines">
        {(["lead", "co-perform", "consult", "inform"] as const).map((part) => (
          <span key={part} className={`part-${part}`}>
            {words.parts[part]}
          </span>
        ))}
      </p>
      <p className="tall-lines">
        {zones.includes("onstage") && zones.includes("customer") && (
          <span>
            <VisuallyHidden>– </VisuallyHidden>
            <span aria-hidden="true" className="tall-interaction" />
            {picture.lines.interaction}
          </span>
        )}
        {zones.includes("behind") && (
          <span>
            <VisuallyHidden>– </VisuallyHidden>
            <span aria-hidden="true" className="tall-visibility" />
            {picture.lines.visibility}
          </span>
        )}
      </p>
    </div>
  );
}
