import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound, stale } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { touched } from "#platform/live/notifier.ts";
import { command } from "#platform/operations/index.ts";
import { append } from "#platform/roomlog/index.ts";

const called = z.string().trim().min(1).max(120);

/** A named audience that I am in, or nothing of it is known. */
async function mine(tx: Tx, room: string, audience: string): Promise<{ name: string }> {
  const row = await tx
    .selectFrom("audience")
    .select("name")
    .where("room_id", "=", room)
    .where("id", "=", audience)
    .where("kind", "=", "custom")
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

const namesOf = async (tx: Tx, room: string, people: string[]): Promise<string[]> =>
  people.length === 0
    ? []
    : (
        await tx
          .selectFrom("member")
          .select("name")
          .where("room_id", "=", room)
          .where("id", "in", people)
          .orderBy("name")
          .execute()
      ).map((row) => row.name);

/** Makes a named audience of chosen people; who makes it is in it. Nobody else learns that it exists. */
export const createAudience = command({
  name: "audiences.create",
  summary: "Makes a named audience of chosen people",
  http: "POST /rooms/{room}/audiences",
  capability: "room.publish",
  input: z.object({ room: z.uuid(), name: called, people: z.array(z.uuid()).max(500).default([]) }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor, input, emit }) {
    const id = newHiddenId();
    await sql`select private.make_audience(${input.room}, ${id}, ${input.name}, ${input.people}::uuid[])`.execute(
      tx,
    );
    emit({
      room: input.room,
      audience: id,
      kind: "audience.created",
      subject: { type: "audience", id },
      data: { name: input.name, people: await namesOf(tx, input.room, [...input.people, actor.personId]) },
    });
    return { id };
  },
});

export const renameAudience = command({
  name: "audiences.rename",
  summary: "Gives a named audience another name",
  http: "PATCH /rooms/{room}/audiences/{audience}",
  capability: "room.publish",
  input: z.object({
    room: z.uuid(),
    audience: z.uuid(),
    name: called,
    /** The name that was seen: when it has been changed since, the change is refused as stale. */
    was: z.string().max(120).optional(),
  }),
  output: z.object({ name: z.string() }),
  async run({ tx, input, emit }) {
    const before = await mine(tx, input.room, input.audience);
    if (input.was !== undefined && input.was !== before.name) throw stale();
    await sql`select private.rename_audience(${input.audience}, ${input.name})`.execute(tx);
    emit({
      room: input.room,
      audience: input.audience,
      kind: "audience.renamed",
      subject: { type: "audience", id: input.audience },
      data: { from: before.name, to: input.name },
    });
    return { name: input.name };
  },
  async standing({ tx, input }) {
    const { name } = await mine(tx, input.room, input.audience);
    return {
      version: 0,
      fields: { name, was: name },
      subject: { id: input.audience, kinds: ["audience.renamed"] },
    };
  },
});

/** Adds people, who from then on see everything that the audience has ever been shown. */
export const addToAudience = command({
  name: "audiences.add-people",
  summary: "Adds people to a named audience; they see all of its past too",
  http: "POST /rooms/{room}/audiences/{audience}/people",
  capability: "room.publish",
  input: z.object({
    room: z.uuid(),
    audience: z.uuid(),
    people: z.array(z.uuid()).min(1, "choose-people").max(500),
  }),
  output: z.object({ added: z.array(z.string()) }),
  async run({ tx, input, emit }) {
    await mine(tx, input.room, input.audience);
    await sql`select private.add_to_audience(${input.audience}, ${input.people}::uuid[])`.execute(tx);
    const added = await namesOf(tx, input.room, input.people);
    emit({
      room: input.room,
      audience: input.audience,
      kind: "audience.people-added",
      subject: { type: "audience", id: input.audience },
      data: { people: added },
    });
    return { added };
  },
});

/** Takes somebody of the own side out of a named audience, or oneself. */
export const takeFromAudience = command({
  name: "audiences.remove-person",
  summary: "Takes a person of the own side, or oneself, out of a named audience",
  http: "DELETE /rooms/{room}/audiences/{audience}/people/{person}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), audience: z.uuid(), person: z.uuid() }),
  output: z.object({ left: z.boolean() }),
  async run({ tx, actor, input, now, afterCommit }) {
    await mine(tx, input.room, input.audience);
    await sql`select private.hold_my_room(${input.room})`.execute(tx);
    await append(
      tx,
      [
        {
          room: input.room,
          audience: input.audience,
          kind: "audience.person-removed",
          subject: { type: "audience", id: input.audience },
          data: { people: await namesOf(tx, input.room, [input.person]) },
        },
      ],
      actor.personId,
      now,
    );
    await sql`select private.take_from_audience(${input.audience}, ${input.person})`.execute(tx);
    afterCommit(async () => touched(input.room));
    return { left: input.person === actor.personId };
  },
});
