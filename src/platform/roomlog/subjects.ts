import { type RawBuilder, sql } from "kysely";
import type { DB, Tx } from "../database/index.ts";

/** A thing that the log, threads and notifications speak of: what it is called, where it stands, who sees it. */
export interface Subject {
  id: string;
  audience: string;
  title: string;
  /** Address of its screen. */
  path: string;
  /** What its words need besides the title (a comment's number, its page). */
  values?: Record<string, number>;
  /** How it begins, where it is written text. */
  words?: string;
  /** What it is told as one with: a comment's conversation with the comment. */
  as?: { type: string; id: string };
  /** Of a comment on a page: what kind of mark, where it stands, and on which revision its place is. */
  mark?: {
    kind: string;
    state: string;
    revision: { kind: "letter" | "draft"; text: string } | null;
  };
}

/** Finds things of one type in a room. Runs as a person: what they may not see is simply not in the answer. */
type Find = (tx: Tx, room: string, ids: string[]) => Promise<Subject[]>;

const finders = new Map<string, Find>();

/** A feature tells how its things are found: `declareSubject("document", find)`, beside its operations. */
export function declareSubject(type: string, find: Find): void {
  finders.set(type, find);
}

/**
 * Things that are a row each, as most are.
 * @param title an SQL expression over the row
 * @param path the address of its screen
 */
export function declareRows(
  type: string,
  table: keyof DB,
  title: RawBuilder<string>,
  path: (room: string, id: string) => string,
): void {
  declareSubject(type, async (tx, room, ids) =>
    (await titledRows(tx, table, title, room, ids)).map((row) => ({ ...row, path: path(room, row.id) })),
  );
}

/** Rows of one table with what each is called, where that is still to be put into words: `Title` is what SQL gives. */
export async function titledRows<Title>(
  tx: Tx,
  table: keyof DB,
  title: RawBuilder<Title>,
  room: string,
  ids: string[],
): Promise<{ id: string; audience: string; title: Title }[]> {
  const { rows } = await sql<{ id: string; audience: string; title: Title }>`
    select id, audience_id as audience, ${title} as title from ${sql.table(table)}
    where room_id = ${room} and id = any (${ids}::uuid[])`.execute(tx);
  return rows;
}

/** The things that this person may see among the given ones, by id. Types that nobody declared give nothing. */
export async function findSubjects(
  tx: Tx,
  room: string,
  wanted: readonly { type: string; id: string | null }[],
): Promise<Map<string, Subject>> {
  const asked = [...Map.groupBy(wanted, ({ type }) => type)].flatMap(([type, same]) => {
    const ids = [...new Set(same.flatMap(({ id }) => id ?? []))];
    const find = finders.get(type);
    return find && ids.length > 0 ? [find(tx, room, ids)] : [];
  });
  const subjects = (await Promise.all(asked)).flat(); // asked together: one round trip
  return new Map(subjects.map((subject) => [subject.id, subject]));
}

/** Whether things of this type can be found at all: then one that is not found is not (or no longer) shared. */
export const isDeclared = (type: string): boolean => finders.has(type);
