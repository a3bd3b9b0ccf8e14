import { z } from "zod";
import { peopleOf } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command, type Work } from "#platform/operations/index.ts";
import { shareRevision } from "../commands/publish.ts";
import { fillExpected } from "../expected/fill.ts";
import { category, purpose, title } from "../model/fields.ts";
import { documentForChange } from "../rows.ts";
import { teamOf } from "./hold.ts";

const requestInput = z.object({ room: z.uuid(), request: z.uuid(), version: z.int() });

/** A lead says whether what their side's people share needs a lead's approval. */
export const setSharingRule = command({
  name: "documents.set-sharing-rule",
  summary: "Says whether what my side's people share beyond our own team waits for a lead's approval",
  http: "PUT /rooms/{room}/sharing-rule",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    required: z.stringbool().or(z.boolean()),
    /** 0 when there has been no rule. */
    version: z.int(),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const team = await teamOf(tx, input.room, seat);
    if (!team || !seat) throw forbidden("role-may-not");
    const before = await tx
      .selectFrom("sharing_rule")
      .select(["id", "version"])
      .where("room_id", "=", input.room)
      .where("side", "=", seat.side)
      .executeTakeFirst();
    if ((before?.version ?? 0) !== input.version) throw stale();
    const version = input.version + 1;
    const done = before
      ? await tx
          .updateTable("sharing_rule")
          .set({ required: input.required, version })
          .where("room_id", "=", input.room)
          .where("id", "=", before.id)
          .where("version", "=", input.version)
          .returning("id")
          .executeTakeFirst()
      : await tx
          .insertInto("sharing_rule")
          .values({
            room_id: input.room,
            id: newId(),
            audience_id: team.id,
            side: seat.side,
            required: input.required,
          })
          .returning("id")
          .executeTakeFirst();
    if (!done) throw stale();
    emit({
      room: input.room,
      audience: team.id,
      kind: "document.sharing-rule-changed",
      subject: { type: "room", id: input.room },
      data: { required: input.required },
    });
    return { version };
  },
});

/**
 * A lead shares it as it was wished or puts it right: title, category, purpose, whom. Whoever would see it beyond those that were
 * asked for is named one by one. Or they return it with words, or say why not.
 */
export const decideSharing = command({
  name: "documents.decide-sharing",
  summary:
    "Approves that a revision is shared, which shares it, returns the request with words, or refuses it",
  http: "POST /rooms/{room}/sharing-requests/{request}/decision",
  capability: "room.lead",
  input: requestInput.extend({
    decision: z.enum(["approve", "return", "refuse"]),
    /** As it shall be known there; as it was asked when absent. */
    title: title.optional(),
    category: category.optional(),
    purpose: purpose.optional(),
    to: z.uuid().optional(),
    /** Who will see it beyond those that were asked for: all of them, by id. */
    alsoSees: z.array(z.uuid()).max(500).default([]),
    reason: z.string().trim().max(500).optional(),
  }),
  output: z.object({ document: z.uuid() }),
  async run(work) {
    const { tx, actor, seat, input, now, emit } = work;
    const request = await waiting(work);
    if (seat?.side !== request.side) throw notFound();
    const approved = input.decision === "approve";
    if (!approved && !input.reason) throw refused("field-missing", {}, "reason");
    const document = await documentForChange(tx, seat, input.room, request.document_id);
    const asked = {
      title: request.title,
      category: request.category ?? document.category,
      purpose: purpose.parse(request.purpose),
      to: request.to_audience,
    };
    const decided = {
      title: input.title ?? asked.title,
      category: input.category ?? asked.category,
      purpose: input.purpose ?? asked.purpose,
      to: input.to ?? asked.to,
    };
    const keys = Object.keys(decided) as (keyof typeof decided)[];
    const changed = keys.filter((key) => approved && decided[key] !== asked[key]);
    await end(work, {
      state: ({ approve: "approved", return: "returned", refuse: "refused" } as const)[input.decision],
      reason: input.reason ?? "",
      decided:
        changed.length > 0
          ? JSON.stringify(Object.fromEntries(changed.map((key) => [key, decided[key]])))
          : null,
    });
    if (approved) {
      await assertNamed(tx, input.room, asked.to, decided.to, input.alsoSees);
      await shareRevision(
        { tx, actor, seat, now, emit, afterCommit: work.afterCommit },
        {
          ...decided,
          room: input.room,
          document: request.document_id,
          revision: request.revision_id,
          version: document.version,
          note: request.note,
          validUntil: request.valid_until ?? undefined,
          responsible: request.responsible ?? undefined,
        },
      );
      if (request.expected_id)
        await fillExpected(
          { tx, actor, seat, now, emit, input },
          { id: request.expected_id, document: request.document_id, late: true },
        );
    }
    emit({
      room: input.room,
      audience: request.audience_id,
      kind: (
        {
          approve: "document.sharing-approved",
          return: "document.sharing-returned",
          refuse: "document.sharing-refused",
        } as const
      )[input.decision],
      subject: { type: "document", id: document.id },
      data: {
        title: approved ? decided.title : document.title,
        reason: input.reason ?? "",
        changed,
        people: [request.asked_by],
      },
    });
    return { document: request.document_id };
  },
});

/**
 * A lead shares with others than were asked for only by naming them.
 * @throws Problem sharing-names, with the names
 */
async function assertNamed(tx: Tx, room: string, asked: string, to: string, named: readonly string[]) {
  if (asked === to) return;
  const already = new Set((await peopleOf(tx, room, asked)).map(({ id }) => id));
  const more = (await peopleOf(tx, room, to)).filter(({ id }) => !already.has(id));
  if (more.some(({ id }) => !named.includes(id)))
    throw refused("sharing-names", { names: more.map(({ name }) => name).join(", ") }, "alsoSees");
}

/** Who asked has changed their mind: the paper stays backstage. */
export const takeBackSharing = command({
  name: "documents.take-back-sharing",
  summary: "Takes back my request that a revision be shared",
  http: "POST /rooms/{room}/sharing-requests/{request}/taking-back",
  capability: "room.work",
  input: requestInput,
  output: z.object({ document: z.uuid() }),
  async run(work) {
    const { actor, input, emit } = work;
    const request = await waiting(work);
    if (request.asked_by !== actor.personId) throw forbidden("role-may-not");
    await end(work, { state: "taken-back", reason: "" });
    emit({
      room: input.room,
      audience: request.audience_id,
      kind: "document.sharing-recalled",
      subject: { type: "document", id: request.document_id },
      data: { title: request.title },
    });
    return { document: request.document_id };
  },
});

async function waiting({ tx, input }: Work<z.infer<typeof requestInput>>) {
  const request = await tx
    .selectFrom("sharing_request")
    .selectAll()
    .where("room_id", "=", input.room)
    .where("id", "=", input.request)
    .executeTakeFirst();
  if (!request) throw notFound();
  if (request.state !== "waiting") throw refused("sharing-not-waiting");
  return request;
}

async function end(
  { tx, actor, input, now }: Work<z.infer<typeof requestInput>>,
  how: { state: string; reason: string; decided?: string | null },
): Promise<void> {
  const done = await tx
    .updateTable("sharing_request")
    .set({ ...how, decided_at: now, decided_by: actor.personId, version: input.version + 1 })
    .where("room_id", "=", input.room)
    .where("id", "=", input.request)
    .where("version", "=", input.version)
    .where("state", "=", "waiting")
    .returning("id")
    .executeTakeFirst();
  if (!done) throw stale();
}
