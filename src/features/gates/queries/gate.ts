import { z } from "zod";
import { wording } from "#features/process/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { TOLD } from "../commands/announce.ts";
import { backstage, decisionOf } from "./decision.ts";

const output = z.object({
  id: z.uuid(),
  title: wording,
  question: wording,
  after: z.object({ id: z.uuid(), title: wording }),
  before: z.object({ id: z.uuid(), title: wording }),
  stage: z.string().nullable(),
  plannedOn: z.string().nullable(),
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  /** What has been told of it to those who see the gate. */
  notice: z.object({ told: z.enum(TOLD), on: z.string() }).nullable(),
  decision: backstage.nullable(),
});
export type GateShown = z.infer<typeof output>;

/** A gate as its reader may see it: the customer its question and what was announced, the supplier's team everything. */
export const showGate = query({
  name: "gates.show",
  summary: "A gate: its question and, for the supplier's team, criteria, evidence, votes and rounds",
  http: "GET /rooms/{room}/gates/{gate}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), gate: z.uuid() }),
  output,
  async run(work) {
    const { tx, seat, input } = work;
    const [row, notice] = await Promise.all([
      tx
        .selectFrom("gate as g")
        .innerJoin("audience as a", "a.id", "g.audience_id")
        .innerJoin("phase as p", (on) =>
          on.onRef("p.room_id", "=", "g.room_id").onRef("p.id", "=", "g.after_phase_id"),
        )
        .innerJoin("phase as q", (on) =>
          on.onRef("q.room_id", "=", "g.room_id").onRef("q.id", "=", "g.before_phase_id"),
        )
        .selectAll("g")
        .select(["a.kind", "a.name as audience_name", "p.title as after_title", "q.title as before_title"])
        .where("g.room_id", "=", input.room)
        .where("g.id", "=", input.gate)
        .executeTakeFirst(),
      tx
        .selectFrom("gate_notice")
        .select(["told", "told_on"])
        .where("room_id", "=", input.room)
        .where("gate_id", "=", input.gate)
        .executeTakeFirst(),
    ]);
    if (!row) throw notFound();
    return {
      id: row.id,
      title: wording.parse(row.title),
      question: wording.parse(row.question),
      after: { id: row.after_phase_id, title: wording.parse(row.after_title) },
      before: { id: row.before_phase_id, title: wording.parse(row.before_title) },
      stage: row.stage,
      plannedOn: row.planned_on,
      audience: { id: row.audience_id, kind: row.kind, name: row.audience_name },
      notice: notice ? { told: TOLD.find((one) => one === notice.told) ?? "open", on: notice.told_on } : null,
      decision: seat && seat.side !== "seller" ? null : await decisionOf(work),
    };
  },
});
