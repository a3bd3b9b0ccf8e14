import { useMemo } from "react";
import { useRouteLoaderData } from "react-router";
import { type Catalogue, translate, type Values } from "./catalogue.ts";
import { type Format, formatFor } from "./format.ts";
import { defaultLocale } from "./locales.ts";

/** How the reader reads; given by the root loader. */
export interface Reading {
  locale: string;
  timeZone: string;
}

/** The reader's language and time zone. */
export function useReading(): Reading {
  const root = useRouteLoaderData("root") as { reading?: Reading } | undefined;
  const fallback =
    typeof document === "undefined" ? defaultLocale : document.documentElement.lang || defaultLocale;
  return root?.reading ?? { locale: fallback, timeZone: "UTC" };
}

/** Puts a feature's messages into words: `const t = useMessages(messages); t("title")`. */
export function useMessages<Key extends string>(from: Catalogue<Key>): (key: Key, values?: Values) => string {
  const { locale, timeZone } = useReading();
  return (key, values) => translate(from, locale, key, values, timeZone);
}

/** Dates, numbers and money for the reader. */
export function useFormat(): Format {
  const { locale, timeZone } = useReading();
  return useMemo(() => formatFor(locale, timeZone), [locale, timeZone]);
}
