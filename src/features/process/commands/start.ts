import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command, type Work } from "#platform/operations/index.ts";
import type { StandardAudiences } from "../copy/audiences.ts";
import { insertCopy } from "../copy/insert.ts";
import { asChosen } from "../copy/options.ts";
import { copyRows } from "../copy/rows.ts";
import { storedBlueprint } from "../copy/stored.ts";
import { AUDIENCES, type Audience } from "../model/index.ts";

const isoDate = z.iso.date();

const input = z.object({
  room: z.uuid(),
  /** A version of a blueprint, by its id. */
  blueprint: z.uuid(),
  /** The first day of the first phase; today when absent. */
  from: isoDate.optional(),
  /** Of alternatives whose way is known already: the option, by the alternative's key. */
  choices: z.record(z.string(), z.string()).default({}),
});

/** Gives a room its own copy of a blueprint. Once a room; from then on no new version touches it. */
export const startProcess = command({
  name: "process.start",
  summary: "Gives a room its own copy of a blueprint",
  http: "POST /rooms/{room}/process",
  capability: "room.lead",
  input,
  output: z.object({ id: z.uuid() }),
  run: takeCopy,
});

/**
 * The work of `process.start`, for the command that opens a room.
 * @throws 404 for a blueprint that is not there, 422 `process-started` when the room has its process already
 */
export async function takeCopy({
  tx,
  seat,
  input: { room, blueprint: wanted, from: asked, choices },
  now,
  emit,
}: Pick<Work<z.output<typeof input>>, "tx" | "seat" | "input" | "now" | "emit">): Promise<{ id: string }> {
  if (seat && seat.side !== "seller") throw forbidden("process-seller-starts");
  const [version, audiences, running] = await Promise.all([
    tx.selectFrom("blueprint_version").selectAll().where("id", "=", wanted).executeTakeFirst(),
    audiencesOf(tx, room),
    tx.selectFrom("process").select("id").where("room_id", "=", room).executeTakeFirst(),
  ]);
  const everyone = audiences.room;
  const team = audiences.seller;
  if (!version || !everyone || !team) throw notFound();
  if (running) throw refused("process-started");
  const from = asked ?? now.toISOString().slice(0, 10);
  const blueprint = storedBlueprint(version.content);
  const rows = copyRows(asChosen(blueprint, choices), { room, audiences, from });
  const id = newHiddenId();
  await insertCopy(tx, {
    process: {
      room_id: room,
      id,
      audience_id: everyone,
      name: JSON.stringify(blueprint.name),
      started_on: from,
      phase_id: rows.phases[0]?.id ?? null,
    },
    source: {
      room_id: room,
      id: newHiddenId(),
      audience_id: team,
      process_id: id,
      blueprint_key: version.key,
      blueprint_version: version.version,
      hash: version.hash,
      content: JSON.stringify(blueprint),
      choices: JSON.stringify(choices),
    },
    rows,
  });
  emit({
    room,
    audience: everyone,
    kind: "process.started",
    subject: { type: "process", id },
    data: { title: blueprint.name },
  });
  emit({
    room,
    audience: team,
    kind: "process.copied",
    subject: { type: "process", id },
    data: { blueprint: version.key, version: version.version, hash: version.hash },
  });
  return { id };
}

/** The standard audiences of a room that the one at work is in. */
export async function audiencesOf(tx: Tx, room: string): Promise<StandardAudiences> {
  const rows = await tx
    .selectFrom("audience")
    .select(["id", "kind"])
    .where("room_id", "=", room)
    .where("kind", "in", AUDIENCES)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.kind as Audience, row.id]));
}
