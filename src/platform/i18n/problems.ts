import type en from "../../../messages/en/problems.json";
import { type Catalogue, catalogue, translate, type Values } from "./catalogue.ts";
import { useReading } from "./react.ts";

/** Words for refusals that any operation may give. */
export const problemMessages = await catalogue<keyof typeof en>("problems");

/** A refusal or a refused field: the code and what fills its message. */
export interface Refused {
  code: string;
  params?: Values;
}

/**
 * Puts refusals into words. A feature's own refusals stand in its own catalogue under `problem-<code>`; the common ones
 * in `problems`. An unknown code gets the general sentence, never a blank.
 */
export function useProblemWords(...features: Catalogue<string>[]): (refused: Refused) => string {
  const { locale, timeZone } = useReading();
  return ({ code, params }) => {
    const own = features.find((feature) => feature.byLocale[locale]?.[`problem-${code}`] !== undefined);
    if (own) return translate(own, locale, `problem-${code}`, params, timeZone);
    const known = problemMessages.byLocale[locale]?.[code as keyof typeof en] !== undefined;
    return translate(problemMessages, locale, known ? (code as keyof typeof en) : "fault", params, timeZone);
  };
}
