import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, refused, stale } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command, seatAllows, type Work } from "#platform/operations/index.ts";
import { moveArtefact } from "../artefacts.ts";
import { type Audience, assertSees, assertWider, audienceOf, covers } from "../audiences.ts";
import { assertCategory } from "../categories.ts";
import { category, note, purpose, title } from "../model/fields.ts";
import { prefixOf, revisionLabel } from "../model/labels.ts";
import {
  type ChangingDocument,
  documentForChange,
  inLog,
  nextNumber,
  nextOrdinal,
  noteOf,
  placeOf,
  revisionOf,
} from "../rows.ts";
import { revisionShared } from "../shared.ts";
import { askToShare, mayShare, teamOf } from "../sharing/hold.ts";
import { supersedeCurrent } from "./add.ts";

/**
 * Moves one revision, and when needed its document, to a wider audience. Whatever could tell of the time before is given
 * anew: number, letter, time, publisher, version, note. The earlier ones stay in document_memory, where they were.
 * Drafts that are not published stay where they are.
 */
export const publishDocument = command({
  name: "documents.publish",
  summary: "Shares a revision of a document with a wider audience, with a new number or letter there",
  http: "POST /rooms/{room}/documents/{document}/publications",
  // Whether one may share is asked below; with a rule of one's side, whoever works may ask their lead.
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    /** The wider audience; when a lead must approve it, the request goes to them instead. */
    to: z.uuid(),
    /** Of the document, as it was read on the screen that asks. */
    version: z.int(),
    /** The title by which the wider audience shall know it. */
    title,
    /** The category it has there; as it is when absent. Needed when it has one that they do not know. */
    category: category.optional(),
    /** What the wider audience is told of the change; the draft's own note stays behind. */
    note: note.optional(),
    /** What they are given it for; as the draft was when absent. */
    purpose: purpose.optional(),
    /** When the document itself moves: its last day and who answers for it, given anew. */
    validUntil: z.iso.date().optional(),
    responsible: z.uuid().optional(),
  }),
  output: z.object({
    number: z.string(),
    label: z.object({ kind: z.enum(["letter", "draft"]), text: z.string() }),
    /** When a lead of one's own side must approve it first; nothing has been shared then. */
    request: z.uuid().optional(),
  }),
  async run(work) {
    const { tx, seat, input } = work;
    if (await mayShare(tx, input.room, input.to)) {
      if (!seatAllows(seat, "room.publish")) throw forbidden("role-may-not");
      return shareRevision(work, input);
    }
    const document = await documentForChange(tx, seat, input.room, input.document);
    const { revision } = await shareable(tx, document, input);
    const team = await teamOf(tx, input.room, seat);
    if (!team) throw refused("sharing-needs-approval");
    const request = await askToShare(work, team, {
      ...input,
      number: document.number,
      note: input.note ?? "",
      purpose: input.purpose ?? purpose.parse(revision.purpose),
    });
    return {
      number: document.number,
      label: revisionLabel(
        { ordinal: revision.ordinal, audienceId: revision.audience_id },
        placeOf(document),
      ),
      request,
    };
  },
});

/** What is to be shared with whom, as it will be known there. */
interface Sharing {
  room: string;
  document: string;
  revision: string;
  to: string;
  version: number;
  title: string;
  category?: string | null | undefined;
  note?: string | undefined;
  purpose?: z.infer<typeof purpose> | undefined;
  validUntil?: string | undefined;
  responsible?: string | undefined;
}

/** Whether it can be shared at all. */
async function shareable(tx: Tx, document: ChangingDocument, input: Sharing) {
  const revision = await revisionOf(tx, input.room, input.document, input.revision);
  const target = await audienceOf(tx, input.room, input.to);
  if (document.version !== input.version) throw stale();
  if (document.state !== "current") throw refused("document-not-current");
  if (revision.status === "withdrawn") throw refused("revision-withdrawn");
  await assertWider(tx, input.room, revision.audience, target);
  await assertSees(tx, input.room, target.id, input.responsible);
  await assertCategory(tx, {
    room: input.room,
    audience: target,
    category: input.category ?? document.category,
    before: document.category,
  });
  return { revision, target };
}

/** Shares it; for commands that have made sure that the actor may. */
export async function shareRevision(
  { tx, actor, seat, now, emit, afterCommit }: Omit<Work<unknown>, "input" | "prepared">,
  input: Sharing,
): Promise<{ number: string; label: ReturnType<typeof revisionLabel> }> {
  const document = await documentForChange(tx, seat, input.room, input.document);
  const { revision, target } = await shareable(tx, document, input);
  const before = revisionLabel(
    { ordinal: revision.ordinal, audienceId: revision.audience_id },
    placeOf(document),
  );
  const remember = remembering(tx, input.room, document.id, actor.personId, now);

  const place = await widenDocument(tx, document, target, { ...input, by: actor.personId, now });
  if (place.moved) {
    await remember("number", document.audience_id, document.number, "", null);
    await moveArtefact(tx, seat, { room: input.room, id: document.id, audience: place.audience });
  }
  const said = await noteOf(tx, input.room, document.id, revision.id);
  await remember("draft", revision.audience_id, before.text, said, revision.id);

  const given = input.purpose ?? purpose.parse(revision.purpose);
  const ordinal = await nextOrdinal(tx, input.room, document.id, target.id);
  await supersedeCurrent(tx, input.room, document.id, target.id);
  await tx
    .updateTable("document_revision")
    .set({
      audience_id: target.id,
      ordinal,
      status: "current",
      reason: "",
      note: input.note ?? "",
      purpose: given,
      shared_at: now,
      shared_by: actor.personId,
      version: 1,
    })
    .where("room_id", "=", input.room)
    .where("id", "=", revision.id)
    .execute();

  const label = revisionLabel(
    { ordinal, audienceId: target.id },
    { audienceId: place.audience.id, audienceKind: place.audience.kind },
  );
  const subject = { type: "document", id: document.id };
  const data = { number: place.number, title: place.title, ...inLog(label), purpose: given };
  emit({
    room: input.room,
    audience: target.id,
    kind: "document.published",
    subject,
    data,
  });
  emit({
    room: input.room,
    audience: revision.audience_id,
    kind: "document.crossed",
    subject,
    data: { ...data, from: { number: document.number, ...inLog(before) } },
  });
  await revisionShared({ tx, afterCommit }, { room: input.room, document: document.id });
  return { number: place.number, label };
}

/** Takes the document along when the target is wider than it; its number is then one of the target's row. */
async function widenDocument(
  tx: Tx,
  document: ChangingDocument,
  target: Audience,
  given: {
    title: string;
    category?: string | null | undefined;
    validUntil?: string | undefined;
    responsible?: string | undefined;
    by: string;
    now: Date;
  },
): Promise<{ moved: boolean; number: string; title: string; audience: Audience }> {
  const stays = { moved: false, number: document.number, title: document.title, audience: document.audience };
  if (await covers(tx, document.room_id, document.audience_id, target.id)) return stays;
  await assertWider(tx, document.room_id, document.audience, target);
  const moved = await tx
    .updateTable("document")
    .set({
      audience_id: target.id,
      prefix: prefixOf(target),
      ordinal: await nextNumber(tx, document.room_id, target.id),
      title: given.title,
      category: given.category ?? document.category,
      valid_until: given.validUntil ?? null,
      responsible: given.responsible ?? null,
      reason: "",
      shared_at: given.now,
      shared_by: given.by,
      version: 1,
    })
    .where("room_id", "=", document.room_id)
    .where("id", "=", document.id)
    .returning("number")
    .executeTakeFirstOrThrow();
  // Rights of sides are an open fact for whoever sees the document, so they come along; those of groups stay with the groups.
  await tx
    .updateTable("document_right")
    .set({ audience_id: target.id, version: 1 })
    .where("room_id", "=", document.room_id)
    .where("document_id", "=", document.id)
    .where("holder_side", "is not", null)
    .execute();
  return { moved: true, number: moved.number, title: given.title, audience: target };
}

const remembering =
  (tx: Tx, room: string, document: string, person: string, at: Date) =>
  async (
    kind: "number" | "draft",
    audience: string,
    text: string,
    words: string,
    revision: string | null,
  ) => {
    await tx
      .insertInto("document_memory")
      .values({
        room_id: room,
        id: newId(),
        audience_id: audience,
        document_id: document,
        revision_id: revision,
        kind,
        text,
        note: words,
        person_id: person,
        at,
      })
      .execute();
  };
