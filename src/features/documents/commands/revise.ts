import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { assertMayShare, audienceOf, covers } from "../audiences.ts";
import { readTextLater } from "../jobs.ts";
import { note, purpose } from "../model/fields.ts";
import { revisionLabel } from "../model/labels.ts";
import type { Purpose } from "../model/lists.ts";
import { claimUpload, documentForRevision, inLog, placeOf } from "../rows.ts";
import { revisionShared } from "../shared.ts";
import { askToShare, mayShare, teamOf } from "../sharing/hold.ts";
import { insertRevision } from "./add.ts";

/** Adds a revision: in the document's own audience it is the next one for all, in a narrower one it is a draft. */
export const reviseDocument = command({
  name: "documents.revise",
  summary: "Adds a revision to a document, for all who see it or as a draft for fewer",
  http: "POST /rooms/{room}/documents/{document}/revisions",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    audience: z.uuid(),
    upload: z.uuid("upload-missing"),
    /** What changed. */
    note: note.optional(),
    /** What it is for; as the revision before it when absent. */
    purpose: purpose.optional(),
  }),
  output: z.object({
    id: z.uuid(),
    label: z.object({ kind: z.enum(["letter", "draft"]), text: z.string() }),
    /** When a lead of one's own side must approve it first: until then it is a draft of one's own team. */
    request: z.uuid().optional(),
  }),
  async run(work) {
    const { tx, actor, seat, input, now, emit, afterCommit } = work;
    const document = await documentForRevision(tx, seat, input.room, input.document);
    const wanted = await audienceOf(tx, input.room, input.audience);
    const team = (await mayShare(tx, input.room, wanted.id)) ? null : await teamOf(tx, input.room, seat);
    if (!team) assertMayShare(seat, wanted);
    if (team && !document.own) throw refused("sharing-needs-approval");
    const audience = team ?? wanted;
    if (document.state !== "current") throw refused("document-not-current");
    if (!(await covers(tx, input.room, document.audience_id, audience.id)))
      throw refused("revision-wider-than-document", {}, "audience");
    // Another side's document: for all who see it. Drafts are for those whose document it is.
    if (!document.own && audience.id !== document.audience_id)
      throw refused("revision-for-all", {}, "audience");
    const file = await claimUpload(tx, input.room, input.upload);
    const given = input.purpose ?? (await purposeBefore(tx, input.room, document.id));
    const revision = await insertRevision(tx, {
      room: input.room,
      document: document.id,
      side: document.side,
      audience,
      seat,
      file,
      note: input.note ?? "",
      purpose: given,
      by: actor.personId,
      now,
    });
    const label = revisionLabel({ ordinal: revision.ordinal, audienceId: audience.id }, placeOf(document));
    // Those whose document it is are told by name that somebody else has brought a revision of it.
    const from = document.own
      ? {}
      : {
          from: await companyOf(tx, input.room, actor.personId),
          people: [...new Set([document.shared_by, ...(document.responsible ? [document.responsible] : [])])],
        };
    emit({
      room: input.room,
      audience: audience.id,
      kind: "document.revised",
      subject: { type: "document", id: document.id },
      data: {
        number: document.number,
        title: document.title,
        ...inLog(label),
        side: seat?.side ?? "",
        purpose: given,
        ...from,
      },
    });
    await readTextLater({ tx, afterCommit }, file.blob);
    await revisionShared({ tx, afterCommit }, { room: input.room, document: document.id });
    if (!team) return { id: revision.id, label };
    const wish = {
      document: document.id,
      number: document.number,
      title: document.title,
      revision: revision.id,
    };
    const request = await askToShare(work, team, {
      ...wish,
      to: wanted.id,
      note: input.note ?? "",
      purpose: given,
    });
    return { id: revision.id, label, request };
  },
});

/** What the newest revision that the actor sees is for. */
async function purposeBefore(tx: Tx, room: string, document: string): Promise<Purpose> {
  const row = await tx
    .selectFrom("document_revision")
    .select("purpose")
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where("status", "=", "current")
    .orderBy("shared_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return purpose.catch("information").parse(row?.purpose);
}

/** The company of a member of the room. */
async function companyOf(tx: Tx, room: string, person: string): Promise<string> {
  const member = await tx
    .selectFrom("member")
    .select("company_name")
    .where("room_id", "=", room)
    .where("id", "=", person)
    .executeTakeFirst();
  return member?.company_name ?? "";
}
