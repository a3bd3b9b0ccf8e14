import { z } from "zod";

/**
 * Where a page of the register ends: the place of its last row in the order. It holds what the reader has on the screen
 * and nothing else.
 */
const place = z.tuple([z.int32(), z.string(), z.uuid()]);
export type Place = z.infer<typeof place>;

/** A place in the register as the text that the next page is asked with. */
export const writeCursor = (at: Place): string => Buffer.from(JSON.stringify(at)).toString("base64url");

/** The place of a cursor; null when it is none. */
export function readCursor(text: string | undefined): Place | null {
  if (!text) return null;
  try {
    return place.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return null;
  }
}
