import fc from "fast-check";
import { expect, test } from "vitest";
import { readValues, separatorOf } from "./values.ts";

test("reads values as programs write them", () => {
  expect(readValues('a;b\r\n"x;1";"say ""hi"""\n', 9)).toEqual({
    rows: [
      ["a", "b"],
      ["x;1", 'say "hi"'],
    ],
    more: false,
  });
  expect(readValues("\ufeffa,b\n1,", 9).rows).toEqual([
    ["a", "b"],
    ["1", ""],
  ]);
  expect(readValues('"never closed,\n1', 9).rows).toEqual([["never closed,\n1"]]);
  expect(readValues("a\nb\nc", 2)).toEqual({ rows: [["a"], ["b"]], more: true });
  expect(separatorOf('"a,b,c";d\n"1,2";3')).toBe(";");
});

test("what was written is read again", () => {
  const value = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 20 }), (rows) => {
      const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
      expect(readValues(quoted.join("\r\n"), 100).rows).toEqual(rows);
    }),
  );
});
