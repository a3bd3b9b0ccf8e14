import { setTimeout } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { often, whileHeld } from "./held.ts";

const usual = { ...often };
afterEach(() => Object.assign(often, usual));

async function* pieces(many: number, size = 1000) {
  for (let at = 0; at < many; at++) yield new Uint8Array(size);
}
/** Reads everything, waiting between pieces. @returns how many came, and how it ended */
async function read(from: AsyncIterable<Uint8Array>, wait = 0): Promise<[number, string]> {
  let came = 0;
  try {
    for await (const _ of from) {
      came++;
      if (wait > 0) await setTimeout(wait);
    }
    return [came, "whole"];
  } catch (error) {
    return [came, (error as Error).name];
  }
}

it("asks nothing about what is short and quick", async () => {
  const holds = vi.fn(async () => false);
  expect(await read(whileHeld(pieces(50), holds))).toEqual([50, "whole"]);
  expect(holds).not.toHaveBeenCalled();
});

it("asks after so many bytes, and breaks off when the right has ended", async () => {
  often.bytes = 10_000;
  let left = 3;
  const holds = vi.fn(async () => left-- > 0);
  expect(await read(whileHeld(pieces(100), holds))).toEqual([40, "RightEnded"]);
  expect(holds).toHaveBeenCalledTimes(4);
  const always = vi.fn(async () => true);
  expect(await read(whileHeld(pieces(100), always))).toEqual([100, "whole"]);
  expect(always).toHaveBeenCalledTimes(9);
});

it("asks a slow reader's right after a while, however little they took", async () => {
  often.milliseconds = 20;
  const [came, end] = await read(
    whileHeld(pieces(100), async () => false),
    8,
  );
  expect(end).toBe("RightEnded");
  expect(came).toBeLessThanOrEqual(4);
});

it("closes what it reads from when the reader goes, and ends when nobody can say", async () => {
  let closed = false;
  async function* source() {
    try {
      yield* pieces(10);
    } finally {
      closed = true;
    }
  }
  for await (const _ of whileHeld(source(), async () => true)) break;
  expect(closed).toBe(true);
  often.bytes = 0;
  const broken = async () => Promise.reject(new TypeError("no database"));
  expect(await read(whileHeld(pieces(3), broken))).toEqual([0, "TypeError"]);
});
