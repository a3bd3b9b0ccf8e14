import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileName, letterOf, prefixOf, revisionLabel } from "./labels.ts";

describe("letters", () => {
  it("go on after Z as the columns of a spreadsheet do", () => {
    expect([1, 2, 26, 27, 52, 53, 702, 703].map(letterOf)).toEqual([
      "A",
      "B",
      "Z",
      "AA",
      "AZ",
      "BA",
      "ZZ",
      "AAA",
    ]);
  });
  it("never repeat", () => {
    const letters = Array.from({ length: 5000 }, (_, index) => letterOf(index + 1));
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe("labels", () => {
  const of = (
    audienceId: string,
    audienceKind: "room" | "seller" | "custom",
    revisionAudience = audienceId,
  ) => revisionLabel({ ordinal: 2, audienceId: revisionAudience }, { audienceId, audienceKind });
  it("are letters where the document is shared, and drafts below", () => {
    expect(of("r", "room")).toEqual({ kind: "letter", text: "B" });
    expect(of("t", "custom")).toEqual({ kind: "letter", text: "B" });
    expect(of("r", "room", "s")).toEqual({ kind: "draft", text: "2" });
    expect(of("s", "seller")).toEqual({ kind: "draft", text: "2" });
  });
});

describe("prefixes", () => {
  it("name the audience without telling how many there are", () => {
    expect(prefixOf({ kind: "room", name: "x" })).toBe("D");
    expect(prefixOf({ kind: "custom", name: "Technical working group" })).toBe("TWG");
    expect(prefixOf({ kind: "custom", name: "Steering" })).toBe("STE");
  });
  it("of named groups fit the column and are never those of a standard audience", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }), (name) => {
        expect(prefixOf({ kind: "custom", name })).toMatch(/^[A-Z0-9]{2,3}$/);
      }),
    );
  });
});

describe("file names", () => {
  const rule = (title: string, extension = "pdf") =>
    fileName({
      roomCode: "NMS-PM3",
      number: "D-007",
      label: { kind: "letter", text: "B" },
      title,
      extension,
    });
  it("follow the rule", () => {
    expect(rule("Process description")).toBe("NMS-PM3_D-007_B_Process description.pdf");
    expect(
      fileName({
        roomCode: "R",
        number: "S-001",
        label: { kind: "draft", text: "3" },
        title: "X",
        extension: "",
      }),
    ).toBe("R_S-001_draft3_X");
    expect(rule("Käyttöohje – 紙")).toBe("NMS-PM3_D-007_B_Käyttöohje – 紙.pdf");
  });
  it("hold nothing that a file system, a header or a reader's eye could be fooled by", () => {
    expect(rule("../../etc/passwd\r\nX: y")).toBe("NMS-PM3_D-007_B_etc-passwd-X- y.pdf");
    expect(rule("invoice\u202Efdp.exe")).toBe("NMS-PM3_D-007_B_invoice-fdp.exe.pdf");
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "binary" }), (title) => {
        const name = rule(title);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
        expect(name).not.toMatch(/[\u0000-\u001f\u007f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/);
        expect(name).toMatch(/^NMS-PM3_D-007_B(_.+)?\.pdf$/s);
        expect(Buffer.byteLength(name)).toBeLessThan(600);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});
