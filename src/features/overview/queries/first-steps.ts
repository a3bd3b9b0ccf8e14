import { sql } from "kysely";
import { z } from "zod";
import type { Seat, Tx } from "#platform/database/index.ts";

/** What is still to be done in a new room, in the order in which it is usually done. */
export const firstStep = z.enum(["colleagues", "contact", "customer"]);

/**
 * The first steps of the supplier's lead, as long as nobody of the customer is in the open room; nothing for all others.
 * An invitation that waits for the customer counts as made.
 */
export async function firstSteps(
  tx: Tx,
  seat: Seat | null,
  room: string,
): Promise<z.infer<typeof firstStep>[]> {
  if (seat?.side !== "seller" || seat.role !== "lead") return [];
  const { rows } = await sql<Record<z.infer<typeof firstStep> | "met", boolean>>`
    select
      (select count(*) > 1 from member m where m.room_id = r.id and m.side = 'seller' and m.left_at is null) as colleagues,
      exists (select from main_contact c join member m on m.room_id = c.room_id and m.id = c.id where c.room_id = r.id and m.side = 'seller') as contact,
      exists (select from invitation i where i.room_id = r.id and i.side = 'buyer' and i.accepted_at is null
        and i.withdrawn_at is null and i.expires_at > now()) as customer,
      exists (select from member m where m.room_id = r.id and m.side = 'buyer') as met
    from room r where r.id = ${room} and r.state = 'open'`.execute(tx);
  const [found] = rows;
  return !found || found.met ? [] : firstStep.options.filter((step) => !found[step]);
}
