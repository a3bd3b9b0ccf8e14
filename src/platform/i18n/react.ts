import { useMemo, useSyncExternalStore } from "react";
import { useRouteLoaderData } from "react-router";
import { type Catalogue, translate, type Values } from "./catalogue.ts";
import { type Format, formatFor } from "./format.ts";
import { defaultLocale } from "./locales.ts";

/** How the reader reads; given by the root loader. */
export interface Reading {
  locale: string;
  timeZone: string;
  /** When the server made the page, ISO. */
  now?: string;
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
  const { locale, timeZone, now } = useReading();
  // "2 minutes ago" must be what the server wrote until the page has come to life, and is right from then on.
  const minute = useSyncExternalStore(noNews, thisMinute, () =>
    now ? minuteOf(Date.parse(now)) : thisMinute(),
  );
  return useMemo(() => formatFor(locale, timeZone, minute), [locale, timeZone, minute]);
}

const minuteOf = (time: number) => Math.floor(time / 60_000) * 60_000;
const thisMinute = () => minuteOf(Date.now());
const noNews = () => () => undefined;
