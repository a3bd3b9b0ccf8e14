import { describe, expect, it } from "vitest";
import { holdingBack } from "./useLive.ts";

const link = { invite: { ok: true, value: { link: "https://example.org/once" } } };
const refusal = (values: Record<string, string>) => ({ invite: { ok: false, values } });

describe("what holds a new reading of the screen back", () => {
  it("is what somebody is typing, or what was refused with its texts", () => {
    expect(holdingBack(null, false)).toBe(null);
    expect(holdingBack({}, false)).toBe(null);
    expect(holdingBack(null, true)).toBe("typed");
    expect(holdingBack(refusal({ name: "Berta", intent: "invite" }), false)).toBe("typed");
  });

  it("is, without a word, an answer that is shown once: also beside a form that is being filled in", () => {
    expect(holdingBack(link, false)).toBe("silent");
    expect(holdingBack(link, true)).toBe("silent");
    expect(holdingBack(refusal({ intent: "fulfil", version: "3", note: "" }), false)).toBe("silent");
  });
});
