/**
 * Rooms, for the other features: operations and rules. What may be rendered in the browser is behind the second door,
 * `components/index.ts`, because a screen's components must never pull the database into the browser.
 */
export { type AudienceKind, audienceKind, type Role, role, type Side, side } from "./model/room.ts";
export { roomFrame } from "./queries/frame.ts";
