import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCursor, sealCursor } from "./cursor.ts";

const key = randomBytes(32);
const holder = { personId: crypto.randomUUID(), room: crypto.randomUUID() };
const uuids = fc.uuid();
const positions = fc
  .uniqueArray(fc.tuple(uuids, fc.nat(2 ** 40)), { maxLength: 12, selector: ([id]) => id })
  .map((pairs) => new Map(pairs));

describe("cursor", () => {
  it("gives back exactly what was sealed", () => {
    fc.assert(
      fc.property(positions, (given) => {
        expect(openCursor(key, holder, sealCursor(key, holder, given))).toEqual(given);
      }),
    );
  });

  it("refuses every token with any byte changed, cut or added", () => {
    fc.assert(
      fc.property(
        positions,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(40),
        (given, place, flip, cut) => {
          const bytes = Buffer.from(sealCursor(key, holder, given), "base64url");
          const changed = Buffer.from(bytes);
          const at = place % bytes.length;
          changed[at] = (changed[at] ?? 0) ^ flip;
          expect(openCursor(key, holder, changed.toString("base64url"))).toBeNull();
          if (cut > 0)
            expect(openCursor(key, holder, bytes.subarray(0, -cut).toString("base64url"))).toBeNull();
          expect(
            openCursor(key, holder, Buffer.concat([bytes, Buffer.alloc(cut + 1)]).toString("base64url")),
          ).toBeNull();
        },
      ),
    );
  });

  it("refuses the token of another person, room, viewer or deployment", () => {
    const token = sealCursor(key, holder, new Map([[crypto.randomUUID(), 7]]));
    expect(openCursor(key, { ...holder, personId: crypto.randomUUID() }, token)).toBeNull();
    expect(openCursor(key, { ...holder, room: crypto.randomUUID() }, token)).toBeNull();
    expect(openCursor(key, { ...holder, viewerId: crypto.randomUUID() }, token)).toBeNull();
    expect(openCursor(randomBytes(32), holder, token)).toBeNull();
    expect(openCursor(key, holder, "")).toBeNull();
    expect(openCursor(key, holder, "not a cursor")).toBeNull();
  });

  it("is as long for high numbers as for low ones", () => {
    const audience = crypto.randomUUID();
    const length = (seq: number) => sealCursor(key, holder, new Map([[audience, seq]])).length;
    expect(length(0)).toBe(length(2 ** 40));
  });
});
