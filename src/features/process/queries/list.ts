import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { openAlternatives } from "../copy/options.ts";
import { storedBlueprint, wording } from "../copy/stored.ts";
import { mayTailor } from "../rights.ts";
import { readProcess, shownProcess } from "./process.ts";
import { waitingFor, waitingItem } from "./waiting.ts";
import { phaseShown, whereWeAre } from "./where.ts";

/** Everything that the list of a room's process shows and offers. One round trip. */
export const listProcess = query({
  name: "process.list",
  summary: "The room's process with its progress line, what waits for whom, and what you may tailor",
  http: "GET /rooms/{room}/process/list",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: shownProcess.extend({
    line: z.array(phaseShown),
    waiting: z.array(waitingItem),
    /** Ways of the blueprint that are not chosen yet; for those who may choose. */
    ways: z.array(
      z.object({
        key: z.string(),
        title: wording,
        options: z.array(z.object({ key: z.string(), title: wording })),
      }),
    ),
    /** Blueprints to begin with, for the one who may begin. */
    blueprints: z.array(z.object({ id: z.uuid(), name: wording, about: wording })),
    may: z.object({
      /** Add steps; move and assign those that are one's own to tailor. */
      tailor: z.boolean(),
      /** Say in which phase the project is. */
      lead: z.boolean(),
    }),
  }),
  async run({ tx, seat, actor, input, now }) {
    const { room } = input;
    const lead = Boolean(seat && !actor.viewerId && mayTailor("room", seat));
    const [process, line, waiting, source, offered] = await Promise.all([
      readProcess(tx, room),
      whereWeAre(tx, room),
      waitingFor(tx, room, actor.personId, now),
      lead
        ? tx
            .selectFrom("process_source")
            .select(["content", "choices"])
            .where("room_id", "=", room)
            .executeTakeFirst()
        : undefined,
      lead
        ? tx
            .selectFrom("blueprint_version")
            .select(["id", "name"])
            .select((eb) => eb.ref("content", "->").key("about").as("about"))
            .where("offered", "=", true)
            .orderBy("key")
            .execute()
        : [],
    ]);
    return {
      ...process,
      line,
      waiting,
      ways: source
        ? openAlternatives(storedBlueprint(source.content), source.choices as Record<string, string>)
        : [],
      blueprints: process.process
        ? []
        : offered.map(({ id, name, about }) => ({
            id,
            name: wording.parse(name),
            about: wording.parse(about),
          })),
      may: {
        tailor: Boolean(seat && !actor.viewerId && seat.role === "lead" && seat.side !== "partner"),
        lead,
      },
    };
  },
});
