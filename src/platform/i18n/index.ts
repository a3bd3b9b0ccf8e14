export { type Catalogue, catalogue, translate, type Values } from "./catalogue.ts";
export { formatFor } from "./format.ts";
export { defaultLocale, languages } from "./locales.ts";
export { problemText, type Refused, useKnownProblemWords, useProblemWords } from "./problems.ts";
export { useFormat, useMessages, useReading } from "./react.ts";
export { type FieldWords, type RefusalWords, useRefusal } from "./refusal.ts";
export { pageTitle } from "./title.ts";
