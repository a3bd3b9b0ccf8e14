import { use } from "react";
import type en from "../../../messages/en/problems.json";
import { type Catalogue, catalogue, translate, type Values } from "./catalogue.ts";
import { useReading } from "./react.ts";

type Problems = Catalogue<keyof typeof en>;

/** Words for refusals that any operation may give. The server has them at hand; a browser fetches them at its first refusal. */
let held: Problems | undefined = typeof document === "undefined" ? await catalogue("problems") : undefined;
let asked: Promise<Problems> | undefined;

/** The words, or a wait for them: what is on the screen stays until they are here. */
function problemMessages(): Problems {
  asked ??= catalogue<keyof typeof en>("problems").then(
    (fetched) => {
      held = fetched;
      return fetched;
    },
    () => {
      asked = undefined; // a bad line: the next refusal asks again
      return { namespace: "problems", byLocale: {} };
    },
  );
  return held ?? use(asked);
}

/** Puts one of the common words that go with a refusal into words, while rendering: `t("stale-field")`. */
export function useProblemMessages(): (key: keyof typeof en, values?: Values) => string {
  const { locale, timeZone } = useReading();
  return (key, values) => translate(problemMessages(), locale, key, values, timeZone);
}

/** A refusal or a refused field: the code and what fills its message. */
export interface Refused {
  code: string;
  params?: Values;
}

/**
 * Puts refusals into words, while rendering. A feature's own refusals stand in its own catalogue under `problem-<code>`; the
 * common ones in `problems`. An unknown code gets the general sentence, never a blank.
 */
export function useProblemWords(...features: Catalogue<string>[]): (refused: Refused) => string {
  const known = useKnownProblemWords(...features);
  return (refused) => known(refused) ?? known({ code: "fault" }) ?? refused.code;
}

/** As `useProblemWords`, but null where there are no words: for another screen's refusal, or when a bad line kept them away. */
export function useKnownProblemWords(...features: Catalogue<string>[]): (refused: Refused) => string | null {
  const { locale, timeZone } = useReading();
  return ({ code, params }) => {
    const own = features.find((feature) => feature.byLocale[locale]?.[`problem-${code}`] !== undefined);
    if (own) return translate(own, locale, `problem-${code}`, params, timeZone);
    const common = problemMessages();
    const key = code as keyof typeof en;
    return common.byLocale[locale]?.[key] === undefined
      ? null
      : translate(common, locale, key, params, timeZone);
  };
}

/** A common refusal in words where nothing is rendered: on the server, which has them at hand in every language. */
export const problemText = (locale: string, { code, params }: Refused): string =>
  held ? translate(held, locale, code as keyof typeof en, params) : code;
