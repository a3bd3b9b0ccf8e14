/** Sizes in units of the drawing. On A3 a unit is about 0.17 mm, so letters of 10.5 are 1.8 mm high lines. */
export const SIZE = {
  band: 24,
  label: 112,
  box: 104,
  boxPad: 6,
  gap: 4,
  track: 7,
  row: 46,
  line: 18,
  title: 40,
  phase: 46,
  gates: 68,
  legend: 44,
  text: 11.5,
  leading: 12.5,
  head: 13,
  margin: 12,
} as const;

/** Width that words have in a box. */
export const WORDS = SIZE.box - 2 * SIZE.boxPad;
