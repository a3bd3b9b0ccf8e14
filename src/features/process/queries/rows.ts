import type { Selectable } from "kysely";
import type { DB, Tx } from "#platform/database/index.ts";
import { BANDS, PARTS } from "../model/index.ts";
import { standingsOf } from "../standings.ts";

/** The rows of a room's process that the one who asks may see, in their order: one round trip, whatever their number. */
export async function processRows(tx: Tx, room: string) {
  const [
    audiences,
    process,
    phases,
    lanes,
    roles,
    artefacts,
    activities,
    participants,
    links,
    gates,
    handovers,
    dependencies,
    standings,
  ] = await Promise.all([
    tx.selectFrom("audience").select(["id", "kind", "name"]).where("room_id", "=", room).execute(),
    tx.selectFrom("process").selectAll().where("room_id", "=", room).executeTakeFirst(),
    tx.selectFrom("phase").selectAll().where("room_id", "=", room).orderBy("position").execute(),
    tx
      .selectFrom("lane")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("position")
      .orderBy("title")
      .execute(),
    tx.selectFrom("process_role").selectAll().where("room_id", "=", room).orderBy("key").execute(),
    tx.selectFrom("artefact").selectAll().where("room_id", "=", room).orderBy("key").execute(),
    tx.selectFrom("activity").selectAll().where("room_id", "=", room).execute(),
    tx
      .selectFrom("participant")
      .innerJoin("activity", (on) =>
        on
          .onRef("activity.room_id", "=", "participant.room_id")
          .onRef("activity.id", "=", "participant.activity_id"),
      )
      .leftJoin("member", (on) =>
        on
          .onRef("member.room_id", "=", "participant.room_id")
          .onRef("member.id", "=", "participant.member_id"),
      )
      .selectAll("participant")
      .select("member.name as member_name")
      .where("participant.room_id", "=", room)
      .execute(),
    tx.selectFrom("activity_artefact").selectAll().where("room_id", "=", room).execute(),
    tx
      .selectFrom("gate")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("planned_on")
      .orderBy("key")
      .execute(),
    tx
      .selectFrom("handover")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("planned_on")
      .orderBy("key")
      .execute(),
    tx.selectFrom("dependency").selectAll().where("room_id", "=", room).execute(),
    standingsOf(tx, room),
  ]);
  const rows = {
    phases,
    lanes,
    roles,
    artefacts,
    activities,
    participants,
    links,
    gates,
    handovers,
    dependencies,
  };
  putInOrder(rows);
  return { audiences, process, standings, ...rows };
}

type Row<Table extends keyof DB> = Selectable<DB[Table]>;

/** By phase, planned start and title; never by a stored position. What stands equal goes on by its own words, never by ids, which are random. */
function putInOrder(rows: {
  phases: Row<"phase">[];
  lanes: Row<"lane">[];
  roles: Row<"process_role">[];
  artefacts: Row<"artefact">[];
  activities: Row<"activity">[];
  participants: (Row<"participant"> & { member_name: string | null })[];
  links: Row<"activity_artefact">[];
  gates: Row<"gate">[];
  handovers: Row<"handover">[];
  dependencies: Row<"dependency">[];
}): void {
  const { phases, lanes, roles, artefacts, activities, participants, links, gates, handovers, dependencies } =
    rows;
  const places = new Map(phases.map((phase) => [phase.id, phase.position]));
  const firstWords = (title: object) => String(Object.values(title)[0] ?? "");
  lanes.sort((a, b) => bandOrder(a.band) - bandOrder(b.band));
  activities.sort(
    (a, b) =>
      (places.get(a.phase_id) ?? 0) - (places.get(b.phase_id) ?? 0) ||
      (a.planned_start ?? "9999").localeCompare(b.planned_start ?? "9999") ||
      firstWords(a.title).localeCompare(firstWords(b.title)) ||
      a.key.localeCompare(b.key),
  );
  const order = new Map(
    [...lanes, ...roles, ...artefacts, ...activities, ...gates, ...handovers].map(({ id }, at) => [id, at]),
  );
  const placeOf = (...ids: (string | null)[]) => order.get(ids.find((id) => id !== null) ?? "") ?? -1;
  participants.sort(
    (a, b) =>
      partOrder(a.part) - partOrder(b.part) ||
      placeOf(a.lane_id) - placeOf(b.lane_id) ||
      placeOf(a.role_id) - placeOf(b.role_id) ||
      (a.member_name ?? "").localeCompare(b.member_name ?? ""),
  );
  links.sort(
    (a, b) => a.direction.localeCompare(b.direction) || placeOf(a.artefact_id) - placeOf(b.artefact_id),
  );
  dependencies.sort(
    (a, b) =>
      placeOf(a.activity_id, a.gate_id, a.handover_id) - placeOf(b.activity_id, b.gate_id, b.handover_id) ||
      placeOf(a.needs_activity_id, a.needs_gate_id, a.needs_handover_id) -
        placeOf(b.needs_activity_id, b.needs_gate_id, b.needs_handover_id),
  );
}

const partOrder = (part: string) => PARTS.indexOf(part as (typeof PARTS)[number]);
const bandOrder = (band: string) => BANDS.indexOf(band as (typeof BANDS)[number]);
