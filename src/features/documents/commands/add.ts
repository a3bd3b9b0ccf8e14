import { sql } from "kysely";
import { z } from "zod";
import type { Seat, Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { extensionOf } from "#platform/files/index.ts";
import { newHiddenId, newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { markArtefact } from "../artefacts.ts";
import { type Audience, assertMayShare, assertSees, audienceOf, ownTeam } from "../audiences.ts";
import { assertCategory } from "../categories.ts";
import { fillExpected } from "../expected/fill.ts";
import { readTextLater } from "../jobs.ts";
import { artefact, description, note, purpose } from "../model/fields.ts";
import { prefixOf, revisionLabel } from "../model/labels.ts";
import type { Purpose } from "../model/lists.ts";
import { type ClaimedFile, claimUpload, inLog, nextNumber, nextOrdinal } from "../rows.ts";
import { askToShare, mayShare, teamOf } from "../sharing/hold.ts";

/** Puts a new document with its first revision into the register of one audience. */
export const addDocument = command({
  name: "documents.add",
  summary:
    "Adds a document with its first revision; `upload` is the reference that POST /rooms/{room}/files gave",
  http: "POST /rooms/{room}/documents",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    /** Who will see it; chosen before anything else. */
    audience: z.uuid(),
    upload: z.uuid("upload-missing"),
    ...description,
    /** Key of the blueprint's artefact that it is. */
    artefact: artefact.optional(),
    note: note.optional(),
    purpose: purpose.default("information"),
    /** Refuse it when a document that I see has the same content already. */
    unlessSame: z.boolean().default(false),
    /** What was expected and is this. */
    expected: z.uuid().optional(),
  }),
  output: z.object({
    id: z.uuid(),
    number: z.string(),
    revision: z.uuid(),
    /** When a lead of one's own side must approve it first: until then it stands with one's own team. */
    request: z.uuid().optional(),
  }),
  async run(work) {
    const { tx, actor, seat, input, now, emit, afterCommit } = work;
    const wanted = await audienceOf(tx, input.room, input.audience);
    await assertSees(tx, input.room, wanted.id, input.responsible);
    await assertCategory(tx, { room: input.room, audience: wanted, category: input.category });
    const team = (await mayShare(tx, input.room, wanted.id)) ? null : await teamOf(tx, input.room, seat);
    // Whoever works may ask their lead.
    if (!team) assertMayShare(seat, wanted);
    const audience = team ?? wanted;
    const file = await claimUpload(tx, input.room, input.upload);
    if (input.unlessSame) await assertNew(tx, input.room, file);
    const id = newHiddenId();
    const document = await tx
      .insertInto("document")
      .values({
        room_id: input.room,
        id,
        audience_id: audience.id,
        side: seat?.side ?? "",
        prefix: prefixOf(audience),
        ordinal: await nextNumber(tx, input.room, audience.id),
        title: input.title,
        category: input.category,
        discipline: input.discipline ?? null,
        language: input.language ?? null,
        valid_until: input.validUntil ?? null,
        responsible: team ? null : (input.responsible ?? null),
        shared_at: now,
        shared_by: actor.personId,
      })
      .returning("number")
      .executeTakeFirstOrThrow();
    if (input.artefact) await markArtefact(tx, seat, { room: input.room, id, audience }, input.artefact);
    const revision = await insertRevision(tx, {
      room: input.room,
      document: id,
      side: seat?.side ?? "",
      audience,
      seat,
      file,
      note: input.note ?? "",
      purpose: input.purpose,
      by: actor.personId,
      now,
    });
    const label = revisionLabel(
      { ordinal: revision.ordinal, audienceId: audience.id },
      { audienceId: audience.id, audienceKind: audience.kind },
    );
    emit({
      room: input.room,
      audience: audience.id,
      kind: "document.added",
      subject: { type: "document", id },
      data: {
        number: document.number,
        title: input.title,
        ...inLog(label),
        side: seat?.side ?? "",
        purpose: input.purpose,
      },
    });
    await readTextLater({ tx, afterCommit }, file.blob);
    const answer = { id, number: document.number, revision: revision.id };
    if (team) {
      const wish = {
        ...input,
        note: input.note ?? "",
        document: id,
        number: document.number,
        revision: revision.id,
      };
      return { ...answer, request: await askToShare(work, team, { ...wish, to: wanted.id }) };
    }
    if (input.expected) await fillExpected(work, { id: input.expected, document: id });
    return answer;
  },
});

/** @throws Problem document-same-content with the document that has it, of those that the actor may view */
async function assertNew(tx: Tx, room: string, file: ClaimedFile): Promise<void> {
  const { rows } = await sql<{ number: string; title: string }>`
    with alike as materialized (select f.revision_id from private.revision_facts(${room}) f where f.size = ${file.size})
    select d.number, d.title from alike
    join document_revision r on r.room_id = ${room} and r.id = alike.revision_id and r.status <> 'withdrawn'
    join document d on d.room_id = r.room_id and d.id = r.document_id and d.state <> 'withdrawn'
    where private.revision_hash(${room}, r.id) = ${file.blob} order by d.number limit 1`.execute(tx);
  if (rows[0]) throw refused("document-same-content", rows[0], "upload");
}

/** Adds a revision to a document in one audience; what stood there before is superseded. */
export async function insertRevision(
  tx: Tx,
  given: {
    room: string;
    document: string;
    /** The document's. */
    side: string;
    audience: Audience;
    seat: Seat | null;
    file: ClaimedFile;
    note: string;
    purpose: Purpose;
    by: string;
    now: Date;
  },
): Promise<{ id: string; ordinal: number }> {
  const { room, document, audience, file } = given;
  const id = newHiddenId();
  const ordinal = await nextOrdinal(tx, room, document, audience.id);
  await supersedeCurrent(tx, room, document, audience.id);
  await tx
    .insertInto("document_revision")
    .values({
      room_id: room,
      id,
      audience_id: audience.id,
      document_id: document,
      side: given.side,
      by_side: given.seat && given.seat.side !== given.side ? given.seat.side : null,
      ordinal,
      blob: file.blob,
      size: file.size,
      type: file.type,
      extension: extensionOf(file.name),
      note: given.note,
      purpose: given.purpose,
      shared_at: given.now,
      shared_by: given.by,
    })
    .execute();
  const team = await ownTeam(tx, room, given.seat, audience);
  if (team)
    await tx
      .insertInto("document_memory")
      .values({
        room_id: room,
        id: newId(),
        audience_id: team,
        document_id: document,
        revision_id: id,
        kind: "file",
        text: file.name,
        person_id: given.by,
        at: given.now,
      })
      .execute();
  return { id, ordinal };
}

/** The revision that stood in this audience until now is superseded, whichever side had brought it. */
export async function supersedeCurrent(
  tx: Tx,
  room: string,
  document: string,
  audience: string,
): Promise<void> {
  await sql`select private.supersede_standing(${room}, ${document}, ${audience})`.execute(tx);
}
