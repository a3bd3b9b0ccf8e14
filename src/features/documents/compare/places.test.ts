import { describe, expect, it } from "vitest";
import type { PageText } from "#platform/pages/index.ts";
import { placesWith } from "./places.ts";

/** A page of 600 points with lines; a letter is 6 points wide, a line 12 high. */
function page(...lines: [text: string, left: number, top: number][]): PageText {
  let start = 0;
  const runs = lines.map(([text, left, top]): PageText["runs"][number] => {
    const run: PageText["runs"][number] = [start, text, left, top, left + text.length * 6, top + 12];
    start += text.length + 1;
    return run;
  });
  return {
    width: 600,
    height: 800,
    matrix: [1, 0, 0, -1, 0, 800],
    text: lines.map(([one]) => one).join("\n"),
    runs,
  };
}
/** A place in pixels of a picture twice as wide as the page. */
const area = (left: number, top: number, right: number, bottom: number) => ({
  left: left * 2,
  top: top * 2,
  right: right * 2,
  bottom: bottom * 2,
  kind: "changed" as const,
});

describe("a place that changed", () => {
  const old = page(["temperature is 180 °C at most", 60, 100], ["Cylinder 3", 60, 300]);
  const now = page(
    ["temperature is 195 °C at most", 60, 100],
    ["Cylinder 3", 60, 300],
    ["Foreword", 60, 500],
  );

  it("tells the words that stood there and those that stand there now", () => {
    const [first, second, third] = placesWith(
      [area(154, 98, 190, 114), area(58, 498, 110, 514), area(400, 600, 420, 620)],
      1200,
      old,
      now,
    );
    expect(first).toMatchObject({ was: "180", now: "195" });
    expect(second).toMatchObject({ was: "", now: "Foreword" });
    expect(third).toMatchObject({ was: "", now: "" });
  });

  it("tells the words of an old page that lies elsewhere", () => {
    const elsewhere = page(["temperature is 180 °C at most", 20, 60]);
    const places = [area(154, 98, 190, 114)];
    const shift = { scale: 1, right: 80, down: 80 };
    expect(placesWith(places, 1200, elsewhere, now, { shift })[0]).toMatchObject({ was: "180", now: "195" });
    expect(placesWith(places, 1200, elsewhere, now)[0]?.was).not.toBe("180");
  });

  it("is one by its words alone where the picture is too coarse for them", () => {
    const more = page(["temperature is 195 °C at most", 60, 100], ["Cylinder 3", 60, 300]);
    expect(placesWith([], 1200, old, more)).toMatchObject([{ kind: "changed", was: "180", now: "195" }]);
    expect(placesWith([area(154, 98, 190, 114)], 1200, old, more)).toHaveLength(1);
    // What only stands elsewhere in the file has not changed.
    const [first, second] = old.runs;
    const other = { ...old, ...page(["Cylinder 3", 60, 300], ["temperature is 180 °C at most", 60, 100]) };
    expect(first && second && placesWith([], 1200, old, other)).toEqual([]);
  });

  it("tells the words of an old page that was turned, also where they run upwards letter by letter", () => {
    // On the old page, which lies across, words run upwards: from (88, 540) a letter of 6 points each.
    const text = "temperature is 180 °C at most";
    const letters = [...text].flatMap((letter, index): PageText["runs"] =>
      letter === " " ? [] : [[index, letter, 88, 534 - index * 6, 100, 540 - index * 6]],
    );
    const across: PageText = { ...old, width: 800, height: 600, text, runs: letters };
    const [found] = placesWith(
      [area(154, 86, 190, 102)],
      1200,
      across,
      page([text.replace("180", "195"), 60, 88]),
      {
        turn: 90,
      },
    );
    expect(found).toMatchObject({ was: "180", now: "195" });
  });

  it("has its number where it covers no words", () => {
    const numbers = placesWith(
      [area(154, 98, 190, 114), area(58, 498, 110, 514), area(120, 298, 140, 314)],
      1200,
      page(
        ["temperature is 180 °C at most", 60, 100],
        ["and a line above this", 60, 84],
        ["Cylinder 3 and", 60, 300],
      ),
      now,
    ).map(({ number }) => number);
    expect(numbers).toEqual(["edge", "above", "right"]);
  });
});
