import { sql } from "kysely";

/** Since when somebody is in the room, as the log tells it: by their coming in, or by their opening it. */
export const joinedAt = sql<Date>`coalesce(
  (select max(l.at) from log_entry l where l.room_id = member.room_id and l.subject_id = member.id and l.kind in ('member.joined', 'member.brought')),
  (select min(l.at) from log_entry l where l.room_id = member.room_id and l.subject_id = member.room_id and l.kind = 'room.opened'
    and l.actor_id = member.id),
  member.joined_at)`;
