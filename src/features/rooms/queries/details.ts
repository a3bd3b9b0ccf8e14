import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { caseOutput, profileOutput } from "../model/details.ts";

const read = (tx: Tx, room: string) =>
  tx
    .selectFrom("room")
    .leftJoin("room_profile", "room_profile.room_id", "room.id")
    .leftJoin("room_case", "room_case.room_id", "room.id")
    .leftJoin("company", "company.id", "room_case.company_id")
    .leftJoin("member as owner", (on) =>
      on.onRef("owner.room_id", "=", "room.id").onRef("owner.id", "=", "room_case.owner_id"),
    )
    .where("room.id", "=", room)
    .select([
      "room.name",
      "room.code",
      "room.customer_name",
      "room.state",
      "room.created_at",
      "room_profile.business_line",
      "room_profile.site",
      "room_profile.scope",
      "room_profile.version as profile_version",
      "room_case.audience_id as case_audience",
      "room_case.value_minor",
      "room_case.currency",
      "room_case.probability",
      "room_case.expected_decision",
      "room_case.notes",
      "room_case.version as case_version",
      "room_case.owner_id",
      "owner.name as owner_name",
      "room_case.company_id",
      "company.name as company_name",
    ])
    .executeTakeFirst();

/** A room's particulars: what everyone reads, and the case, which is null for all but the supplier's team. */
export const roomDetails = query({
  name: "rooms.details",
  summary: "The particulars of a room; the supplier's team sees its own view of the case too",
  http: "GET /rooms/{room}/details",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    name: z.string(),
    code: z.string(),
    customerName: z.string(),
    profile: profileOutput,
    case: caseOutput.nullable(),
    /** The supplier's team, for choosing an owner; empty for all others. */
    team: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  async run({ tx, seat, input }) {
    const row = await read(tx, input.room);
    if (!row) throw notFound();
    const team =
      seat?.side === "seller"
        ? await tx
            .selectFrom("member")
            .where("room_id", "=", input.room)
            .where("side", "=", "seller")
            .where("left_at", "is", null)
            .select(["id", "name"])
            .orderBy("name")
            .execute()
        : [];
    return {
      team,
      name: row.name,
      code: row.code,
      customerName: row.customer_name,
      profile: {
        businessLine: row.business_line ?? "",
        site: row.site ?? "",
        scope: row.scope ?? "",
        version: row.profile_version ?? 0,
      },
      case:
        row.case_audience === null
          ? null
          : {
              company: row.company_id ? { id: row.company_id, name: row.company_name ?? "" } : null,
              owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? "" } : null,
              value:
                row.value_minor !== null && row.currency !== null
                  ? { minor: row.value_minor, currency: row.currency }
                  : null,
              probability: row.probability,
              expectedDecision: row.expected_decision,
              notes: row.notes ?? "",
              version: row.case_version ?? 0,
            },
    };
  },
});

/** A field of a room, as criteria of gates name it. `backstage`: only the supplier's team reads its value. */
export interface RoomField {
  name: RoomFieldName;
  backstage: boolean;
  /** Money in minor units, dates as YYYY-MM-DD, percent as a number; null: not filled in. */
  value: string | number | null;
}

/** The names that criteria of gates may use. */
export const roomFieldNames = [
  "name",
  "code",
  "customer",
  "state",
  "business-line",
  "site",
  "scope",
  "company",
  "owner",
  "value",
  "currency",
  "probability",
  "expected-decision",
  "notes",
] as const;
export type RoomFieldName = (typeof roomFieldNames)[number];

/**
 * The fields of a room that the person of the transaction may see, by name: criteria of gates are judged on them. What
 * is backstage is left out for everybody else, not null.
 */
export async function roomFields(tx: Tx, room: string): Promise<RoomField[]> {
  const row = await read(tx, room);
  if (!row) return [];
  const front = (name: RoomFieldName, value: string | null): RoomField => ({
    name,
    backstage: false,
    value: value || null,
  });
  const back = (name: RoomFieldName, value: string | number | null): RoomField => ({
    name,
    backstage: true,
    value: value === "" ? null : value,
  });
  return [
    front("name", row.name),
    front("code", row.code),
    front("customer", row.customer_name),
    front("state", row.state),
    front("business-line", row.business_line),
    front("site", row.site),
    front("scope", row.scope),
    ...(row.case_audience === null
      ? []
      : [
          back("company", row.company_name),
          back("owner", row.owner_name),
          back("value", row.value_minor),
          back("currency", row.currency),
          back("probability", row.probability),
          back("expected-decision", row.expected_decision),
          back("notes", row.notes),
        ]),
  ];
}
