import { sql } from "kysely";
import { z } from "zod";
import { peopleOf, side } from "#features/rooms/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { assertNotPast } from "#platform/days.ts";
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
    /** Of partners: the company, as it is called in the room. Not needed with a person, or where there is one alone. */
    company: z.string().trim().max(200).optional(),
    /** Titles, one a line. */
    titles: z.string().trim().min(1).max(20_000),
    ...described,
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run({ tx, actor, seat, input, now, emit }) {
    const audience = await audienceOf(tx, input.room, input.audience);
    assertMayShare(seat, audience);
    await assertCategory(tx, { room: input.room, audience, category: input.category });
    assertNotPast(input.due, now, "due");
    const titles = linesOf(input.titles);
    if (titles.length === 0) throw refused("field-missing", {}, "titles");
    if (titles.length > mostLines) throw refused("expected-too-many", { most: mostLines }, "titles");
    if (titles.some((one) => one.length > 200)) throw refused("expected-line-too-long", {}, "titles");
    const asked = await partnerAsked(tx, seat, input);
    const seeing = await assertAsked(tx, input.room, audience, input, asked.asked_company);
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
          ...asked,
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
        people: input.person
          ? [input.person]
          : input.side === "partner"
            ? seeing // partners have no leads
            : await leadsOf(tx, input.room, input.side, audience.id),
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
  async run({ tx, seat, input, now, emit }) {
    const row = await askedByUs(tx, seat, input.room, input.expected);
    if (input.due !== row.due) assertNotPast(input.due, now, "due");
    const audience = await audienceOf(tx, input.room, row.audience_id);
    const asked = { side: side.parse(row.asked_side), person: input.person };
    const partner = input.person ? await partnerAsked(tx, seat, { ...asked, room: input.room }) : {};
    await assertAsked(tx, input.room, audience, asked, row.asked_company);
    await assertCategory(tx, { room: input.room, audience, category: input.category, before: row.category });
    const done = await tx
      .updateTable("expected_document")
      .set({
        title: input.title,
        category: input.category,
        note: input.note ?? "",
        due: input.due ?? null,
        asked_person: input.person ?? null,
        ...partner,
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
    .select(["id", "audience_id", "side", "asked_side", "asked_company", "title", "category", "state", "due"])
    .select(askedByMine)
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.side !== seat?.side || !row.mine) throw forbidden("expected-of-others");
  if (row.state !== "open") throw refused("expected-not-open");
  return row;
}

/** Partners are of many companies: what one of them asks for is not another's to change. */
const askedByMine = sql<boolean>`private.asked_by_mine(room_id, side, asked_by)`.as("mine");

/**
 * Which company is asked, where partners are: the one that is named, that of the person, or the only one there is. A company is told
 * from another of the same name by the side that brought it; the asker's own is meant first.
 * @throws Problem ask-which-partner, asked-does-not-see
 */
async function partnerAsked(
  tx: Tx,
  seat: Seat | null,
  input: { room: string; side: string; company?: string | undefined; person?: string | undefined },
): Promise<{ asked_company: string | null; asked_host: string | null }> {
  const none = { asked_company: null, asked_host: null };
  if (input.side !== "partner") return none;
  const partners = await tx
    .selectFrom("member")
    .select(["id", "company_name", "host"])
    .where("room_id", "=", input.room)
    .where("side", "=", "partner")
    .where("left_at", "is", null)
    .orderBy("joined_at")
    .execute();
  const called = (one: { company_name: string }) => one.company_name.toLowerCase();
  const meant = partners.filter(
    (one) =>
      (!input.person || one.id === input.person) &&
      (!input.company || called(one) === input.company.toLowerCase()),
  );
  if (meant.length === 0) throw refused("asked-does-not-see", {}, input.person ? "person" : "side");
  if (!input.person && new Set(meant.map(called)).size > 1) throw refused("ask-which-partner", {}, "side");
  const one = meant.find(({ host }) => host === seat?.side) ?? meant[0];
  return one?.company_name ? { asked_company: one.company_name, asked_host: one.host } : none;
}

/** Who is asked must be able to see it. @returns those who do @throws Problem asked-does-not-see */
async function assertAsked(
  tx: Tx,
  room: string,
  audience: Audience,
  asked: { side: string; person?: string | undefined },
  company: string | null,
): Promise<string[]> {
  let there = tx
    .selectFrom("member")
    .select("id")
    .where("room_id", "=", room)
    .where("side", "=", asked.side)
    .where("left_at", "is", null);
  if (company && !asked.person)
    there = there.where((row) => row(row.fn("lower", ["company_name"]), "=", company.toLowerCase()));
  const people = await peopleOf(tx, room, audience.id);
  const seeing = (await there.execute())
    .map(({ id }) => id)
    .filter((id) => people.some((one) => one.id === id));
  // Everyone's audience holds whoever will come; one side's holds that side.
  const enough = asked.person ? seeing.includes(asked.person) : seeing.length > 0 || audience.kind === "room";
  if (!enough) throw refused("asked-does-not-see", {}, asked.person ? "person" : "side");
  return seeing;
}
