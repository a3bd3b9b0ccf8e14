export * from "./criteria.ts";
export { checkDelegation, type Delegation, delegators } from "./delegation.ts";
export { ALLOWED, type GateEvent, type GateStep, stepGate } from "./machine.ts";
export * from "./outcome.ts";
export * from "./round.ts";
export { type Holder, type Seat, selectSeats } from "./seats.ts";
export { canonicalSnapshot, materialChanges, type Snapshot, snapshotHashInput } from "./snapshot.ts";
export { tally } from "./tally.ts";
export { checkVote, type Entitlement, entitlement } from "./voting.ts";
