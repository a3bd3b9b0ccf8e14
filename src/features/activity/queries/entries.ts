import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { kindGroups } from "../model/kinds.ts";
import { logEntry } from "../model/log.ts";
import { entryOf, named } from "./changes.ts";

type Belongs = NonNullable<z.infer<typeof logEntry>["actor"]>["belongs"] | null;

const pageSize = 50;

/** Where a page ends. It holds only what its reader was just shown, so it needs no seal. */
const pageCursor = z.tuple([z.iso.datetime(), z.uuid(), z.int()]);

function readCursor(text: string | undefined): z.infer<typeof pageCursor> | null {
  if (!text) return null;
  try {
    return pageCursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw notFound();
  }
}

const writeCursor = (value: z.infer<typeof pageCursor>) =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

const day = z.iso.date().optional();

/** The room's log, the latest first, fifty entries a page. */
export const logEntries = query({
  name: "log.entries",
  summary: "The entries of a room's log that I may see, the latest first",
  http: "GET /rooms/{room}/log",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    audience: z.uuid().optional(),
    group: z.enum(kindGroups).optional(),
    person: z.uuid().optional(),
    /** First and last day, in the time zone `zone`. */
    from: day,
    to: day,
    zone: z
      .string()
      .max(60)
      .regex(/^[\w/+-]+$/)
      .default("UTC"),
    cursor: z.string().max(400).optional(),
  }),
  output: z.object({
    entries: z.array(logEntry),
    next: z.string().nullable(),
    audiences: z.array(z.object({ id: z.uuid(), kind: z.string(), name: z.string() })),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  async run({ tx, input }) {
    const after = readCursor(input.cursor);
    let wanted = tx
      .selectFrom("log_entry as l")
      .innerJoin("audience as a", "a.id", "l.audience_id")
      .leftJoin("member as p", (on) =>
        on.onRef("p.room_id", "=", "l.room_id").onRef("p.id", "=", "l.actor_id"),
      )
      .where("l.room_id", "=", input.room)
      .select([
        "a.id as audience",
        "a.kind as audience_kind",
        "a.name as audience_name",
        "l.seq",
        "l.at",
        "l.kind",
        "l.actor_id",
        "l.subject_type",
        "l.subject_id",
        "l.data",
        "p.name as actor_name",
        "p.company_name as actor_company",
        sql<Belongs>`case when p.side = 'partner' then coalesce(p.host, 'seller') || 'Partner' else p.side end`.as(
          "actor_belongs",
        ),
      ])
      .orderBy("l.at", "desc")
      .orderBy("l.audience_id")
      .orderBy("l.seq", "desc")
      .limit(pageSize + 1);
    if (input.audience) wanted = wanted.where("l.audience_id", "=", input.audience);
    if (input.group) wanted = wanted.where("l.kind", "like", `${input.group}.%`);
    if (input.person) wanted = wanted.where("l.actor_id", "=", input.person);
    if (input.from)
      wanted = wanted.where(sql<SqlBool>`l.at >= (${input.from}::timestamp at time zone ${input.zone})`);
    if (input.to)
      wanted = wanted.where(
        sql<SqlBool>`l.at < ((${input.to}::date + 1)::timestamp at time zone ${input.zone})`,
      );
    if (after) {
      const [at, audience, seq] = after;
      wanted = wanted.where(
        sql<SqlBool>`l.at <= ${at} and (l.at < ${at} or l.audience_id > ${audience} or (l.audience_id = ${audience} and l.seq < ${seq}))`,
      );
    }
    const [rows, audiences, people] = await Promise.all([
      wanted.execute(),
      tx
        .selectFrom("audience")
        .select(["id", "kind", "name"])
        .where("room_id", "=", input.room)
        .orderBy(sql`array_position(array['room', 'commercial', 'seller', 'buyer'], kind)`)
        .orderBy("name")
        .execute(),
      tx
        .selectFrom("member")
        .select(["id", "name"])
        .where("room_id", "=", input.room)
        .orderBy("name")
        .execute(),
    ]);
    const entries = await named(
      tx,
      input.room,
      rows.slice(0, pageSize).map((row) => entryOf(row, row.seq)),
    );
    const last = rows.length > pageSize ? entries.at(-1) : undefined;
    // What one act wrote in several audiences stands in their order; the ids by which pages go on are random.
    const places = new Map(audiences.map(({ id }, place) => [id, place]));
    const placeOf = (entry: (typeof entries)[number]) => places.get(entry.audience.id) ?? places.size;
    return {
      entries: entries.toSorted(
        (a, b) => b.at.localeCompare(a.at) || placeOf(a) - placeOf(b) || b.seq - a.seq,
      ),
      next: last ? writeCursor([last.at, last.audience.id, last.seq]) : null,
      audiences,
      people,
    };
  },
});
