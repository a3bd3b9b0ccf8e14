import type { Refusal } from "../operations/form.ts";
import type { Catalogue } from "./catalogue.ts";
import { useProblemWords } from "./problems.ts";

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
}

/**
 * Puts the answer of a form's action into words. With several forms on a screen give the `intent` of this one: a refusal
 * of another form leaves it as it is. `features` are the catalogues that hold `problem-…` words.
 */
export function useRefusal(answer: unknown, features: Catalogue<string>[], intent?: string): RefusalWords {
  const words = useProblemWords(...features);
  const given = answer as Refusal | { ok: true } | undefined;
  const refusal =
    given?.ok === false && (intent === undefined || given.values.intent === intent) ? given : undefined;
  const errors = Object.entries(refusal?.fields ?? {}).map(([name, field]) => ({
    name,
    message: words(field),
  }));
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
  };
}
