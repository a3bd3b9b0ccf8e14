import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proposeCode } from "./code.ts";
import { codeInput } from "./details.ts";

describe("a proposed code", () => {
  it("is made of the customer's first word and the project's initials and numbers", () => {
    expect(proposeCode("Riverside Paper", "PM3 rebuild")).toBe("RIVERSID-PM3R");
    expect(proposeCode("Äänekoski Board", "Press section 2 rebuild")).toBe("AANEKOSK-PS2R");
    expect(proposeCode("Voith & Söhne", "Straße 7", "KXTR")).toBe("VOITH-S7-KXTR");
    expect(proposeCode("造纸厂", "三号机")).toBe("R-ROOM");
  });

  it("is always one that the room takes", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom("", "BCDF"), (customer, project, tail) => {
        const code = proposeCode(customer, project, tail);
        expect(codeInput.parse(code)).toBe(code);
      }),
    );
  });
});
