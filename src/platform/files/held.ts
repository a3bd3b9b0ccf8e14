/** While bytes flow it is asked again whether they may: after so many, or after so long, whichever is first. */
export const often = { bytes: 16 * 1024 * 1024, milliseconds: 3000 };

/** The right to what was being sent ended; the answer is broken off, so that nobody takes what came for the whole. */
class RightEnded extends Error {
  constructor() {
    super("the right to a file ended while it was being sent");
    this.name = "RightEnded";
    this.stack = `${this.name}: ${this.message}`; // an end, no fault: the log needs no more of it
  }
}

/**
 * Passes bytes on as long as they may be had. Whoever reads slowly is asked about before each piece that they take after a while, so
 * that a slow or paused download ends with the right to it. Short answers ask nothing.
 * @param holds asked anew each time; what it throws ends the answer too
 * @throws RightEnded
 */
export async function* whileHeld(
  pieces: AsyncIterable<Uint8Array>,
  holds: () => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  let asked = performance.now();
  for await (const piece of pieces) {
    if (sent >= often.bytes || performance.now() - asked >= often.milliseconds) {
      if (!(await holds())) throw new RightEnded();
      sent = 0;
      asked = performance.now();
    }
    sent += piece.byteLength;
    yield piece;
  }
}
