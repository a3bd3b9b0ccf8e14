import { sql } from "kysely";
import { type AudienceShown, beginThread } from "#features/conversations/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { newHiddenId, newId } from "#platform/ids.ts";
import type { Work } from "#platform/operations/index.ts";
import type { Anchor } from "../anchor.ts";
import type { Kind, State } from "../model/kinds.ts";

/** Keeps a comment, its place and the first message of its thread; whether that is allowed was checked before. */
export async function keepMarkup(
  { tx, actor, now, emit }: Pick<Work<unknown>, "tx" | "actor" | "now" | "emit">,
  given: {
    room: string;
    document: string;
    revision: string;
    audience: AudienceShown;
    kind: Kind;
    anchor: Anchor;
    state: State;
    text: string;
    assignedTo?: string | undefined;
    dueOn?: string | undefined;
  },
): Promise<{ id: string; thread: string; ordinal: number }> {
  const { room, document, revision, audience, anchor } = given;
  const ordinal = await nextOrdinal(tx, room, document, audience.id);
  const { thread } = await beginThread(
    { tx, actor, now, emit },
    { room, audience, subjectType: "document", subject: document, title: "", text: given.text },
  );
  const id = newId();
  await tx
    .insertInto("markup")
    .values({
      room_id: room,
      id,
      audience_id: audience.id,
      thread_id: thread,
      document_id: document,
      revision_id: revision,
      ordinal,
      kind: given.kind,
      state: given.state,
      author_id: actor.personId,
      made_at: now,
      assigned_to: given.assignedTo ?? null,
      due_on: given.dueOn ?? null,
    })
    .execute();
  await tx
    .insertInto("markup_place")
    .values({
      room_id: room,
      id: newHiddenId(),
      audience_id: audience.id,
      markup_id: id,
      revision_id: revision,
      how: "made",
      page: anchor.page,
      shape: JSON.stringify(anchor.shape),
      quote: anchor.quote && JSON.stringify(anchor.quote),
      starts: anchor.starts,
      ends: anchor.ends,
      placed_at: now,
    })
    .execute();
  return { id, thread, ordinal };
}

async function nextOrdinal(tx: Tx, room: string, document: string, audience: string): Promise<number> {
  const { rows } = await sql<{ given: number }>`
    select private.next_markup_number(${room}, ${document}, ${audience}) as given`.execute(tx);
  return Number(rows[0]?.given);
}
