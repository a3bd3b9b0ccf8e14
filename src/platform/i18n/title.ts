import type { MetaDescriptor } from "react-router";
import { type Catalogue, translate, type Values } from "./catalogue.ts";
import { defaultLocale } from "./locales.ts";

/** What a route's `meta` gets: the data of the routes above it among other things. */
interface MetaGiven {
  matches: ({ id: string; loaderData?: unknown } | undefined)[];
}

/**
 * The page's title, in the reader's language: what the screen is, then the room it lies in, then whose rooms these are. For a
 * route's `meta`: `export const meta: Route.MetaFunction = (args) => pageTitle(args, messages, "title")`.
 * `key` may be words themselves (a document's own title) when `messages` is null.
 */
export function pageTitle<Key extends string>(
  { matches }: MetaGiven,
  messages: Catalogue<Key> | null,
  key: Key,
  values?: Values,
): MetaDescriptor[] {
  const dataOf = (id: string) => matches.find((match) => match?.id === id)?.loaderData;
  const root = dataOf("root") as { reading?: { locale?: string }; supplier?: { name?: string } } | undefined;
  const room = dataOf("room") as { name?: string } | undefined;
  const locale = root?.reading?.locale ?? defaultLocale;
  const own = messages ? translate(messages, locale, key, values) : key;
  const parts = [own, room?.name, root?.supplier?.name || "Frontstage"];
  return [{ title: parts.filter(Boolean).join(" · ") }];
}
