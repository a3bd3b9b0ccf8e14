import type { AudienceShown } from "./schema.ts";

type Group = Pick<AudienceShown, "id" | "kind" | "people">;

/**
 * Whether everybody in a thread's audience sees a thing of another audience, now and when people join: a thread about
 * something must not tell its readers of what they cannot open. Standard audiences grow by themselves, so they are
 * compared by kind (the supplier's whole team is in `commercial`); a chosen group is compared by its people.
 */
export function covers(thing: Group, thread: Group): boolean {
  if (thing.id === thread.id || thing.kind === "room") return true;
  if (thread.kind === "seller") return thing.kind === "commercial";
  if (thread.kind !== "custom") return false;
  const seeing = new Set(thing.people.map((person) => person.id));
  return thread.people.every((person) => seeing.has(person.id));
}
