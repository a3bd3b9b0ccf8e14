import fc from "fast-check";
import { expect, test } from "vitest";
import { isTouchPoint } from "./derive.ts";
import { BANDS, PARTS } from "./words.ts";

const lanes = BANDS.map((band) => ({ key: band, band }));

test("a touch-point has somebody on both sides of the line of interaction", () => {
  const participant = fc.record({ lane: fc.constantFrom(...BANDS), part: fc.constantFrom(...PARTS) });
  fc.assert(
    fc.property(fc.array(participant, { maxLength: 5 }), (participants) => {
      const meeting = participants.filter((p) => p.part !== "inform").map((p) => p.lane);
      const both = meeting.some((lane) => lane === "customer") && meeting.some((lane) => lane !== "customer");
      expect(isTouchPoint(participants, lanes)).toBe(both);
    }),
  );
});

test("lanes that are not passed count as absent", () => {
  const participants = [
    { lane: "customer", part: "lead" as const },
    { lane: "backstage", part: "lead" as const },
  ];
  expect(isTouchPoint(participants, lanes)).toBe(true);
  expect(isTouchPoint(participants, lanes.slice(0, 2))).toBe(false);
});
