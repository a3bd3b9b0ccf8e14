import type { Wording } from "#features/process/index.ts";

/** The words for a reader: as somebody typed them, else in the reader's language, else in English, else in any. */
export const spoken = (words: Wording, locale: string): string =>
  words.text ?? words[locale] ?? words.en ?? Object.values(words)[0] ?? "";
