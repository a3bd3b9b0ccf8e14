import { z } from "zod";

/** An entry of the room log as its readers see it. */
export const logEntry = z.object({
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  seq: z.int(),
  at: z.iso.datetime(),
  /** Who did it; null: the system, by itself. */
  actor: z
    .object({
      id: z.uuid(),
      name: z.string(),
      company: z.string(),
      /** The side; of a partner the side that brought them in. Empty: not of this room. */
      belongs: z.enum(["seller", "buyer", "sellerPartner", "buyerPartner", ""]),
    })
    .nullable(),
  kind: z.string(),
  subject: z.object({ type: z.string(), id: z.uuid().nullable() }),
  /** What the thing is called (was called, when it is no longer there); empty when nothing says. */
  label: z.string(),
  /** The same by language, for things that the process names in several. */
  words: z.record(z.string(), z.string()).nullable(),
  /** Address of the thing's screen; null when it has none. */
  path: z.string().nullable(),
});
export type LogEntry = z.infer<typeof logEntry>;

/** Fields of an entry's data that name its subject, the best first. */
const naming = ["title", "name", "subject", "label", "code", "number"] as const;

/** What an entry calls its subject. */
export function labelOf(data: Record<string, unknown> | null): string {
  for (const field of naming) {
    const value = data?.[field];
    if (typeof value === "string" && value.trim()) return value.slice(0, 200);
  }
  const people = data?.people;
  if (Array.isArray(people) && people.every((name) => typeof name === "string"))
    return people.join(", ").slice(0, 200);
  return "";
}

/** The names of an entry's subject by language, when it has them. */
export function wordsOf(data: Record<string, unknown> | null): Record<string, string> | null {
  const parsed = z.record(z.string(), z.string()).safeParse(data?.words);
  return parsed.success ? parsed.data : null;
}

/** Kinds that tell of no change, as a pattern of the database: somebody looked, or was refused. They are in the log alone. */
export const quietKinds =
  "(\\.(viewed|downloaded|previewed|exported)|^document\\.opened|^sending\\.opened|^access\\.refused)$";
