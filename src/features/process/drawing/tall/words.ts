/** What the picture for a phone says besides what is drawn, in the reader's language. */
export interface TallWords {
  /** Head of the column behind the line of visibility. */
  behind: string;
  yours: string;
  decision: string;
  handover: string;
  parts: Readonly<Record<"lead" | "co-perform" | "consult" | "inform" | "from", string>>;
}

/** What the reader of a running process is told beside the steps; nothing of it in the picture of a blueprint. */
export interface TallStanding {
  /** The phase that the project is in. */
  current: string;
  /** A line for each phase: how it stands, how much is done. */
  notes: Readonly<Record<string, string>>;
  /** Activities that wait for the reader. */
  mine: readonly string[];
}

/** Columns `from` to `to`, counted from 0, as a place in a grid. */
export const columns = (from: number, to: number): string => `${from + 1} / ${to + 2}`;
