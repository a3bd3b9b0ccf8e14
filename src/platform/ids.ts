import { v4, v7 } from "uuid";

/** An id in the order of time (UUIDv7), for rows whose audience never widens. */
export const newId = (): string => v7();

/**
 * An id that tells nothing (UUIDv4), for rows that may be published later: a UUIDv7 would tell the reader when the
 * hidden draft was begun (docs/decisions/0003).
 */
export const newHiddenId = (): string => v4();
