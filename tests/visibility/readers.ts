import type { Actor } from "../../src/platform/database/index.ts";
import { cast, type Story, type Who } from "./act.ts";
import {
  allRows,
  audiencesOfAll,
  type Forbidden,
  fileTexts,
  forbiddenIn,
  type Row,
  secretsIn,
} from "./hidden.ts";

/** Somebody who reads, as themselves or (a lead) as somebody else, and what must never reach them. */
export interface Reader {
  name: string;
  who: Who;
  /** As whom they look at the main room. */
  as?: Who;
  actor: Actor;
  forbidden: Forbidden;
  /** Canaries and ids that they may meet. */
  allowed: Set<string>;
}

/** Every lead who looks as somebody else: at one of their own and at one of the other side. */
export const lookingAs: [who: Who, as: Who][] = [
  ["sara", "erik"],
  ["sara", "berta"],
  ["berta", "sara"],
];

/** Everybody of a told story, and the leads as somebody else. */
export async function readersOf(story: Story): Promise<Reader[]> {
  const rows = [...(await allRows(story.look)), ...(await fileTexts(story.look))];
  const audiences = await audiencesOfAll(story.look);
  const of = (who: Who) => audiences.get(story.people[who].id) ?? [];
  const readers: Reader[] = cast.map((who) => ({
    name: who,
    who,
    actor: story.people[who].actor,
    ...judged(rows, of(who)),
  }));
  // The lead of a side reads how to reach the people of that side: the one thing that a role, not an audience, gives.
  for (const { who, forbidden, allowed } of readers) {
    const led = who === "sara" ? ["sam", "adam", "carl"] : who === "berta" ? ["erik", "carl"] : [];
    for (const { id } of led.map((one) => story.people[one as Who]))
      for (const { email } of await story.look<{ email: string }>("select email from person where id = $1", [
        id,
      ])) {
        const [name = ""] = email.split("@");
        forbidden.delete(name);
        allowed.add(name);
      }
  }
  for (const [who, as] of lookingAs) {
    const both = of(who).filter((audience) => of(as).includes(audience));
    const actor = { personId: story.people[as].id, viewerId: story.people[who].id };
    const reader = { name: `${who} as ${as}`, who, as, actor, ...judged(rows, both) };
    // Who looks stays who they are: the frame names them.
    for (const { row } of await story.look<{ row: string }>(
      "select p::text as row from person p where id = $1",
      [story.people[who].id],
    ))
      for (const secret of secretsIn(row)) reader.forbidden.delete(secret);
    readers.push(reader);
  }
  return readers;
}

/** What must never reach somebody who is in these audiences, and what they may meet. */
export function judged(rows: Row[], mine: readonly string[] = []): Pick<Reader, "forbidden" | "allowed"> {
  const visible = rows.filter(({ audience }) => mine.includes(audience));
  return {
    forbidden: forbiddenIn(rows, mine),
    allowed: new Set(visible.flatMap(({ text }) => secretsIn(text))),
  };
}
