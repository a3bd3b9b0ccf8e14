import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { insertCopy } from "../copy/insert.ts";
import { asChosen } from "../copy/options.ts";
import { copyRows } from "../copy/rows.ts";
import { storedBlueprint, wording, wordsIn } from "../copy/stored.ts";
import { BANDS, VISIBLE_BANDS } from "../model/index.ts";
import { dayOf } from "./entry.ts";
import { audiencesOf } from "./start.ts";

/** Tells everyone in the room in which phase the project is. An explicit act: no hidden decision moves it by itself. */
export const enterPhase = command({
  name: "process.enter-phase",
  summary: "Moves the room to a phase of its process",
  http: "PUT /rooms/{room}/process/phase",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), phase: z.uuid(), version: z.int() }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, now, emit }) {
    const { room } = input;
    if (seat && seat.side !== "seller") throw forbidden("activity-not-lead");
    const [process, phase] = await Promise.all([
      tx.selectFrom("process").selectAll().where("room_id", "=", room).executeTakeFirst(),
      tx
        .selectFrom("phase")
        .selectAll()
        .where("room_id", "=", room)
        .where("id", "=", input.phase)
        .executeTakeFirst(),
    ]);
    if (!process || !phase) throw notFound();
    const moved = await tx
      .updateTable("process")
      .set({ phase_id: phase.id, version: input.version + 1 })
      .where("room_id", "=", room)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!moved) throw stale();
    await tx
      .updateTable("phase")
      .set({ entered_on: dayOf(now) })
      .where("room_id", "=", room)
      .where("id", "=", phase.id)
      .where("entered_on", "is", null)
      .execute();
    const words = wording.parse(phase.title);
    emit({
      room,
      audience: process.audience_id,
      kind: "phase.entered",
      subject: { type: "phase", id: phase.id },
      data: { title: wordsIn(words, "en"), words },
    });
    return { version: moved.version };
  },
});

/** Chooses one of the ways that the blueprint leaves open; only then do its steps become part of the room's process. */
export const chooseWay = command({
  name: "process.choose",
  summary: "Chooses the option of an alternative in the room's process",
  http: "POST /rooms/{room}/process/choices",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), alternative: z.string().max(60), option: z.string().max(60) }),
  output: z.object({ added: z.int() }),
  async run({ tx, seat, input, now, emit }) {
    const { room, alternative, option } = input;
    if (seat && seat.side !== "seller") throw forbidden("activity-not-lead");
    const [source, process, audiences, existing] = await Promise.all([
      tx.selectFrom("process_source").selectAll().where("room_id", "=", room).executeTakeFirst(),
      tx.selectFrom("process").selectAll().where("room_id", "=", room).executeTakeFirst(),
      audiencesOf(tx, room),
      keysOf(tx, room),
    ]);
    if (!source || !process || !audiences.seller) throw notFound();
    const blueprint = storedBlueprint(source.content);
    const open = blueprint.alternatives.find(({ key }) => key === alternative);
    const way = open?.options.find(({ key }) => key === option);
    if (!open || !way) throw refused("field-choose", {}, "option");
    const made = source.choices as Record<string, string>;
    if (made[alternative]) throw refused("way-chosen");
    const choices = { ...made, [alternative]: option };
    const changed = await tx
      .updateTable("process_source")
      .set({ choices: JSON.stringify(choices), version: source.version + 1 })
      .where("room_id", "=", room)
      .where("version", "=", source.version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw stale();
    const rows = copyRows(asChosen(blueprint, choices), {
      room,
      audiences,
      from: process.started_on,
      existing,
    });
    await insertCopy(tx, { rows });
    emit({
      room,
      audience: audiences.seller,
      kind: "process.way-chosen",
      subject: { type: "process", id: process.id },
      data: { title: wordsIn(way.title, "en"), words: way.title, on: dayOf(now) },
    });
    const names = new Map(rows.activities.map((row) => [row.id, row]));
    for (const { id, audience_id, title } of names.values()) {
      const words = wording.parse(JSON.parse(title));
      emit({
        room,
        audience: audience_id,
        kind: "activity.added",
        subject: { type: "activity", id },
        data: { title: wordsIn(words, "en"), words },
      });
    }
    return { added: rows.activities.length };
  },
});

/** What the room's process has, by `kind/key`. */
async function keysOf(tx: Tx, room: string): Promise<Map<string, string>> {
  const kinds = {
    phase: "phase",
    lane: "lane",
    role: "process_role",
    category: "document_category",
    artefact: "artefact",
    activity: "activity",
    gate: "gate",
    handover: "handover",
  } as const;
  const found = await Promise.all(
    Object.entries(kinds).map(async ([kind, table]) => {
      const rows = await tx
        .selectFrom(table as "lane")
        .select(["id", "key"])
        .where("room_id", "=", room)
        .execute();
      return rows.map(({ id, key }) => [`${kind}/${key}`, id] as const);
    }),
  );
  return new Map(found.flat());
}

/** A further row of the picture: a team of one's own. The customer's own lanes are seen by the customer's team only. */
export const addLane = command({
  name: "process.add-lane",
  summary: "Adds a team of one's own side to the room's process",
  http: "POST /rooms/{room}/process/lanes",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    title: z.string().trim().min(1).max(90),
    /** The supplier chooses the band; a customer's lane is always the customer's band. */
    band: z.enum(BANDS).exclude(["customer"]).optional(),
  }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, seat, input, emit }) {
    const { room, title } = input;
    const buyer = seat?.side === "buyer";
    const band = buyer ? "customer" : (input.band ?? "backstage");
    const audiences = await audiencesOf(tx, room);
    const audience = buyer
      ? audiences.buyer
      : VISIBLE_BANDS.includes(band)
        ? audiences.room
        : audiences.seller;
    if (!audience) throw notFound();
    const { last } = await tx
      .selectFrom("lane")
      .select((eb) => eb.fn.coalesce(eb.fn.max("position"), eb.lit(0)).as("last"))
      .where("room_id", "=", room)
      .where("band", "=", band)
      .where("audience_id", "=", audience)
      .executeTakeFirstOrThrow();
    const id = newHiddenId();
    await tx
      .insertInto("lane")
      .values({
        room_id: room,
        id,
        audience_id: audience,
        key: `added-${id.slice(0, 13)}`,
        band,
        side: buyer ? "buyer" : "seller",
        position: Number(last) + 1,
        title: JSON.stringify({ text: title }),
      })
      .execute();
    emit({ room, audience, kind: "process.lane-added", subject: { type: "lane", id }, data: { title } });
    return { id };
  },
});
