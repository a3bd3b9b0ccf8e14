import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountText, currencies, parseAmount } from "./money.ts";

describe("amounts", () => {
  it("are read as people type them", () => {
    for (const text of ["1250000.50", "1 250 000,50", "1,250,000.50", "1.250.000,50", "1'250'000.5"])
      expect(parseAmount(text, "EUR"), text).toBe(125_000_050);
    for (const text of ["1 250 €", "€1,250", "EUR 1.250", "1 250,00 EUR", "1 250,-", "1 250,–"])
      expect(parseAmount(text, "EUR"), text).toBe(125_000);
    for (const text of ["12,5 M€", "12.5 M", "12,5 milj. €", "€12.5 million", "12 500 000"])
      expect(parseAmount(text, "EUR"), text).toBe(1_250_000_000);
    expect([parseAmount("18,4M", "JPY"), parseAmount("250 k€", "EUR")]).toEqual([18_400_000, 25_000_000]);
    expect(parseAmount("1.250", "EUR")).toBe(125_000);
    expect(parseAmount("1,25", "EUR")).toBe(125);
    expect(parseAmount("1,250", "JPY")).toBe(1250);
  });

  it("are refused when they are none", () => {
    for (const text of [
      "",
      "abc",
      "12,345,6x",
      "-5",
      "1.2345",
      "99999999999999999",
      "M€",
      "1,2345678 M",
      "5 $",
    ])
      expect(parseAmount(text, "EUR"), text).toBeNull();
    expect(parseAmount("1.5", "JPY")).toBeNull();
  });

  it("come back the same from a form field, whatever the currency", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), fc.constantFrom(...currencies), (minor, currency) => {
        expect(parseAmount(amountText(minor, currency), currency)).toBe(minor);
        expect(parseAmount(amountText(minor, currency, ","), currency)).toBe(minor);
      }),
    );
  });
});
