import type { Actor, Seat } from "#platform/database/index.ts";
import { seatAllows } from "#platform/operations/index.ts";

/** Whether a screen shows forms for writing: the role includes it, and nobody is looking as somebody else. */
export const mayTalk = (seat: Seat | null, actor: Actor): boolean =>
  seatAllows(seat, "room.talk") && actor.viewerId === undefined;
