import { newHiddenId } from "#platform/ids.ts";
import type { Work } from "#platform/operations/index.ts";
import type { State } from "../model/kinds.ts";

/** Keeps who said where a comment stands, when, and why; whether they may was checked before. */
export async function keepSettlement(
  { tx, actor, now }: Pick<Work<unknown>, "tx" | "actor" | "now">,
  given: { room: string; audience: string; markup: string; state: State; reason: string | null },
): Promise<void> {
  await tx
    .insertInto("markup_settlement")
    .values({
      room_id: given.room,
      id: newHiddenId(),
      audience_id: given.audience,
      markup_id: given.markup,
      state: given.state,
      person_id: actor.personId,
      at: now,
      reason: given.reason,
    })
    .execute();
}
