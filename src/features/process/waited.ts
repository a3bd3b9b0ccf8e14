/** For whom an activity may wait: one of the sides, or somebody outside the room. */
export const WAITED_FOR = ["seller", "buyer", "other"] as const;
