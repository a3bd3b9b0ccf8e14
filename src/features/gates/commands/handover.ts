import { sql } from "kysely";
import { z } from "zod";
import { dayOf } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command, type Work } from "#platform/operations/index.ts";
import { handoverEntry, type Passing, passOn, readPassing } from "../handover-store.ts";
import { assertOurs } from "../refusals.ts";
import { isYes, teamMember, toVersion, words, yesOrNo } from "./shared.ts";

const ofHandover = { room: z.uuid(), handover: z.uuid(), version: z.int() };

/** Where the handover stands, for one who would act on what they saw of it before somebody else acted. */
async function handoverStanding({ tx, input }: Work<{ room: string; handover: string }>) {
  const { version } = await readPassing(tx, input.room, input.handover);
  return { version, fields: {}, subject: { id: input.handover } };
}

/** Several from a form or a list, or none. */
const people = z
  .union([z.uuid().transform((one) => [one]), z.array(z.uuid()).max(50)])
  .optional()
  .transform((list) => [...new Set(list ?? [])]);

const teamRows = (tx: Tx, passing: Passing) =>
  tx
    .selectFrom("handover_person as p")
    .innerJoin("member as m", (on) =>
      on.onRef("m.room_id", "=", "p.room_id").onRef("m.id", "=", "p.member_id").on("m.left_at", "is", null),
    )
    .select(["p.member_id", "p.team", "p.leads", "m.name", "m.audience_id", "m.role"])
    .where("p.room_id", "=", passing.room)
    .where("p.handover_id", "=", passing.handover)
    .execute();

/** Says who passes responsibility on and who takes it, and who of them leads from then on. */
export const nameHandoverTeams = command({
  name: "handovers.name-teams",
  summary: "Names the sending and the receiving team of a handover",
  http: "PUT /rooms/{room}/handovers/{handover}/teams",
  capability: "room.lead",
  input: z.object({
    ...ofHandover,
    sending: people,
    receiving: people,
    /** Of the receiving team: leads the supplier's side once it has accepted. */
    lead: z.uuid().optional(),
  }),
  output: toVersion,
  standing: handoverStanding,
  async run({ tx, seat, input, emit }) {
    assertOurs(seat);
    const passing = await readPassing(tx, input.room, input.handover, input.version);
    if (passing.state === "offered" || passing.state === "accepted") throw refused("handover-not-now");
    const { sending, receiving, lead } = input;
    if (sending.length === 0) throw refused("handover-no-team", {}, "sending");
    if (receiving.length === 0) throw refused("handover-no-team", {}, "receiving");
    if (receiving.some((person) => sending.includes(person)))
      throw refused("handover-both-teams", {}, "receiving");
    if (passing.definition.changesLead && !(lead && receiving.includes(lead)))
      throw refused("handover-no-lead", {}, "lead");
    const base = { room_id: input.room, handover_id: input.handover, audience_id: passing.audience };
    await tx
      .deleteFrom("handover_person")
      .where("room_id", "=", input.room)
      .where("handover_id", "=", input.handover)
      .execute();
    const names: Record<"sending" | "receiving", string[]> = { sending: [], receiving: [] };
    for (const [team, members] of [
      ["sending", sending],
      ["receiving", receiving],
    ] as const)
      for (const member of members) {
        names[team].push((await teamMember(tx, input.room, member, team)).name);
        await tx
          .insertInto("handover_person")
          .values({ ...base, member_id: member, team, leads: team === "receiving" && member === lead })
          .execute();
      }
    emit(handoverEntry(passing, "handover.teams-named", names));
    return { version: await passOn(tx, passing) };
  },
});

/** Ticks a point of the checklist, or takes the tick back. */
export const checkHandoverItem = command({
  name: "handovers.check",
  summary: "Marks a point of a handover's checklist as done or not",
  http: "PUT /rooms/{room}/handovers/{handover}/items/{item}",
  capability: "room.work",
  input: z.object({
    ...ofHandover,
    item: z.string().max(60),
    /** As the form sends it, or plainly true or false. */
    done: yesOrNo,
    note: z.string().trim().max(1000).default(""),
  }),
  output: toVersion,
  standing: handoverStanding,
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const passing = await readPassing(tx, input.room, input.handover, input.version);
    if (passing.state === "offered" || passing.state === "accepted") throw refused("handover-not-now");
    const item = passing.definition.checklist.find(({ key }) => key === input.item);
    if (!item) throw notFound();
    const values = { done: isYes(input.done), note: input.note, by_id: actor.personId, at: now };
    await tx
      .insertInto("handover_item")
      .values({
        room_id: input.room,
        handover_id: input.handover,
        audience_id: passing.audience,
        key: item.key,
        ...values,
      })
      .onConflict((conflict) => conflict.columns(["room_id", "handover_id", "key"]).doUpdateSet(values))
      .execute();
    emit(handoverEntry(passing, "handover.item-checked", { item: item.title, done: values.done }));
    return { version: await passOn(tx, passing) };
  },
});

/** Offers responsibility to the receiving team, with the checklist done. */
export const offerHandover = command({
  name: "handovers.offer",
  summary: "Offers a handover to its receiving team",
  http: "POST /rooms/{room}/handovers/{handover}/offer",
  capability: "room.work",
  input: z.object(ofHandover),
  output: toVersion,
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const passing = await readPassing(tx, input.room, input.handover, input.version);
    if (passing.state === "offered" || passing.state === "accepted") throw refused("handover-not-now");
    const team = await teamRows(tx, passing);
    const receiving = team.filter((one) => one.team === "receiving");
    if (receiving.length === 0) throw refused("handover-no-team");
    const sends = team.some((one) => one.team === "sending" && one.member_id === actor.personId);
    if (!sends && seat?.role !== "lead") throw forbidden("handover-not-sending");
    const ticked = await tx
      .selectFrom("handover_item")
      .select("key")
      .where("room_id", "=", input.room)
      .where("handover_id", "=", input.handover)
      .where("done", "=", true)
      .execute();
    const open = passing.definition.checklist.filter(
      ({ key, mandatory }) => mandatory && !ticked.some((one) => one.key === key),
    );
    if (open.length > 0) {
      const reader = await tx
        .selectFrom("person")
        .select("locale")
        .where("id", "=", actor.personId)
        .executeTakeFirst();
      const items = open.map(({ title }) => (reader?.locale === "fi" ? title.fi : title.en)).join("; ");
      throw refused("handover-items-open", { items });
    }
    await tx
      .insertInto("handover_turn")
      .values({
        room_id: input.room,
        id: newId(),
        audience_id: passing.audience,
        handover_id: input.handover,
        offered_by: actor.personId,
        offered_at: now,
      })
      .execute();
    emit(handoverEntry(passing, "handover.offered", { people: receiving.map(({ member_id }) => member_id) }));
    return { version: await passOn(tx, passing, "offered") };
  },
});

/**
 * Accepts a handover or refuses it with a reason: somebody of the receiving team. With the acceptance, where the process
 * says so, the lead of the supplier's side changes, and everyone in the room is told who leads now.
 */
export const answerHandover = command({
  name: "handovers.answer",
  summary: "Accepts a handover, or refuses it with a reason",
  http: "POST /rooms/{room}/handovers/{handover}/answer",
  capability: "room.talk",
  input: z.object({ ...ofHandover, answer: z.enum(["accepted", "refused"]), reason: words }),
  output: toVersion,
  standing: handoverStanding,
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const { room, handover, answer, reason } = input;
    // The room is held before its other rows, as everywhere that who is in it may change.
    await sql`select private.hold_my_room(${room})`.execute(tx);
    const passing = await readPassing(tx, room, handover, input.version);
    if (passing.state !== "offered") throw refused("handover-not-now");
    const team = await teamRows(tx, passing);
    if (!team.some((one) => one.team === "receiving" && one.member_id === actor.personId))
      throw forbidden("handover-not-receiving");
    if (answer === "refused" && reason === "") throw refused("handover-reason", {}, "reason");
    await tx
      .updateTable("handover_turn")
      .set({ answer, answered_by: actor.personId, answered_at: now, reason })
      .where("room_id", "=", room)
      .where("handover_id", "=", handover)
      .where("answer", "is", null)
      .execute();
    emit(
      handoverEntry(
        passing,
        answer === "accepted" ? "handover.accepted" : "handover.refused",
        reason ? { reason } : {},
      ),
    );
    if (answer === "accepted") {
      let lead: string | null = null;
      if (passing.definition.changesLead) {
        const { rows } = await sql<{
          lead: string;
        }>`select private.take_lead(${room}, ${handover}) as lead`.execute(tx);
        lead = rows[0]?.lead ?? null;
      }
      const leading = team.find(({ member_id }) => member_id === lead);
      if (leading)
        emit({
          room,
          audience: leading.audience_id,
          kind: "member.took-lead",
          subject: { type: "member", id: leading.member_id },
          data: { name: leading.name },
        });
      if (passing.shown !== passing.audience) {
        await tx
          .insertInto("handover_notice")
          .values({
            room_id: room,
            handover_id: handover,
            audience_id: passing.shown,
            passed_on: dayOf(now),
            lead_id: lead,
          })
          .execute();
        emit(handoverEntry(passing, "handover.passed", leading ? { name: leading.name } : {}, passing.shown));
      }
    }
    return { version: await passOn(tx, passing, answer) };
  },
});
