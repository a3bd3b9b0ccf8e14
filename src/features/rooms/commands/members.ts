import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { touched } from "#platform/live/notifier.ts";
import { command } from "#platform/operations/index.ts";
import { append } from "#platform/roomlog/index.ts";
import { role } from "../model/room.ts";

/** A member as the log names them, with the audience of the whole room. */
async function memberOf(tx: Tx, room: string, person: string) {
  const row = await tx
    .selectFrom("member")
    .select(["audience_id", "name", "company_name", "side", "role", "team", "commercial", "version"])
    .where("room_id", "=", room)
    .where("id", "=", person)
    .where("left_at", "is", null)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** A lead changes the role, team and commercial sight of somebody of the own side. Works at once, on open screens too. */
export const changeMember = command({
  name: "members.change",
  summary: "Changes what a member of the own side may do and whether they see commercial matters",
  http: "PATCH /rooms/{room}/members/{person}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    person: z.uuid(),
    version: z.int(),
    role,
    team: z.string().trim().max(120).default(""),
    /** Customer's people only; the supplier's team always sees commercial matters, partners never. */
    commercial: z.boolean().default(false),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, input, emit }) {
    const before = await memberOf(tx, input.room, input.person);
    await sql`select private.change_member(${input.room}, ${input.person}, ${input.version}, ${input.role}, ${input.team}, ${input.commercial})`.execute(
      tx,
    );
    const after = await memberOf(tx, input.room, input.person);
    emit({
      room: input.room,
      audience: before.audience_id,
      kind: "member.changed",
      subject: { type: "member", id: input.person },
      data: {
        name: after.name,
        from: { role: before.role, team: before.team, commercial: before.commercial },
        to: { role: after.role, team: after.team, commercial: after.commercial },
      },
    });
    return { version: input.version + 1 };
  },
  async standing({ tx, input }) {
    const { role, team, commercial, version } = await memberOf(tx, input.room, input.person);
    const fields = { role, team, commercial };
    return { version, fields, subject: { id: input.person, kinds: ["member.changed"] } };
  },
});

/** A lead removes somebody of the own side; every audience of the room is lost to them with the commit. */
export const removeMember = command({
  name: "members.remove",
  summary: "Removes a member of the own side from the room, with immediate effect",
  http: "DELETE /rooms/{room}/members/{person}",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), person: z.uuid() }),
  output: z.object({ name: z.string() }),
  async run({ tx, actor, input, now, afterCommit }) {
    return goes(tx, actor.personId, input.room, input.person, now, afterCommit);
  },
});

/** Leaving a room by oneself. */
export const leaveRoom = command({
  name: "members.leave",
  summary: "Leaves the room",
  http: "POST /rooms/{room}/leave",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ name: z.string() }),
  async run({ tx, actor, input, now, afterCommit }) {
    return goes(tx, actor.personId, input.room, actor.personId, now, afterCommit);
  },
});

/** The entry is written first: somebody who has left can write nothing in the room any more. */
async function goes(
  tx: Tx,
  actor: string,
  room: string,
  person: string,
  now: Date,
  afterCommit: (work: () => Promise<void>) => void,
): Promise<{ name: string }> {
  const member = await memberOf(tx, room, person);
  // The room is held before the chain of its log, as everywhere, so that two commands never wait for each other.
  await sql`select private.hold_my_room(${room})`.execute(tx);
  await append(
    tx,
    [
      {
        room,
        audience: member.audience_id,
        kind: actor === person ? "member.left" : "member.removed",
        subject: { type: "member", id: person },
        data: { name: member.name, company: member.company_name, side: member.side },
      },
    ],
    actor,
    now,
  );
  await sql`select private.remove_member(${room}, ${person})`.execute(tx);
  afterCommit(async () => touched(room));
  return { name: member.name };
}

/** The supplier's lead brings in a colleague who has an account: no invitation is needed. */
export const addColleague = command({
  name: "members.add-colleague",
  summary: "Brings one of the supplier's people into the room",
  http: "POST /rooms/{room}/members",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    person: z.uuid(),
    role: role.default("contributor"),
    team: z.string().trim().max(120).default(""),
  }),
  output: z.object({ name: z.string() }),
  async run({ tx, input, emit }) {
    await sql`select private.add_colleague(${input.room}, ${input.person}, ${input.role}, ${input.team})`.execute(
      tx,
    );
    const member = await memberOf(tx, input.room, input.person);
    emit({
      room: input.room,
      audience: member.audience_id,
      kind: "member.brought",
      subject: { type: "member", id: input.person },
      data: {
        name: member.name,
        company: member.company_name,
        side: member.side,
        role: member.role,
        by: "colleague",
      },
    });
    return { name: member.name };
  },
});

/**
 * An owner of the deployment, who sees nothing of a room they are not in, adds themselves to it: the code must be known,
 * and the reason is read by everyone in the room.
 */
export const enterRoom = command({
  name: "rooms.enter",
  summary: "Adds an owner of the deployment to a room, with a reason that the whole room reads",
  http: "POST /deployment/rooms",
  capability: "owner",
  input: z.object({
    /** The room's code, or the id in its address. */
    room: z.string().trim().min(2).max(40),
    reason: z.string().trim().min(10).max(500),
  }),
  output: z.object({ room: z.uuid(), name: z.string(), role }),
  async run({ tx, actor, input, emit }) {
    const { rows } = await sql<{
      room_id: string;
      audience_id: string;
      room_name: string;
      role: string;
    }>`select * from private.enter_room(${input.room}, ${input.reason})`.execute(tx);
    const [row] = rows;
    if (!row) throw notFound();
    emit({
      room: row.room_id,
      audience: row.audience_id,
      kind: "member.entered",
      subject: { type: "member", id: actor.personId },
      data: { reason: input.reason, role: row.role },
    });
    return { room: row.room_id, name: row.room_name, role: role.parse(row.role) };
  },
});
