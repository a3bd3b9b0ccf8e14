import { sql } from "kysely";
import { peopleOf } from "#features/rooms/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { newId } from "#platform/ids.ts";
import type { Work } from "#platform/operations/index.ts";
import type { Audience } from "../audiences.ts";
import type { Purpose } from "../model/lists.ts";

/** Whether the actor may put something there without their lead. The database holds it too (migration 0083). */
export async function mayShare(tx: Tx, room: string, audience: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select private.may_share(${room}, ${audience}) as may`.execute(
    tx,
  );
  return rows[0]?.may ?? false;
}

/** The audience of the actor's own team; null for partners, who have none. */
export async function teamOf(tx: Tx, room: string, seat: Seat | null): Promise<Audience | null> {
  if (seat?.side !== "seller" && seat?.side !== "buyer") return null;
  const team = await tx
    .selectFrom("audience")
    .select(["id", "name"])
    .where("room_id", "=", room)
    .where("kind", "=", seat.side)
    .executeTakeFirst();
  return team ? { ...team, kind: seat.side } : null;
}

/** The leads of a side, as far as they are in an audience. */
export async function leadsOf(tx: Tx, room: string, side: string, audience: string): Promise<string[]> {
  const leads = await tx
    .selectFrom("member")
    .select("id")
    .where("room_id", "=", room)
    .where("side", "=", side)
    .where("role", "=", "lead")
    .where("left_at", "is", null)
    .execute();
  const people = await peopleOf(tx, room, audience);
  return leads.map(({ id }) => id).filter((id) => people.some((person) => person.id === id));
}

/** What a contributor would have done had they been allowed to; a lead does it as it stands here. */
export interface Wish {
  document: string;
  number: string;
  revision: string;
  to: string;
  title: string;
  category?: string | undefined;
  note: string;
  purpose: Purpose;
  validUntil?: string | undefined;
  responsible?: string | undefined;
  expected?: string | undefined;
}

/** Puts the wish to share a revision before the leads of the actor's own side. @returns the request's id */
export async function askToShare(
  { tx, actor, seat, input, now, emit }: Work<{ room: string }>,
  team: Audience,
  wish: Wish,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("sharing_request")
    .values({
      room_id: input.room,
      id,
      audience_id: team.id,
      side: seat?.side ?? "",
      document_id: wish.document,
      revision_id: wish.revision,
      to_audience: wish.to,
      title: wish.title,
      category: wish.category ?? null,
      note: wish.note,
      purpose: wish.purpose,
      valid_until: wish.validUntil ?? null,
      responsible: wish.responsible ?? null,
      expected_id: wish.expected ?? null,
      asked_at: now,
      asked_by: actor.personId,
    })
    .execute();
  emit({
    room: input.room,
    audience: team.id,
    kind: "document.approval-requested",
    subject: { type: "sharing", id },
    data: {
      number: wish.number,
      title: wish.title,
      people: await leadsOf(tx, input.room, seat?.side ?? "", team.id),
    },
  });
  return id;
}
