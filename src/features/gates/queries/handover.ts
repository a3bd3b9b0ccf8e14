import { z } from "zod";
import { wording } from "#features/process/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, type Work } from "#platform/operations/index.ts";
import { readPassing } from "../handover-store.ts";
import { who } from "./shapes.ts";

const backstage = z.object({
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  version: z.int(),
  state: z.enum(["preparing", "offered", "accepted", "refused"]),
  changesLead: z.boolean(),
  from: wording,
  to: wording,
  sending: z.array(who),
  receiving: z.array(who.extend({ leads: z.boolean() })),
  checklist: z.array(
    z.object({
      key: z.string(),
      title: wording,
      mandatory: z.boolean(),
      done: z.boolean(),
      note: z.string(),
      by: z.string().nullable(),
    }),
  ),
  turns: z.array(
    z.object({
      offeredBy: z.string(),
      offeredAt: z.string(),
      answer: z.enum(["accepted", "refused"]).nullable(),
      answeredBy: z.string().nullable(),
      answeredAt: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  team: z.array(who),
  may: z.object({ lead: z.boolean(), work: z.boolean(), offer: z.boolean(), answer: z.boolean() }),
});

const output = z.object({
  id: z.uuid(),
  title: wording,
  phase: wording,
  plannedOn: z.string().nullable(),
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  /** That responsibility has moved, for everyone who sees the handover. */
  notice: z.object({ on: z.string(), lead: z.string().nullable() }).nullable(),
  passing: backstage.nullable(),
});
export type HandoverShown = z.infer<typeof output>;

/** A handover as its reader may see it: that it happens for all who see it, checklist and teams for the supplier's. */
export const showHandover = query({
  name: "handovers.show",
  summary: "A handover: when it is due and, for the supplier's team, its checklist, teams and answers",
  http: "GET /rooms/{room}/handovers/{handover}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), handover: z.uuid() }),
  output,
  async run(work) {
    const { tx, seat, input } = work;
    const row = await tx
      .selectFrom("handover as h")
      .innerJoin("audience as a", "a.id", "h.audience_id")
      .innerJoin("phase as p", (on) =>
        on.onRef("p.room_id", "=", "h.room_id").onRef("p.id", "=", "h.phase_id"),
      )
      .leftJoin("handover_notice as n", (on) =>
        on.onRef("n.room_id", "=", "h.room_id").onRef("n.handover_id", "=", "h.id"),
      )
      .leftJoin("member as m", (on) =>
        on.onRef("m.room_id", "=", "n.room_id").onRef("m.id", "=", "n.lead_id"),
      )
      .select(["h.id", "h.title", "h.planned_on", "h.audience_id", "a.kind", "a.name as audience_name"])
      .select(["p.title as phase", "n.passed_on", "m.name as lead"])
      .where("h.room_id", "=", input.room)
      .where("h.id", "=", input.handover)
      .executeTakeFirst();
    if (!row) throw notFound();
    return {
      id: row.id,
      title: wording.parse(row.title),
      phase: wording.parse(row.phase),
      plannedOn: row.planned_on,
      audience: { id: row.audience_id, kind: row.kind, name: row.audience_name },
      notice: row.passed_on ? { on: row.passed_on, lead: row.lead } : null,
      passing: seat && seat.side !== "seller" ? null : await passingOf(work),
    };
  },
});

async function passingOf({
  tx,
  actor,
  seat,
  input,
}: Work<{ room: string; handover: string }>): Promise<z.input<typeof backstage> | null> {
  const { room, handover } = input;
  const passing = await readPassing(tx, room, handover).catch(() => null);
  if (!passing) return null;
  const [people, items, turns, members, roles, audience] = await Promise.all([
    tx
      .selectFrom("handover_person")
      .selectAll()
      .where("room_id", "=", room)
      .where("handover_id", "=", handover)
      .execute(),
    tx
      .selectFrom("handover_item")
      .selectAll()
      .where("room_id", "=", room)
      .where("handover_id", "=", handover)
      .execute(),
    tx
      .selectFrom("handover_turn")
      .selectAll()
      .where("room_id", "=", room)
      .where("handover_id", "=", handover)
      .orderBy("offered_at", "desc")
      .execute(),
    tx
      .selectFrom("member")
      .select(["id", "name", "side", "left_at"])
      .where("room_id", "=", room)
      .orderBy("name")
      .execute(),
    tx.selectFrom("process_role").select(["key", "title"]).where("room_id", "=", room).execute(),
    tx
      .selectFrom("audience")
      .select(["id", "kind", "name"])
      .where("id", "=", passing.audience)
      .executeTakeFirstOrThrow(),
  ]);
  const nameOf = (id: string) => members.find((one) => one.id === id)?.name ?? "";
  const roleTitle = (key: string) =>
    wording.parse(roles.find((one) => one.key === key)?.title ?? { text: key });
  const { state, definition } = passing;
  const moving = state === "preparing" || state === "refused";
  const teamIs = (team: string) => people.filter((one) => one.team === team);
  const mine = (team: string) => teamIs(team).some(({ member_id }) => member_id === actor.personId);
  const lead = seat?.role === "lead";
  const works = lead || seat?.role === "contributor" || seat?.role === "specialist";
  return {
    audience,
    version: passing.version,
    state,
    changesLead: definition.changesLead,
    from: roleTitle(definition.from.role),
    to: roleTitle(definition.to.role),
    sending: teamIs("sending").map(({ member_id }) => ({ id: member_id, name: nameOf(member_id) })),
    receiving: teamIs("receiving").map(({ member_id, leads }) => ({
      id: member_id,
      name: nameOf(member_id),
      leads,
    })),
    checklist: definition.checklist.map(({ key, title, mandatory }) => {
      const item = items.find((one) => one.key === key);
      return {
        key,
        title: title as Record<string, string>,
        mandatory,
        done: item?.done ?? false,
        note: item?.note ?? "",
        by: item?.done ? nameOf(item.by_id) : null,
      };
    }),
    turns: turns.map((turn) => ({
      offeredBy: nameOf(turn.offered_by),
      offeredAt: turn.offered_at.toISOString(),
      answer: turn.answer === "accepted" || turn.answer === "refused" ? turn.answer : null,
      answeredBy: turn.answered_by ? nameOf(turn.answered_by) : null,
      answeredAt: turn.answered_at?.toISOString() ?? null,
      reason: turn.reason,
    })),
    team: members
      .filter((one) => one.side === "seller" && !one.left_at)
      .map(({ id, name }) => ({ id, name })),
    may: {
      lead: lead && moving,
      work: works && moving,
      offer: moving && (lead || (works && mine("sending"))),
      answer: state === "offered" && mine("receiving"),
    },
  };
}
