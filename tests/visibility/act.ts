import { randomBytes } from "node:crypto";
import type { TestPerson, TestRoom } from "../fixtures/world.ts";
import type { Owner } from "./hidden.ts";

/** A random word that can only come from the row it was written in. */
export const canary = (): string => `canary${randomBytes(9).toString("hex").slice(0, 12)}`;

/**
 * The cast: the supplier's lead and specialist, the customer's lead (commercial) and engineer, a consultant, a stranger, a
 * former member of the customer's team, the deployment's owner, who is in no room, and the supplier's director, who only decides.
 */
export const cast = ["sara", "sam", "berta", "erik", "carl", "olga", "fred", "oskar", "adam"] as const;
export type Who = (typeof cast)[number];

/** Groups of the cast, for `also`. */
export const everyone: Who[] = [...cast];
export const members: Who[] = ["sara", "sam", "berta", "erik", "carl", "adam"];
export const staff: Who[] = ["sara", "sam", "oskar", "adam"];
export const sellers: Who[] = ["sara", "sam"];
/** The whole team, with the one who decides. */
export const team: Who[] = ["sara", "sam", "adam"];
export const buyers: Who[] = ["berta", "erik"];

/** What the story has made so far; acts keep ids here by name. */
export interface Story {
  people: Record<Who, TestPerson>;
  room: TestRoom;
  ids: Record<string, string>;
  /** Looks at the database past every rule, to find what an input needs. */
  look: Owner;
}

/**
 * One row of the matrix: an operation, who carries it out in the story, and who else could. Everybody else must be refused, as
 * if the thing did not exist (404) or as their role may not (403), and nothing may change.
 */
export interface Act {
  operation: string;
  by: Who;
  also: Who[];
  input(story: Story): unknown;
  keep?(answer: Record<string, string>, story: Story): unknown;
}

/** A row of the matrix. `also`: who else could do just this. `keep`: remembers ids of the answer, or prepares what comes next. */
export const act = (
  by: Who,
  operation: string,
  input: Act["input"] = () => ({}),
  more: { also?: Who[]; keep?: Act["keep"] } = {},
): Act => ({ by, operation, input, also: more.also ?? [], keep: more.keep });

/** Input of an operation in the main room. */
export const inRoom =
  (more: (story: Story) => object | Promise<object> = () => ({})) =>
  async (story: Story) => ({ room: story.room.id, ...(await more(story)) });

/** One value of one row, by SQL. */
export async function one(story: Story, sql: string, values: unknown[] = []): Promise<string> {
  const [row] = await story.look(sql, values);
  if (!row) throw new Error(`nothing found: ${sql}`);
  return Object.values(row)[0] as string;
}

/** An id that the story kept. */
export function id(story: Story, name: string): string {
  const found = story.ids[name];
  if (!found) throw new Error(`the story has not made ${name} yet`);
  return found;
}
