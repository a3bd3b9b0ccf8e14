import { sql } from "kysely";
import { z } from "zod";
import { audiencesOf, checkDelegation, dayOf, wording, wordsIn } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, Problem, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { delegationsOf } from "../queries/delegations.ts";
import { assertOurs } from "../refusals.ts";
import { teamMember } from "./shared.ts";

async function teamOf(tx: Tx, room: string): Promise<string> {
  const { seller } = await audiencesOf(tx, room);
  if (!seller) throw notFound();
  return seller;
}

/** The fields of a form that lists people. */
const people = z
  .union([z.uuid().transform((one) => [one]), z.array(z.uuid()).max(50)])
  .optional()
  .transform((list) => [...new Set(list ?? [])]);

/** Names who decides as what in a room: replaces the people of one role. */
export const nameDeciders = command({
  name: "gates.name-deciders",
  summary: "Names who decides in a role at the gates of a room",
  http: "PUT /rooms/{room}/deciders/{role}",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), role: z.uuid(), people }),
  output: z.object({ people: z.int() }),
  async run({ tx, seat, input, emit }) {
    assertOurs(seat);
    const [audience, role] = await Promise.all([
      teamOf(tx, input.room),
      tx
        .selectFrom("process_role")
        .select("title")
        .where("room_id", "=", input.room)
        .where("id", "=", input.role)
        .where("side", "=", "seller")
        .executeTakeFirst(),
    ]);
    if (!role) throw notFound();
    const names: string[] = [];
    for (const person of input.people) names.push((await teamMember(tx, input.room, person, "people")).name);
    await tx
      .deleteFrom("gate_decider")
      .where("room_id", "=", input.room)
      .where("role_id", "=", input.role)
      .execute();
    for (const person of input.people)
      await tx
        .insertInto("gate_decider")
        .values({
          room_id: input.room,
          id: newId(),
          audience_id: audience,
          role_id: input.role,
          member_id: person,
        })
        .execute();
    const words = wording.parse(role.title);
    emit({
      room: input.room,
      audience,
      kind: "gate.deciders-named",
      subject: { type: "role", id: input.role },
      data: { title: wordsIn(words, "en"), words, names },
    });
    return { people: names.length };
  },
});

/** Lets a colleague decide in one's place from one day to another: one step only, never in a circle. */
export const delegate = command({
  name: "decisions.delegate",
  summary: "Passes one's own decisions on to a colleague for some days",
  http: "POST /rooms/{room}/delegations",
  capability: "room.decide",
  input: z.object({ room: z.uuid(), to: z.uuid(), since: z.iso.date(), until: z.iso.date() }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const { room, to, since, until } = input;
    const audience = await teamOf(tx, room);
    // Two delegations at once must see each other, or they could make a chain.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`delegation ${room}`}, 0))`.execute(tx);
    if (until < dayOf(now)) throw refused("delegation-past", {}, "until");
    const { name } = await teamMember(tx, room, to, "to");
    const existing = await delegationsOf(tx, room);
    const wanted = { from: actor.personId, to, since, until };
    const [first] = checkDelegation(wanted, existing);
    if (first) {
      const field = first.key === "reason-delegation-dates" ? "until" : "to";
      throw new Problem(first.key, { fields: { [field]: { code: first.key } } });
    }
    const id = newId();
    await tx
      .insertInto("gate_delegation")
      .values({ room_id: room, id, audience_id: audience, from_id: actor.personId, to_id: to, since, until })
      .execute();
    emit({
      room,
      audience,
      kind: "gate.delegated",
      subject: { type: "member", id: to },
      data: { title: name, name, since, until },
    });
    return { id };
  },
});

/** Takes one's own decisions back into one's own hands. */
export const endDelegation = command({
  name: "decisions.end-delegation",
  summary: "Ends a delegation of one's own",
  http: "DELETE /rooms/{room}/delegations/{delegation}",
  capability: "room.decide",
  input: z.object({ room: z.uuid(), delegation: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const ended = await tx
      .updateTable("gate_delegation")
      .set({ ended_at: now })
      .where("room_id", "=", input.room)
      .where("id", "=", input.delegation)
      .where("from_id", "=", actor.personId)
      .where("ended_at", "is", null)
      .returning(["audience_id", "to_id"])
      .executeTakeFirst();
    if (!ended) throw notFound();
    emit({
      room: input.room,
      audience: ended.audience_id,
      kind: "gate.delegation-ended",
      subject: { type: "member", id: ended.to_id },
      data: {},
    });
    return { id: input.delegation };
  },
});
