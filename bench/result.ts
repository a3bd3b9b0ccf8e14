/** One measured figure. A budget is the most it may be (DESIGN §8); figures without one are told for comparison. */
export interface Result {
  what: string;
  value: number;
  unit: "ratio" | "ms" | "kB" | "MB" | "requests";
  budget?: number;
}

const digits = { ratio: 2, ms: 0, kB: 1, MB: 0, requests: 0 };

/** Figures as a Markdown table. */
export const table = (results: Result[]): string =>
  [
    "| measured | value | budget | |",
    "|---|--:|--:|---|",
    ...results.map(({ what, value, unit, budget }) => {
      const shown = `${value.toFixed(digits[unit])}${unit === "ratio" ? "" : ` ${unit === "requests" ? "" : unit}`}`;
      return `| ${what} | ${shown.trim()} | ${budget === undefined ? "" : `≤ ${budget}`} | ${budget === undefined ? "" : value <= budget ? "held" : "**over**"} |`;
    }),
  ].join("\n");

/** Prints the figures of a script that is run by itself. */
export async function alone(main: boolean, measure: () => Promise<Result[]>): Promise<void> {
  if (main) console.log(table(await measure()));
}
