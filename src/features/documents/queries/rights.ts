import { z } from "zod";
import { myAudiences } from "#features/rooms/index.ts";
import { forbidden, notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { covers } from "../audiences.ts";
import { level, purpose } from "../model/fields.ts";
import { isOwn } from "../rows.ts";
import { type HolderRow, peopleBySide, rightRows } from "./rights-rows.ts";
import { audienceShape, sideShape } from "./shapes.ts";

const held = z.object({
  /** What the command takes: a side, or the id of a named group. */
  holder: z.union([sideShape, z.uuid()]),
  side: sideShape.nullable(),
  audience: audienceShape.nullable(),
  /** Whom it concerns: people of other sides who see the document. */
  people: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string() })),
  /** `all`: nothing was said, everything is as the role allows. */
  level: z.union([z.literal("all"), level]),
  mayRevise: z.boolean(),
  mayApprove: z.boolean(),
  until: z.string().nullable(),
  version: z.int(),
});
export type HeldRight = z.infer<typeof held>;

/** Who may do what with a document of one's own side, one entry a side or group that sees it. */
export const documentRights = query({
  name: "documents.rights",
  summary: "How far the other sides and named groups that see a document may go with it",
  http: "GET /rooms/{room}/documents/{document}/rights",
  capability: "room.publish",
  input: z.object({ room: z.uuid(), document: z.uuid() }),
  output: z.object({
    number: z.string(),
    title: z.string(),
    /** What the revision that stands is for. */
    purpose: purpose.nullable(),
    holders: z.array(held),
  }),
  async run({ tx, seat, input }) {
    const document = await tx
      .selectFrom("document")
      .select(["id", "number", "title", "side", "audience_id"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.document)
      .executeTakeFirst();
    if (!document) throw notFound();
    if (!(await isOwn(tx, seat, input.room, document))) throw forbidden("document-of-other-side");
    const [standing, rows, sides, audiences] = await Promise.all([
      tx
        .selectFrom("document_revision")
        .select("purpose")
        .where("room_id", "=", input.room)
        .where("document_id", "=", input.document)
        .where("audience_id", "=", document.audience_id)
        .where("status", "=", "current")
        .executeTakeFirst(),
      rightRows(tx, input.room, input.document),
      peopleBySide(tx, input.room, document.audience_id),
      myAudiences(tx, input.room),
    ]);
    const others = new Set(
      [...sides].flatMap(([side, people]) => (side === document.side ? [] : people.map(({ id }) => id))),
    );
    const groups = [];
    for (const { people, ...audience } of audiences) {
      const concerned = people.filter(({ id }) => others.has(id));
      const fits =
        (audience.kind === "custom" || audience.kind === "commercial") &&
        audience.id !== document.audience_id &&
        concerned.length > 0;
      if (fits && (await covers(tx, input.room, document.audience_id, audience.id)))
        groups.push({ holder: audience.id, side: null, audience, people: concerned });
    }
    const { number, title } = document;
    return {
      number,
      title,
      purpose: purpose.nullable().parse(standing?.purpose ?? null),
      holders: [
        ...[...sides].flatMap(([side, people]) =>
          side === document.side ? [] : [{ holder: side, side, audience: null, people }],
        ),
        ...groups,
      ].map((one) => ({ ...one, ...asGiven(rows.find((row) => row.holder === one.holder)) })),
    };
  },
});

const asGiven = (row: HolderRow | undefined) => ({
  level: row?.level ?? ("all" as const),
  mayRevise: row?.may_revise ?? false,
  mayApprove: row?.may_approve ?? false,
  until: row?.until?.toISOString() ?? null,
  version: row?.version ?? 0,
});
