/** States of an activity: planned, under way, waiting for somebody, done, or dropped with a reason. */
export const ACTIVITY_STATES = ["planned", "running", "waiting", "done", "dropped"] as const;
export type ActivityState = (typeof ACTIVITY_STATES)[number];

/** For whom an activity may wait: one of the sides, or somebody outside the room. */
export const WAITED_FOR = ["seller", "buyer", "other"] as const;
export type WaitedFor = (typeof WAITED_FOR)[number];
