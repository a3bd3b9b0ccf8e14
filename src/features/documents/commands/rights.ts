import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused, stale } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { audienceOf, covers } from "../audiences.ts";
import { level } from "../model/fields.ts";
import { sideShape } from "../queries/shapes.ts";
import { documentForChange } from "../rows.ts";

const holder = z.union([sideShape, z.uuid()]);

/**
 * Says how far another side, or a named group, may go with a document. A right of a group beats that of the side. What is said
 * of a side is an open fact for all who see the document; what is said of a group only its people read.
 */
export const setDocumentRights = command({
  name: "documents.set-rights",
  summary: "Says how far a side or a named group may go with a document, and until when",
  http: "PUT /rooms/{room}/documents/{document}/rights/{holder}",
  capability: "room.publish",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    /** A side, or the id of a named group that all sees the document. */
    holder,
    /** `all`: as their role allows, without a limit. */
    level: z.union([z.literal("all"), level]),
    mayRevise: z.boolean().default(false),
    mayApprove: z.boolean().default(false),
    /** The last day, in the time zone `zone`; afterwards nothing is left but that the document exists. */
    until: z.iso.date().optional(),
    zone: z
      .string()
      .max(60)
      .regex(/^[\w/+-]+$/)
      .default("UTC"),
    /** Of the right as it was read; 0 when none was given. */
    version: z.int().min(0).default(0),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, now, emit }) {
    const document = await documentForChange(tx, seat, input.room, input.document);
    const { side, audience } = await holderOf(tx, input.room, input.holder);
    if (side === document.side) throw refused("right-of-own-side", {}, "holder");
    if (audience && !(await covers(tx, input.room, document.audience_id, audience.id)))
      throw refused("right-group-does-not-see", {}, "holder");
    const before = await standingRight(tx, input.room, input.document, input.holder);
    if ((before?.version ?? 0) !== input.version) throw stale();
    const until = input.until ? await endOf(tx, input.until, input.zone) : null;
    if (until && until <= now) throw refused("right-until-past", {}, "until");
    const unlimited = input.level === "all" && !input.mayRevise && !until;
    const given = {
      level: input.level === "all" ? ("original" as const) : input.level,
      may_revise: input.level !== "exists" && input.mayRevise,
      may_approve: input.level === "all" || (input.level !== "exists" && input.mayApprove),
      until,
      version: input.version + 1,
    };
    if (before) {
      const change = unlimited
        ? tx.deleteFrom("document_right").where("room_id", "=", input.room).where("id", "=", before.id)
        : tx
            .updateTable("document_right")
            .set(given)
            .where("room_id", "=", input.room)
            .where("id", "=", before.id);
      await change.execute();
    } else if (!unlimited)
      await tx
        .insertInto("document_right")
        .values({
          room_id: input.room,
          id: newHiddenId(),
          audience_id: audience?.id ?? document.audience_id,
          document_id: document.id,
          side: document.side,
          holder_side: side,
          holder_audience: audience?.id ?? null,
          ...given,
        })
        .execute();
    emit({
      room: input.room,
      audience: audience?.id ?? document.audience_id,
      kind: "document.rights-set",
      subject: { type: "document", id: document.id },
      data: {
        number: document.number,
        title: document.title,
        holder: side ?? audience?.name ?? "",
        level: unlimited ? "all" : given.level,
        mayRevise: given.may_revise,
        mayApprove: given.may_approve,
        until: until?.toISOString() ?? null,
      },
    });
    return { version: unlimited ? 0 : given.version };
  },
  async standing({ tx, input }) {
    const row = await standingRight(tx, input.room, input.document, input.holder);
    const fields = row
      ? { level: row.level, mayRevise: row.may_revise, mayApprove: row.may_approve }
      : { level: "all", mayRevise: false, mayApprove: false };
    return {
      version: row?.version ?? 0,
      fields,
      subject: { id: input.document, kinds: ["document.rights-set"] },
    };
  },
});

/** A side as it stands, or the named group with this id. @throws Problem not-found */
async function holderOf(tx: Tx, room: string, wanted: string) {
  const side = sideShape.safeParse(wanted);
  if (side.success) return { side: side.data, audience: null };
  const audience = await audienceOf(tx, room, wanted);
  if (audience.kind !== "custom" && audience.kind !== "commercial") throw notFound();
  return { side: null, audience };
}

/** The right that a side or group has been given, as far as the actor may know of it. */
async function standingRight(tx: Tx, room: string, document: string, wanted: string) {
  const side = sideShape.safeParse(wanted);
  return tx
    .selectFrom("document_right")
    .select(["id", "level", "may_revise", "may_approve", "until", "version"])
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where((row) => (side.success ? row("holder_side", "=", side.data) : row("holder_audience", "=", wanted)))
    .executeTakeFirst();
}

/** The moment in which a day ends in a time zone. */
async function endOf(tx: Tx, day: string, zone: string): Promise<Date> {
  const known = Intl.supportedValuesOf("timeZone").includes(zone) ? zone : "UTC";
  const { rows } = await sql<{
    at: Date;
  }>`select ((${day}::date + 1)::timestamp at time zone ${known}) as at`.execute(tx);
  return rows[0]?.at ?? new Date(`${day}T24:00:00Z`);
}
