import { z } from "zod";
import { artefactDocuments } from "#features/documents/index.ts";
import { myAudiences } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { mayAssign, mayReport, mayTailor } from "../rights.ts";
import { ACTIVITY_EVENTS, possibleEvents } from "../schedule/index.ts";
import { readProcess, shownActivity, shownProcess } from "./process.ts";

/** Everything that the page of an activity shows and offers. */
export const showActivity = query({
  name: "activities.show",
  summary:
    "An activity with its participants, artefacts, what comes before and after it, and what you may do",
  http: "GET /rooms/{room}/activities/{activity}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), activity: z.uuid() }),
  output: shownProcess
    .pick({
      phases: true,
      lanes: true,
      roles: true,
      artefacts: true,
      gates: true,
      handovers: true,
      dependencies: true,
    })
    .extend({
      activity: shownActivity,
      /** The neighbours: what usually comes before it and after it. */
      neighbours: z.array(shownActivity.pick({ id: true, title: true, state: true })),
      documents: z.array(
        z.object({ id: z.uuid(), number: z.string(), title: z.string(), artefact: z.string().nullable() }),
      ),
      /** Numbers of the process classification, for the supplier's team. */
      pcf: z.array(z.int()),
      history: z.array(
        z.object({
          at: z.iso.datetime(),
          kind: z.string(),
          who: z.string(),
          data: z.record(z.string(), z.unknown()),
        }),
      ),
      /** Who can see it; for leads also who could be named. */
      seenBy: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string() })),
      people: z.array(z.object({ id: z.uuid(), name: z.string(), side: z.string() })),
      events: z.array(z.enum(ACTIVITY_EVENTS)),
      may: z.object({
        tailor: z.boolean(),
        /** Participants that may be named by the one who asks. */
        assign: z.array(z.uuid()),
        /** Lanes that may be added. */
        add: z.array(z.uuid()),
      }),
    }),
  async run(work) {
    const { tx, seat, actor, input } = work;
    const { room } = input;
    const [process, audiences, people, classification, entries] = await Promise.all([
      readProcess(tx, room),
      myAudiences(tx, room),
      tx
        .selectFrom("member")
        .select(["id", "name", "side"])
        .where("room_id", "=", room)
        .where("left_at", "is", null)
        .orderBy("name")
        .execute(),
      tx
        .selectFrom("activity_classification")
        .select("pcf")
        .where("room_id", "=", room)
        .where("activity_id", "=", input.activity)
        .executeTakeFirst(),
      tx
        .selectFrom("log_entry as l")
        .leftJoin("member as m", (on) =>
          on.onRef("m.room_id", "=", "l.room_id").onRef("m.id", "=", "l.actor_id"),
        )
        .select(["l.at", "l.kind", "l.data", "m.name"])
        .where("l.room_id", "=", room)
        .where("l.subject_id", "=", input.activity)
        .where("l.kind", "like", "activity.%")
        .orderBy("l.at", "desc")
        .orderBy("l.seq", "desc")
        .limit(100)
        .execute(),
    ]);
    const activity = process.activities.find(({ id }) => id === input.activity);
    if (!activity) throw notFound();
    const { documents } = await artefactDocuments.run({ ...work, input: { room } });
    const keys = new Set(
      process.artefacts
        .filter(({ id }) => activity.artefacts.some(({ artefact }) => artefact === id))
        .map(({ key }) => key),
    );
    const dependencies = process.dependencies.filter(
      ({ step, needs }) => step.id === activity.id || needs.id === activity.id,
    );
    const near = new Set(dependencies.flatMap(({ step, needs }) => [step.id, needs.id]));
    const acting = seat && !actor.viewerId ? seat : null;
    const bands = new Map(process.lanes.map(({ id, band }) => [id, band]));
    const assignable = (lane: string) => {
      const band = bands.get(lane);
      return Boolean(acting && band && mayAssign(band, activity.audience.kind, acting));
    };
    const tailor = Boolean(acting && mayTailor(activity.audience.kind, acting));
    const report = Boolean(acting && mayReport(activity, acting, actor.personId));
    return {
      phases: process.phases,
      lanes: process.lanes,
      roles: process.roles,
      artefacts: process.artefacts.filter(({ key }) => keys.has(key)),
      gates: process.gates.filter(({ id }) => near.has(id)),
      handovers: process.handovers.filter(({ id }) => near.has(id)),
      dependencies,
      activity,
      neighbours: process.activities.filter(({ id }) => near.has(id) && id !== activity.id),
      documents: documents.filter(({ artefact }) => artefact !== null && keys.has(artefact)),
      pcf: classification?.pcf ?? [],
      history: entries.map(({ at, kind, name, data }) => ({
        at: at.toISOString(),
        kind,
        who: name ?? "",
        data: data ?? {},
      })),
      seenBy: audiences.find(({ id }) => id === activity.audience.id)?.people ?? [],
      people: tailor || acting?.role === "lead" ? people : [],
      events: possibleEvents(activity.state).filter((event) =>
        event === "drop" || event === "restore" ? tailor : report,
      ),
      may: {
        tailor,
        assign: activity.participants.filter(({ lane }) => assignable(lane)).map(({ id }) => id),
        add: process.lanes.filter(({ id }) => assignable(id)).map(({ id }) => id),
      },
    };
  },
});
