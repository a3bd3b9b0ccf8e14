import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const folder = new URL("../../../messages/", import.meta.url);
const names = readdirSync(new URL("en/", folder));
const read = (language: string, name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8"));

/** Sentences of a language with the place where each stands. */
const sentences = (language: string) =>
  names.flatMap((name) =>
    Object.entries(read(language, name)).map(([key, text]) => ({ at: `${language}/${name} ${key}`, text })),
  );
const where = (language: string, wrong: RegExp) =>
  sentences(language).flatMap(({ at, text }) => (wrong.test(text) ? [`${at}: ${text}`] : []));

/**
 * One word, one meaning (DESIGN §3), in Finnish: the word that is used, and words that crept in beside it. Whoever finds a
 * better one changes it everywhere and turns the row around.
 */
const TERMS: readonly [use: string, not: RegExp][] = [
  ["projekti, myyntiprojekti", /\b(myynti)?hanke(tta|en|elle|esta)?\b|\bhankke/i],
  ["päätösportti", /(?<!päätös)portt?(i|in|ia|it|eja)\b/i],
  ["osapuoli", /\b(toiselle puolelle|oman puole[a-z]*|molemmat puolet|kummallakin puolella)\b/i],
  ["kollega", /työtover/i],
  ["asti", /\bsaakka\b/i],
  ["poistaa käytöstä (asiakirja)", /\b(vetää|veti|vedetty) (asiakirjan )?(sittemmin )?pois\b/i],
  ["jakaa (asiakirja)", /\bjulkais/i],
  ["sinä", /\bTei(dät|tä|lle|ltä|dän)\b/],
  ["sähköpostiviesti", /\b(tämän|sähköposti)kirje/i],
  ["virstanpylväs", /\bvälitavoi/i],
];

describe("catalogues", () => {
  test("have the same keys in both languages", () => {
    for (const name of names)
      expect(Object.keys(read("fi", name)).sort(), name).toEqual(Object.keys(read("en", name)).sort());
  });

  test.each(TERMS)("Finnish says %s", (_, not) => {
    expect(where("fi", not)).toEqual([]);
  });

  test("set quotation marks as their language does, and no space twice", () => {
    expect(where("fi", /"|“/)).toEqual([]);
    expect(where("en", /"|”[^”“]*”/)).toEqual([]);
    for (const language of ["en", "fi"]) expect(where(language, / {2}|^\s/)).toEqual([]);
  });
});
