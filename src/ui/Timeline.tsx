import type { ReactNode } from "react";

/** Place on the time axis as a share of its length, 0 to 1 (the caller knows the calendar). */
export type TimelineRow = {
  key: string;
  label: ReactNode;
  start: number;
  /** Same as `start` for a milestone, which is drawn as a rhombus. */
  end: number;
  state?: "planned" | "running" | "done" | "late";
  /** The same in words, for those who listen ("3 March to 14 April 2027, done"). */
  text: string;
};

const percent = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;

/**
 * Bars on a common axis, one row each, drawn as SVG with percentages (so it fits any width without script). The list itself is text, so
 * nothing is lost for a screen reader; on a phone the label stands above its bar.
 */
export function Timeline(props: {
  label: string;
  ticks: readonly { key: string; at: number; label: string }[];
  today?: number;
  rows: readonly TimelineRow[];
}): ReactNode {
  return (
    <div className="timeline">
      <div className="timeline-row" aria-hidden="true">
        <span />
        <svg className="timeline-scale" aria-hidden="true">
          {props.ticks.map((tick) => (
            <text key={tick.key} x={percent(tick.at)} y="16">
              {tick.label}
            </text>
          ))}
        </svg>
      </div>
      <ol aria-label={props.label}>
        {props.rows.map((row) => (
          <li key={row.key}>
            <span>{row.label}</span>
            <svg className="timeline-bar" role="img" aria-label={row.text}>
              {props.ticks.map((tick) => (
                <line key={tick.key} x1={percent(tick.at)} x2={percent(tick.at)} y1="-4" y2="28" />
              ))}
              {props.today !== undefined && (
                <line className="today" x1={percent(props.today)} x2={percent(props.today)} y1="-4" y2="28" />
              )}
              <Mark row={row} />
            </svg>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Mark({ row }: { row: TimelineRow }): ReactNode {
  const className = `is-${row.state ?? "planned"}`;
  if (row.start === row.end) {
    return (
      <svg x={percent(row.start)} y="12" overflow="visible" aria-hidden="true">
        <path className={className} d="M0-8 8 0 0 8-8 0z" />
      </svg>
    );
  }
  return (
    <rect
      className={className}
      x={percent(row.start)}
      width={percent(row.end - row.start)}
      y="6"
      height="12"
    />
  );
}
