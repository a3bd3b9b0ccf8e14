import type { Seat } from "../database/index.ts";

/**
 * What an operation asks of its actor.
 * - `anyone`: signed in, nothing more (own settings, own rooms)
 * - `staff`: one of the supplier's people; `owner`: runs the deployment
 * - `room.*`: a member of the room of the operation, by role
 */
export type Capability =
  | "anyone"
  | "staff"
  | "owner"
  | "room.see" // every member
  | "room.talk" // write messages, propose meetings, answer
  | "room.work" // add and change documents, activities, schedule
  | "room.publish" // move something to a wider audience
  | "room.decide" // approve at gates and elsewhere
  | "room.lead"; // people, tailoring, gates, handover

type Role = Seat["role"];

/** Roles and what each may do. Specialists work but do not publish; viewers read. Approvers decide and talk. */
const rights: Record<Role, readonly Capability[]> = {
  lead: ["room.see", "room.talk", "room.work", "room.publish", "room.decide", "room.lead"],
  contributor: ["room.see", "room.talk", "room.work", "room.publish", "room.decide"],
  specialist: ["room.see", "room.talk", "room.work"],
  approver: ["room.see", "room.talk", "room.decide"],
  viewer: ["room.see"],
};

/** Whether a seat gives a room capability. */
export function seatAllows(seat: Seat | null, capability: Capability): boolean {
  return seat !== null && rights[seat.role].includes(capability);
}

/** The room capabilities of a role, for screens that hide what cannot be done. */
export const rightsOf = (role: Role): readonly Capability[] => rights[role];
