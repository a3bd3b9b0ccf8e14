/** Words of a row: by language when they come from a blueprint, `text` when somebody typed them in a room. */
export type Wording = Record<string, string>;

/** The words for a reader: as typed, else in the reader's language, else in English, else in any. */
export function wordsIn(words: Wording, language: string): string {
  return words.text ?? words[language] ?? words.en ?? Object.values(words)[0] ?? "";
}
