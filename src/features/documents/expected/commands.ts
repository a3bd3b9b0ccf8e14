import { z } from "zod";
import { peopleOf, side } from "#features/rooms/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { type Audience, assertMayShare, audienceOf } from "../audiences.ts";
import { assertCategory } from "../categories.ts";
import { category, note, title } from "../model/fields.ts";
import { leadsOf } from "../sharing/hold.ts";
import { fillExpected } from "./fill.ts";
import { linesOf, mostLines } from "./lines.ts";

const described = {
  category,
  note: note.optional(),
  /** The day by which it is needed. */
  due: z.iso.date().optional(),
  /** Who of the asked side; nobody: the side, that is its leads. */
  person: z.uuid().optional(),
};

/** Asks a side for documents that are not there yet. */
export const askForDocuments = command({
  name: "documents.ask",
  summary: "Asks a side, or a person of it, for documents: one, or a list with one a line",
  http: "POST /rooms/{room}/expected-documents",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    /** Who will see that it was asked for. */
    audience: z.uuid(),
    side,
    /** Titles, one a line. */
    titles: z.string().trim().min(1).max(20_000),
    ...described,
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run({ tx, actor, seat, input, now, emit }) {
    const audience = await audienceOf(tx, input.room, input.audience);
    assertMayShare(seat, audience);
    await assertCategory(tx, { room: input.room, audience, category: input.category });
    const titles = linesOf(input.titles);
    if (titles.length === 0) throw refused("field-missing", {}, "titles");
    if (titles.length > mostLines) throw refused("expected-too-many", { most: mostLines }, "titles");
    if (titles.some((one) => one.length > 200)) throw refused("expected-line-too-long", {}, "titles");
    await assertAsked(tx, input.room, audience, input.side, input.person);
    const ids = titles.map(() => newId());
    await tx
      .insertInto("expected_document")
      .values(
        titles.map((one, index) => ({
          room_id: input.room,
          id: ids[index] ?? newId(),
          audience_id: audience.id,
          side: seat?.side ?? "",
          asked_side: input.side,
          asked_person: input.person ?? null,
          title: one,
          category: input.category,
          note: input.note ?? "",
          due: input.due ?? null,
          asked_at: now,
          asked_by: actor.personId,
        })),
      )
      .execute();
    emit({
      room: input.room,
      audience: audience.id,
      kind: "document.asked",
      subject: { type: "expected", id: ids[0] ?? null },
      data: {
        title: titles[0],
        titles: titles.slice(0, 50),
        count: titles.length,
        side: input.side,
        due: input.due ?? null,
        people: input.person ? [input.person] : await leadsOf(tx, input.room, input.side, audience.id),
      },
    });
    return { ids };
  },
});

/** Changes what is asked for; only the side that asks. */
export const changeExpected = command({
  name: "documents.change-expected",
  summary: "Changes what a document is asked for as: title, category, note, day, person",
  http: "PUT /rooms/{room}/expected-documents/{expected}",
  capability: "room.work",
  input: z.object({ room: z.uuid(), expected: z.uuid(), version: z.int(), title, ...described }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const row = await askedByUs(tx, seat, input.room, input.expected);
    const audience = await audienceOf(tx, input.room, row.audience_id);
    await assertAsked(tx, input.room, audience, side.parse(row.asked_side), input.person);
    await assertCategory(tx, { room: input.room, audience, category: input.category, before: row.category });
    const done = await tx
      .updateTable("expected_document")
      .set({
        title: input.title,
        category: input.category,
        note: input.note ?? "",
        due: input.due ?? null,
        asked_person: input.person ?? null,
        version: input.version + 1,
      })
      .where("room_id", "=", input.room)
      .where("id", "=", input.expected)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!done) throw stale();
    emit({
      room: input.room,
      audience: audience.id,
      kind: "document.asking-changed",
      subject: { type: "expected", id: row.id },
      data: { title: input.title, due: input.due ?? null },
    });
    return done;
  },
  async standing({ tx, input }) {
    const row = await tx
      .selectFrom("expected_document")
      .select(["id", "title", "category", "note", "due", "asked_person", "version"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.expected)
      .executeTakeFirst();
    if (!row) throw notFound();
    const { id, version, asked_person: person, ...fields } = row;
    return { version, fields: { ...fields, person }, subject: { id } };
  },
});

/** Points at a document that is there already. */
export const fillExpectedDocument = command({
  name: "documents.fill-expected",
  summary: "Says which document is the one that was asked for",
  http: "POST /rooms/{room}/expected-documents/{expected}/document",
  capability: "room.work",
  input: z.object({ room: z.uuid(), expected: z.uuid(), version: z.int(), document: z.uuid() }),
  output: z.object({}),
  async run(work) {
    const { expected: id, document, version } = work.input;
    await fillExpected(work, { id, document, version });
    return {};
  },
});

/** It is no longer needed. */
export const dropExpected = command({
  name: "documents.drop-expected",
  summary: "Says that a document that was asked for is no longer needed",
  http: "POST /rooms/{room}/expected-documents/{expected}/ending",
  capability: "room.work",
  input: z.object({
    room: z.uuid(),
    expected: z.uuid(),
    version: z.int(),
    reason: z.string().trim().max(500).optional(),
  }),
  output: z.object({}),
  async run({ tx, actor, seat, input, now, emit }) {
    const row = await askedByUs(tx, seat, input.room, input.expected);
    const done = await tx
      .updateTable("expected_document")
      .set({
        state: "dropped",
        reason: input.reason ?? "",
        ended_at: now,
        ended_by: actor.personId,
        version: input.version + 1,
      })
      .where("room_id", "=", input.room)
      .where("id", "=", input.expected)
      .where("version", "=", input.version)
      .returning("id")
      .executeTakeFirst();
    if (!done) throw stale();
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "document.no-longer-needed",
      subject: { type: "expected", id: row.id },
      data: { title: row.title, ...(input.reason && { reason: input.reason }) },
    });
    return {};
  },
});

/** @throws Problem not-found, expected-of-others, expected-not-open */
async function askedByUs(tx: Tx, seat: Seat | null, room: string, id: string) {
  const row = await tx
    .selectFrom("expected_document")
    .select(["id", "audience_id", "side", "asked_side", "title", "category", "state"])
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.side !== seat?.side) throw forbidden("expected-of-others");
  if (row.state !== "open") throw refused("expected-not-open");
  return row;
}

/** Who is asked must be able to see it. @throws Problem asked-does-not-see */
async function assertAsked(
  tx: Tx,
  room: string,
  audience: Audience,
  asked: string,
  person: string | undefined,
): Promise<void> {
  // Everyone's audience holds whoever will come; one side's holds that side.
  if (!person && audience.kind === "room") return;
  const people = await peopleOf(tx, room, audience.id);
  const there = await tx
    .selectFrom("member")
    .select("id")
    .where("room_id", "=", room)
    .where("side", "=", asked)
    .where("left_at", "is", null)
    .execute();
  const seeing = there.filter(({ id }) => people.some((one) => one.id === id));
  if (person ? !seeing.some(({ id }) => id === person) : seeing.length === 0)
    throw refused("asked-does-not-see", {}, person ? "person" : "side");
}
