import { z } from "zod";
import { audiencesOf, currentRound } from "#features/process/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command, query } from "#platform/operations/index.ts";
import { readCourse } from "../course/index.ts";
import { LOSS_CATEGORIES } from "../model/loss.ts";
import { changeRoom } from "../outcome.ts";

/**
 * Says why a sale was lost. The supplier's lead ends an open sale by it, which everyone in the room learns; the customer's lead may say why once it has
 * ended, for their own team or for everyone. The two reasons never meet in one row.
 */
export const explainLoss = command({
  name: "rooms.explain-loss",
  summary: "Says why the sale was lost, for one's own side; the customer may share its reason",
  http: "PUT /rooms/{room}/loss",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    category: z.enum(LOSS_CATEGORIES),
    reason: z.string().trim().min(1).max(2000),
    /** The customer's only: everyone in the room reads it. */
    share: z.stringbool().or(z.boolean()).default(false),
    /** The supplier's only: the gate at which it was decided. */
    gate: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor, seat, input, now, emit }) {
    const { room, category, reason } = input;
    const side = seat?.side ?? "seller";
    if (side === "partner") throw forbidden("role-may-not");
    const [audiences, current, before] = await Promise.all([
      audiencesOf(tx, room),
      tx.selectFrom("room").select("state").where("id", "=", room).executeTakeFirst(),
      tx
        .selectFrom("loss")
        .selectAll()
        .where("room_id", "=", room)
        .where("side", "=", side)
        .executeTakeFirst(),
    ]);
    const at = side === "seller" && input.gate ? await readCourse(tx, room, input.gate) : null;
    const ending = at && currentRound(at.rounds).decision?.ending;
    const audience = side === "buyer" && input.share ? audiences.room : audiences[side];
    if (!audience || !current) throw notFound();
    if (current.state !== "lost" && side === "buyer") throw refused("loss-not-lost");
    if (current.state !== "lost" && !(await changeRoom({ tx, emit }, room, "open", "lost", "room.lost")))
      throw refused("loss-not-open");
    if (before) await tx.deleteFrom("loss").where("room_id", "=", room).where("id", "=", before.id).execute();
    const id = newHiddenId();
    await tx
      .insertInto("loss")
      .values({
        room_id: room,
        id,
        audience_id: audience,
        side,
        gate_id: at?.gate ?? before?.gate_id ?? null,
        ending: side === "seller" ? (stopped(ending) ?? before?.ending ?? "lost") : null,
        category,
        reason,
        by_id: actor.personId,
        at: now,
      })
      .execute();
    emit({
      room,
      audience,
      kind: "room.loss-explained",
      subject: { type: "room", id: room },
      data: { category, reason, side },
    });
    return { id };
  },
});

const stopped = (ending: string | null | undefined) =>
  ending === "no-go" || ending === "no-decision" ? ending : null;

/** The reasons that the asker may read: their own side's, and the customer's where it was shared. */
export const losses = query({
  name: "rooms.losses",
  summary: "Why a sale was lost, as far as the asker may read it",
  http: "GET /rooms/{room}/loss",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    reasons: z.array(
      z.object({
        side: z.enum(["seller", "buyer"]),
        category: z.enum(LOSS_CATEGORIES),
        reason: z.string(),
        shared: z.boolean(),
        at: z.string(),
      }),
    ),
  }),
  async run({ tx, input }) {
    const rows = await tx
      .selectFrom("loss")
      .innerJoin("audience", "audience.id", "loss.audience_id")
      .select(["loss.side", "loss.category", "loss.reason", "loss.at", "audience.kind"])
      .where("loss.room_id", "=", input.room)
      .execute();
    return {
      reasons: rows.map((row) => ({
        side: row.side === "buyer" ? ("buyer" as const) : ("seller" as const),
        category: LOSS_CATEGORIES.find((one) => one === row.category) ?? "other",
        reason: row.reason,
        shared: row.kind === "room",
        at: row.at.toISOString(),
      })),
    };
  },
});
