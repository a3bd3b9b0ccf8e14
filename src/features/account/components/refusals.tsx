import { useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { ErrorSummary } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** A refusal as forms and doors give it back. */
export interface Refused {
  problem: { code: string; params: Record<string, string | number> };
  fields?: Record<string, { code: string; params?: Record<string, string | number> }>;
  values?: Record<string, string>;
}

/** What a form needs to show a refusal: words above it, words at each field, and what was typed. */
export function useRefusal(refused: Refused | undefined) {
  const t = useMessages(accountMessages);
  const words = useProblemWords(accountMessages);
  const fields = Object.entries(refused?.fields ?? {});
  const errors =
    fields.length > 0
      ? fields.map(([name, problem]) => ({ name, message: words(problem) }))
      : refused
        ? [{ message: words(refused.problem) }]
        : [];
  return {
    summary: <ErrorSummary title={t("errors-title")} errors={errors} />,
    error: (name: string) => {
      const problem = refused?.fields?.[name];
      return problem ? words(problem) : undefined;
    },
    value: (name: string, otherwise = "") => refused?.values?.[name] ?? otherwise,
  };
}
