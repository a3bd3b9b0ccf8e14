import type { ReactNode } from "react";
import type { Done, Refusal } from "../operations/form.ts";
import type { Catalogue } from "./catalogue.ts";
import { useProblemMessages, useProblemWords } from "./problems.ts";
import { useFormat } from "./react.ts";

/** How a field is called, and how a value of it reads where it is a key of a list. */
export type FieldWords = string | { label: string; show: (value: string) => ReactNode };

/** A stale form: what was typed beside what it says now, field by field, for the fields that differ. */
export interface BothVersions {
  title: string;
  by: string;
  /** Nothing differs any more: what was typed is what it says. */
  same: string | undefined;
  words: Record<"field" | "mine" | "now" | "keepMine" | "keepTheirs", string>;
  rows: { name: string; label: string; mine: ReactNode; now: ReactNode }[];
}

/** A refused form in words: what its summary, its fields and its values show. Empty when there was no refusal. */
export interface RefusalWords {
  /** For `ErrorSummary`: the refusal as its title, each refused field as an error. */
  summary: { title: string; errors: { name?: string; message: string }[] };
  /** The words of a refused field. */
  error(name: string): string | undefined;
  /** What was typed, else what the form starts with. */
  value(name: string, start?: string | null): string | undefined;
  /** Whether a box was ticked, else how the form starts. */
  ticked(name: string, start?: boolean): boolean;
  /**
   * The version that the form stands on: after a stale refusal that which was shown beside, after any other the one that
   * was typed upon, after saving the saved one; never silently the newest, which nobody has read.
   */
  version<V extends number | undefined>(start: V): V | number;
  /** Both versions, when the form was stale. */
  both(fields: Record<string, FieldWords>): BothVersions | undefined;
  /** What a field of a stale form says now. */
  now(name: string): string | undefined;
  /** Changes with every answer to this form. */
  turn: unknown;
}

/**
 * Puts the answer of a form's action into words. With several forms on a screen give the `intent` of this one: a refusal
 * of another form leaves it as it is. `features` are the catalogues that hold `problem-…` words.
 */
export function useRefusal(answer: unknown, features: Catalogue<string>[], intent?: string): RefusalWords {
  const words = useProblemWords(...features);
  const t = useProblemMessages();
  const format = useFormat();
  const given = answer as Refusal | Done<unknown> | undefined;
  const refusal =
    given?.ok === false && (intent === undefined || given.values.intent === intent) ? given : undefined;
  const done = given?.ok && (intent === undefined || given.intent === intent) ? given : undefined;
  const errors = Object.entries(refusal?.fields ?? {}).map(([name, field]) => ({
    name,
    message: words(field),
  }));
  const stale = refusal?.problem.code === "stale" ? refusal.now : undefined;
  return {
    summary: refusal
      ? {
          title: words(errors.length > 0 ? { code: "input" } : { code: "not-saved" }),
          errors: errors.length > 0 ? errors : [{ message: words(refusal.problem) }],
        }
      : { title: "", errors: [] },
    error: (name) => errors.find((error) => error.name === name)?.message,
    value: (name, start) => (refusal ? refusal.values[name] : undefined) ?? start ?? undefined,
    ticked: (name, start = false) => (refusal ? name in refusal.values : start),
    version: (start) => {
      if (stale) return stale.version;
      if (refusal && refusal.problem.code !== "stale")
        return refusal.values.version ? Number(refusal.values.version) : start;
      const saved = (done?.value as { version?: unknown } | undefined)?.version;
      return typeof saved === "number" ? saved : start;
    },
    both: (fields) => {
      if (!stale || !refusal) return;
      const rows = Object.entries(fields).flatMap(([name, field]) => {
        const [mine, now] = [plain(refusal.values[name]), plain(stale.values[name])];
        if (mine === now) return [];
        const { label, show } =
          typeof field === "string" ? { label: field, show: (text: string) => text } : field;
        const shown = (text: string) =>
          text === "" ? t("stale-empty") : text === "on" ? t("stale-yes") : show(text);
        return [{ name, label, mine: shown(mine), now: shown(now) }];
      });
      const { changed } = stale;
      const act = Object.keys(fields).length === 0; // nothing that was there before is changed by it
      return {
        title: act ? t("stale-act") : t("stale-both"),
        by: changed ? t("stale-by", { name: changed.by, when: format.dateTime(changed.at) }) : "",
        same: rows.length === 0 && !act ? t("stale-same") : undefined,
        words: {
          field: t("stale-field"),
          mine: t("stale-mine"),
          now: t("stale-now"),
          keepMine: t("stale-keep-mine"),
          keepTheirs: act ? t("stale-look") : t("stale-keep-theirs"),
        },
        rows,
      };
    },
    now: (name) => stale?.values[name],
    turn: refusal ?? done,
  };
}

/** Browsers send line ends as CR LF and may leave blanks at the ends, which are trimmed when they are saved. */
const plain = (text: string | undefined) => (text ?? "").replaceAll("\r\n", "\n").trim();
