import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote as find, plain, type Quote, quoteOf, type Stretch } from "./quote.ts";

const findQuote = (pages: string[], quote: Quote, was: Stretch) => find(pages.map(plain), quote, was);

const page = `4.2 Guarantees
The steam temperature shall be 540 °C at the boiler outlet.
The steam pressure shall be 84 bar at the boiler outlet.
4.3 Noise
The sound pressure shall not exceed 85 dB(A) at one metre.`;

const markOf = (text: string, words: string, from = 0) => {
  const start = text.indexOf(words, from);
  return {
    quote: quoteOf(text, start, start + words.length),
    was: { page: 0, start, end: start + words.length },
  };
};
const wordsAt = (pages: string[], stretch: { page: number; start: number; end: number } | null) =>
  stretch && pages[stretch.page]?.slice(stretch.start, stretch.end);

test("words are found again after text was put before them, on another page, and set in other lines", () => {
  const { quote, was } = markOf(page, "84 bar at the boiler outlet");
  const pages = [
    "A new first page",
    `Preface.\n${page.replace("84 bar at the boiler", "84 bar at the boi-\nler")}`,
  ];
  const found = findQuote(pages, quote, was);
  expect(found?.page).toBe(1);
  expect(wordsAt(pages, found)).toBe("84 bar at the boi-\nler outlet");
});

test("of the same words in two places, those with the old surroundings are meant", () => {
  const second = page.lastIndexOf("at the boiler outlet");
  const { quote, was } = markOf(page, "at the boiler outlet", second);
  const found = findQuote([`Note: at the boiler outlet, too.\n${page}`], quote, was);
  expect(found?.start).toBe(second + "Note: at the boiler outlet, too.\n".length);
});

test("changed words have no place, and neither has a short word whose surroundings are gone", () => {
  const { quote, was } = markOf(page, "540 °C");
  expect(findQuote([page.replace("540", "520")], quote, was)).toBeNull();
  const short = markOf(page, "shall");
  expect(findQuote(["it shall be so. he shall not."], short.quote, short.was)).toBeNull();
});

test("in an unchanged text every stretch of words is found where it was", () => {
  const words = fc.array(fc.stringMatching(/^[a-zåäö0-9]{1,9}$/), { minLength: 3, maxLength: 60 });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (all, a, b) => {
      const text = all.map((word, at) => `${word}${at}`).join(" ");
      const start = a % text.length;
      const end = Math.min(text.length, start + 1 + (b % 80));
      const quote = quoteOf(text, start, end);
      const found = findQuote([text], quote, { page: 0, start, end });
      if (!found) return quote.exact.trim().length < 4 || quote.exact.replaceAll(/\s/g, "") === "";
      return text.slice(found.start, found.end).replaceAll(/\s/g, "") === quote.exact.replaceAll(/\s/g, "");
    }),
  );
});

test("text put before it moves a stretch by exactly that much", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (before) => {
      const { quote, was } = markOf(page, "The sound pressure shall not exceed 85 dB(A)");
      const pages = [`${before}\n${page}`];
      expect(wordsAt(pages, findQuote(pages, quote, was))).toBe(quote.exact);
    }),
  );
});
