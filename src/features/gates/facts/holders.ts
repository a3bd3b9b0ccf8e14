import { sql } from "kysely";
import type { Holder } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";

/**
 * Who can decide as what: those whom the lead has named for a role, and those who do a role's work in the process. Only
 * people of the supplier who are in the room and whose role lets them decide.
 */
export async function holdersOf(tx: Tx, room: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct h.member_id as person, r.key as role
    from (
      select role_id, member_id from gate_decider where room_id = ${room}
      union
      select role_id, member_id from participant where room_id = ${room} and role_id is not null and member_id is not null
    ) h
    join process_role r on r.room_id = ${room} and r.id = h.role_id
    join member m on m.room_id = ${room} and m.id = h.member_id and m.left_at is null and m.side = 'seller'
      and m.role in ('lead', 'contributor', 'approver')
    order by person, role`.execute(tx);
  return rows;
}
