export { type Catalogue, catalogue, translate, type Values } from "./catalogue.ts";
export { type Format, formatFor } from "./format.ts";
export { defaultLocale, languages, localeFor, locales } from "./locales.ts";
export { problemMessages, type Refused, useProblemWords } from "./problems.ts";
export { useFormat, useMessages, useReading } from "./react.ts";
export { type RefusalWords, useRefusal } from "./refusal.ts";
export { pageTitle } from "./title.ts";
