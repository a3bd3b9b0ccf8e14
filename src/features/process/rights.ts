import type { Seat } from "#platform/database/index.ts";
import type { Band, Part } from "./model/index.ts";
import type { ActivityEvent } from "./schedule/index.ts";

/** Who may do what in a process. Pure, so that screens hide exactly what the operations refuse. */

export interface Owned {
  /** Whose work it is. */
  side: "seller" | "buyer";
  audience: { kind: string };
  participants: readonly { part: Part; member: { id: string } | null }[];
}

/**
 * Whether somebody may report on an activity (start, wait, done, take back): those who are named for it and lead it or
 * take part, or the lead of the side whose work it is. What is the customer's to do is reported by the customer's
 * people only, so that it can be relied on at a gate; a partner reports where a partner is named.
 */
export function mayReport(activity: Owned, seat: Seat, me: string): boolean {
  if (seat.role === "viewer") return false;
  if (seat.role === "lead" && seat.side === activity.side) return true;
  const named = activity.participants.some(
    ({ part, member }) => member?.id === me && (part === "lead" || part === "co-perform"),
  );
  return named && (seat.side === activity.side || seat.side === "partner");
}

/** Whether somebody may tailor what is in an audience: the supplier's lead the process, the customer's lead its own part. */
export function mayTailor(audienceKind: string, seat: Seat): boolean {
  if (seat.role !== "lead") return false;
  return audienceKind === "buyer" ? seat.side === "buyer" : seat.side === "seller";
}

/** Whether somebody may say who does what in a lane: the lead who tailors, and the customer's lead for the customer's lanes. */
export function mayAssign(band: Band, audienceKind: string, seat: Seat): boolean {
  if (mayTailor(audienceKind, seat)) return true;
  return seat.role === "lead" && seat.side === "buyer" && band === "customer";
}

/** Dropping and taking back in are tailoring; everything else is reporting. */
export function mayStep(event: ActivityEvent, activity: Owned, seat: Seat, me: string): boolean {
  if (event === "drop" || event === "restore") return mayTailor(activity.audience.kind, seat);
  return mayReport(activity, seat, me);
}
