import { all, load } from "virtual:catalogues";
import formatMessage, { type CompiledMessage, type FormatValues } from "icu-minify/format";
import { defaultLocale, locales } from "./locales.ts";

/** One feature's messages in every language that this side (server or browser) holds. */
export interface Catalogue<Key extends string> {
  namespace: string;
  byLocale: Record<string, Partial<Record<Key, CompiledMessage>>>;
}

/**
 * A feature's catalogue. Awaited at the top of the feature's `messages.ts`: the server has all languages at hand, the
 * browser fetches the one file of the page's language.
 */
export async function catalogue<Key extends string>(namespace: string): Promise<Catalogue<Key>> {
  if (all) {
    return {
      namespace,
      byLocale: Object.fromEntries(
        locales.map((locale) => [locale, all?.[`${locale}/${namespace}`] ?? {}]),
      ) as Catalogue<Key>["byLocale"],
    };
  }
  const locale = document.documentElement.lang || defaultLocale;
  const messages = (await load?.(`${locale}/${namespace}`)) ?? {};
  return { namespace, byLocale: { [locale]: messages as Partial<Record<Key, CompiledMessage>> } };
}

const memo = <Args extends unknown[], T>(make: (...args: Args) => T) => {
  const kept = new Map<string, T>();
  return (...args: Args): T => {
    const key = JSON.stringify(args);
    const value = kept.get(key) ?? make(...args);
    kept.set(key, value);
    return value;
  };
};

/** Intl objects are dear to make and are kept. */
export const intl = {
  getDateTimeFormat: memo(
    (locale?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, options),
  ),
  getNumberFormat: memo(
    (locale?: Intl.LocalesArgument, options?: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, options),
  ),
  getPluralRules: memo(
    (locale?: Intl.LocalesArgument, options?: Intl.PluralRulesOptions) =>
      new Intl.PluralRules(locale, options),
  ),
};

/** Values of a message: text, numbers, dates. */
export type Values = Record<string, string | number | boolean | Date>;

/** Puts one message into words. A key that is missing shows itself, so that it is seen. */
export function translate<Key extends string>(
  from: Catalogue<Key>,
  locale: string,
  key: Key,
  values?: Values,
  timeZone?: string,
): string {
  const message = from.byLocale[locale]?.[key] ?? from.byLocale[defaultLocale]?.[key];
  if (message === undefined) return `${from.namespace}.${key}`;
  return String(
    formatMessage<string>(message, locale, values as FormatValues<string>, { formatters: intl, timeZone }),
  );
}
