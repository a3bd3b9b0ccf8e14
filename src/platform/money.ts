/**
 * Money is integer minor units plus an ISO 4217 currency. How many digits a currency's minor unit has (EUR 2, JPY 0,
 * KWD 3) is what `Intl` knows of it. Pure; for browser and server.
 */

/** The currencies offered in forms, the most used of capital projects first. */
export const currencies = [
  "EUR",
  "USD",
  "SEK",
  "NOK",
  "DKK",
  "GBP",
  "CHF",
  "PLN",
  "CNY",
  "JPY",
  "INR",
  "BRL",
  "CAD",
] as const;

/** Digits of a currency's minor unit. */
export function minorDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** Words and signs for a million and a thousand, as they stand behind an amount. */
const SCALES: readonly [RegExp, number][] = [
  [/(?:milj(?:oonaa|\.)?|million|mn|m)$/i, 6],
  [/(?:tuhatta|thousand|k)$/i, 3],
];

/** An amount without what stands around it: spaces, the currency's own sign or letters, a dash for no cents. */
function bareAmount(text: string, currency: string): string {
  const sign = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value;
  return [currency, sign ?? currency]
    .reduce((left, word) => left.replace(word, ""), text.replace(/[\s'’\u00a0\u202f]/g, ""))
    .replace(/,[-–]+$/, "");
}

/**
 * Reads an amount as people type it ("1 250 000", "1,250,000.50", "1.250.000,50", "1 250 €", "12,5 M€") as minor units. The
 * last comma or point is the decimal mark, unless exactly three digits follow it or it occurs more than once.
 * @returns null when it is not an amount, has more decimals than the currency, or is beyond exact integers
 */
export function parseAmount(text: string, currency: string): number | null {
  const given = bareAmount(text, currency);
  const [scale, power] = SCALES.find(([words]) => words.test(given)) ?? [/$/, 0];
  if (power > 0) return scaled(given.replace(scale, ""), power, currency);
  const bare = given;
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const digits = minorDigits(currency);
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const mark = bare[last] ?? "";
  const decimals = last < 0 ? "" : bare.slice(last + 1);
  const isDecimal = last >= 0 && bare.split(mark).length === 2 && !(decimals.length === 3 && digits !== 3);
  const whole = (isDecimal ? bare.slice(0, last) : bare).replace(/[.,]/g, "");
  const part = isDecimal ? decimals : "";
  if (part.length > digits) return null;
  const minor = Number(whole + part.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** "12,5" million or thousand: here a comma or point is always the decimal mark. */
function scaled(text: string, power: number, currency: string): number | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(text);
  const [, whole = "", part = ""] = found ?? [];
  if (!found || part.length > power) return null;
  const minor = Number(whole + part.padEnd(power, "0")) * 10 ** minorDigits(currency);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Minor units as an amount for a form field, in groups of three: 125050 EUR → "1 250.50" (with the reader's decimal mark), whole amounts without decimals. */
export function amountText(minor: number, currency: string, mark: "." | "," = "."): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, " ");
  const part = text.slice(text.length - digits);
  return (minor < 0 ? "-" : "") + (/^0*$/.test(part) ? whole : `${whole}${mark}${part}`);
}
