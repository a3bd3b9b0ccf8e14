import type { Seat, Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import type { Emitted } from "#platform/roomlog/index.ts";
import { type Audience, audienceOf, covers, ownTeam } from "./audiences.ts";

/**
 * Where it may be known that a document of `audience` is this artefact: in the document's audience when all of it knows
 * the artefact, else in the artefact's when all of it sees the document, else in one's own team when that sees both.
 * The `artefact` table is the process's; its door is not used, since the process reads its evidence through ours.
 * @returns null when there is no such place: the mark is then not made
 */
async function artefactAudience(
  tx: Tx,
  room: string,
  seat: Seat | null,
  audience: Audience,
  key: string,
): Promise<string | null> {
  const known = await tx
    .selectFrom("artefact")
    .select("audience_id")
    .where("room_id", "=", room)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!known) return ownTeam(tx, room, seat, audience);
  const artefact = await audienceOf(tx, room, known.audience_id);
  if (await covers(tx, room, artefact.id, audience.id)) return audience.id;
  if (await covers(tx, room, audience.id, artefact.id)) return artefact.id;
  const team = await ownTeam(tx, room, seat, audience);
  return team && (await covers(tx, room, artefact.id, team)) ? team : null;
}

/** Marks a document as an artefact (or as none), where that may be known. @returns the audience of the mark */
export async function markArtefact(
  tx: Tx,
  seat: Seat | null,
  document: { room: string; id: string; audience: Audience },
  key: string | null,
): Promise<string | null> {
  await tx
    .deleteFrom("document_artefact")
    .where("room_id", "=", document.room)
    .where("document_id", "=", document.id)
    .execute();
  const audience = key && (await artefactAudience(tx, document.room, seat, document.audience, key));
  if (!key || !audience) return null;
  await tx
    .insertInto("document_artefact")
    .values({
      room_id: document.room,
      id: newHiddenId(),
      audience_id: audience,
      document_id: document.id,
      artefact: key,
      side: seat?.side ?? "",
    })
    .execute();
  return audience;
}

/** Which artefact a document is, as far as the asker may know. */
export async function markOf(tx: Tx, room: string, document: string): Promise<string | null> {
  const mark = await tx
    .selectFrom("document_artefact")
    .select("artefact")
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .executeTakeFirst();
  return mark?.artefact ?? null;
}

/**
 * Marks a document anew, or takes its mark away, where that is another than it has. Told in the audience of the mark; a mark that
 * was removed, where it had been.
 * @throws Problem artefact-nowhere
 */
export async function changeMark(
  tx: Tx,
  seat: Seat | null,
  document: { room_id: string; id: string; number: string; title: string; audience: Audience },
  key: string | null,
  emit: (entry: Emitted) => void,
): Promise<void> {
  const { room_id: room, id, number, title } = document;
  const before = await tx
    .selectFrom("document_artefact")
    .select(["audience_id", "artefact"])
    .where("room_id", "=", room)
    .where("document_id", "=", id)
    .execute();
  const audience = await markArtefact(tx, seat, { room, id, audience: document.audience }, key);
  if (key && !audience) throw refused("artefact-nowhere", {}, "artefact");
  for (const told of new Set([...before.map((mark) => mark.audience_id), ...(audience ? [audience] : [])]))
    emit({
      room,
      audience: told,
      kind: "document.marked",
      subject: { type: "document", id },
      data: { number, title, artefact: told === audience ? key : null },
    });
}

/** After a document has moved to a wider audience: its mark goes along as far as the artefact is known. */
export async function moveArtefact(
  tx: Tx,
  seat: Seat | null,
  document: { room: string; id: string; audience: Audience },
): Promise<void> {
  const marks = await tx
    .selectFrom("document_artefact")
    .select(["id", "artefact", "audience_id"])
    .where("room_id", "=", document.room)
    .where("document_id", "=", document.id)
    .execute();
  for (const mark of marks) {
    const audience = await artefactAudience(tx, document.room, seat, document.audience, mark.artefact);
    if (!audience || audience === mark.audience_id) continue;
    await tx
      .updateTable("document_artefact")
      .set({ audience_id: audience, id: newHiddenId() })
      .where("room_id", "=", document.room)
      .where("id", "=", mark.id)
      .execute();
  }
}
