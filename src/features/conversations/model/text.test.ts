import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callName, type Nameable, resolveMentions } from "./mentions.ts";
import { excerpt, inWords, mentioned, pieces } from "./text.ts";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const aino: Nameable = { id: id(1), name: "Aino Lehtonen", company: "Northmill" };
const ben: Nameable = { id: id(2), name: "Ben O'Neil", company: "Riverside" };
const ben2: Nameable = { id: id(3), name: "Ben O'Neil", company: "Mill Advice" };
const ann: Nameable = { id: id(4), name: "Aino Lehto", company: "Riverside" };

describe("pieces", () => {
  it("keeps every character, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const back = pieces(text)
          .map((piece) => (piece.kind === "mention" ? `@[${piece.person}]` : piece.text))
          .join("");
        expect(back).toBe(text);
      }),
    );
  });

  it("links only http and https, without the sentence around them", () => {
    expect(pieces("See https://a.example/x?y=1. Or (http://b.example/c_(d)), javascript:alert(1)")).toEqual([
      { kind: "text", text: "See " },
      { kind: "link", href: "https://a.example/x?y=1", text: "https://a.example/x?y=1" },
      { kind: "text", text: ". Or (" },
      { kind: "link", href: "http://b.example/c_(d)", text: "http://b.example/c_(d)" },
      { kind: "text", text: "), javascript:alert(1)" },
    ]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const piece of pieces(`x ${text} https://${text}`))
          if (piece.kind === "link") expect(new URL(piece.href).protocol).toMatch(/^https?:$/);
      }),
    );
  });

  it("shows mentions and cuts excerpts at words", () => {
    const stored = `Dear @[${aino.id}], look`;
    expect(mentioned(stored)).toEqual([aino.id]);
    expect(inWords(stored, () => "Aino")).toBe("Dear @Aino, look");
    expect(excerpt("one two\nthree four", 13)).toBe("one two three…");
    expect(excerpt("one\n two")).toBe("one two");
  });
});

describe("mentions", () => {
  it("finds whole names, the longest first, and lone first or last names", () => {
    expect(resolveMentions("@Aino Lehtonen: ok, @lehtonen.", [aino, ben])).toEqual({
      text: `@[${aino.id}]: ok, @[${aino.id}].`,
    });
    expect(resolveMentions("@Aino Lehto and @Aino Lehtonen", [aino, ann])).toEqual({
      text: `@[${ann.id}] and @[${aino.id}]`,
    });
    expect(resolveMentions("@Ben O'Neil!", [ben])).toEqual({ text: `@[${ben.id}]!` });
  });

  it("leaves e-mail addresses and lone signs alone", () => {
    for (const text of ["a.b@example.com", "5 @ 10 bar", "@", "x@@", "@ 3", "@3 bar"])
      expect(resolveMentions(text, [aino])).toEqual({ text });
  });

  it("says which words name nobody, or more than one", () => {
    expect(resolveMentions("Hi @Olga!", [aino])).toEqual({ unknown: "Olga" });
    expect(resolveMentions("@Ainosofia", [aino])).toEqual({ unknown: "Ainosofia" });
    expect(resolveMentions("@Aino", [aino, ann])).toEqual({ ambiguous: "Aino" });
    expect(resolveMentions("@Ben O'Neil", [ben, ben2])).toEqual({ ambiguous: "Ben O'Neil" });
    expect(resolveMentions("@Ben O'Neil (Riverside)", [ben, ben2])).toEqual({ text: `@[${ben.id}]` });
    expect(resolveMentions(`@[${id(9)}]`, [aino])).toEqual({ unknown: `[${id(9)}]` });
  });

  it("never mentions anybody outside of the audience, whatever is typed", () => {
    const people = [aino, ben, ann];
    const words = fc.constantFrom(
      "@",
      "Aino",
      "Lehtonen",
      " ",
      "Ben",
      "O'Neil",
      "(",
      "Riverside",
      ")",
      `[${id(9)}]`,
      `[${id(1)}]`,
      "x",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (typed) => {
        const resolved = resolveMentions(typed.join(""), people);
        if ("text" in resolved)
          for (const person of mentioned(resolved.text))
            expect(people.map((one) => one.id)).toContain(person);
      }),
    );
  });

  it("reads back what it wrote for editing", () => {
    const people = [aino, ben, ben2, ann];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...people), { maxLength: 5 }), (chosen) => {
        const stored = chosen.map((one) => `@[${one.id}]`).join(", ");
        const typed = inWords(stored, (person) => {
          const one = people.find((other) => other.id === person);
          return one ? callName(one, people) : "";
        });
        expect(resolveMentions(typed, people)).toEqual({ text: stored });
      }),
    );
  });
});
