import { sql } from "kysely";
import type { Side } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { Level } from "../model/rights.ts";

/** A right as it was given; `holder` is a side or the id of a group. */
export interface HolderRow {
  holder: string;
  level: Level;
  may_revise: boolean;
  may_approve: boolean;
  until: Date | null;
  version: number;
}

/** The rights given on a document, as far as the actor may know of them. */
export async function rightRows(tx: Tx, room: string, document: string): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select coalesce(holder_side, holder_audience::text) as holder, level, may_revise, may_approve, until, version
    from document_right where room_id = ${room} and document_id = ${document}`.execute(tx);
  return rows;
}

interface Person {
  id: string;
  name: string;
  company: string;
}

/** The people of an audience that the actor is in, by side. */
export async function peopleBySide(tx: Tx, room: string, audience: string): Promise<Map<Side, Person[]>> {
  const { rows } = await sql<Person & { side: Side }>`
    select m.id, m.name, m.company_name as company, m.side from audience_person ap
    join member m on m.room_id = ap.room_id and m.id = ap.person_id
    where ap.room_id = ${room} and ap.audience_id = ${audience} order by m.side, m.name`.execute(tx);
  const sides = new Map<Side, Person[]>();
  for (const { side, ...person } of rows) sides.set(side, [...(sides.get(side) ?? []), person]);
  return sides;
}
