import { randomBytes } from "node:crypto";
import type { newWorld, TestPerson } from "../fixtures/world.ts";

/** A random word that can only come from the row it was written in. */
export const canary = (): string => `canary${randomBytes(9).toString("hex").slice(0, 12)}`;

type World = Awaited<ReturnType<typeof newWorld>>;

/**
 * The cast: the supplier's lead and specialist, the customer's lead (commercial) and engineer, a consultant, a stranger, a
 * former member of the customer's team, and the deployment's owner, who is in no room.
 */
export const cast = ["sara", "sam", "berta", "erik", "carl", "olga", "fred", "oskar"] as const;
export type Who = (typeof cast)[number];

/** What the story has made so far; acts keep ids here by name. */
export interface Story {
  world: World;
  people: Record<Who, TestPerson>;
  ids: Record<string, string>;
}

/**
 * One row of the matrix: an operation, who carries it out in the story, and who else could. Everybody else must be refused, as
 * if the thing did not exist (404) or as their role may not (403), and nothing may change.
 */
export interface Act {
  operation: string;
  by: Who;
  also?: Who[];
  input(story: Story): unknown;
  keep?(answer: never, story: Story): void;
}
