/** Room that a word may take in a narrow column before it must be broken, in letters. */
const LONG = 13;
const VOWELS = "aeiouyåäöAEIOUYÅÄÖ";
const SOFT = "\u00AD";

/**
 * Lets long words break where a Finnish syllable begins: before every consonant that a vowel follows. Browsers on phones know
 * few hyphenations and none of Finnish; English titles seldom hold a word this long. Three letters stay on either side.
 */
export function breakable(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    if (word.length < LONG) return word;
    return [...word]
      .map((letter, at) => {
        const begins = !VOWELS.includes(letter) && VOWELS.includes(word[at + 1] ?? "-");
        return begins && at >= 3 && at <= word.length - 3 ? SOFT + letter : letter;
      })
      .join("");
  });
}
