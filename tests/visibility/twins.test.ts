import { beforeAll, describe, expect, it } from "vitest";
import { scanRoom } from "../../src/features/notifications/jobs.ts";
import { takeInBlueprints } from "../../src/features/process/index.ts";
import { Problem } from "../../src/platform/errors.ts";
import { run } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles, upload } from "../fixtures/documents.ts";
import { join, newPerson, type TestPerson, type TestRoom } from "../fixtures/world.ts";
import type { Story } from "./act.ts";
import { roomById } from "./begin.ts";
import { inputsFor } from "./ids.ts";
import { allOperations, operation } from "./operations.ts";

/**
 * Nothing countable crosses the line: two rooms with the same frontstage, one of them busy behind the line. Whatever the
 * customer's people and the consultant are told is the same to the letter, ids and times apart.
 */
const database = testDatabase();
testFiles();

interface Twin {
  room: TestRoom;
  sara: TestPerson;
  sam: TestPerson;
  berta: TestPerson;
  erik: TestPerson;
  carl: TestPerson;
}
const twins: Twin[] = [];
const does = async (who: TestPerson, name: string, input: object) =>
  (await run(operation(name), who.actor, input)) as Record<string, string>;
const version = async (table: string, id: string) =>
  (await database.owner<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]
    ?.version ?? 1;
const when = { day: "2030-02-03", from: "10:00", until: "11:00", zone: "Europe/Helsinki" };

const later = { ...when, day: "2030-02-05" };

const order = ({ audiences }: TestRoom) =>
  Object.entries(audiences)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([kind]) => kind)
    .join();

async function tellTwin(busy: boolean): Promise<Twin> {
  const sara = await newPerson("Sara Seller", { staff: true });
  const sam = await newPerson("Sam Specialist", { staff: true });
  const berta = await newPerson("Berta Buyer");
  const erik = await newPerson("Erik Engineer");
  const carl = await newPerson("Carl Consultant");
  const [blueprint] = await database.owner<{ id: string }>(
    "select id from blueprint_version where key = 'small-project-sale'",
  );
  // Some lists go by the random ids of audiences: the twins are opened until these fall in the same order.
  let room: TestRoom;
  do {
    const opened = await does(sara, "rooms.open", {
      name: "Rebuild",
      newCompany: "Mill",
      customerName: "Mill",
      code: busy ? "TWIN-B" : "TWIN-A",
      blueprint: blueprint?.id,
    });
    room = await roomById(opened.room ?? "", database.owner);
    if (twins[0] && order(room) !== order(twins[0].room))
      await database.owner("update room set code = 'OTHER' where id = $1", [room.id]);
  } while (twins[0] && order(room) !== order(twins[0].room));
  await join(room, sam, "seller");
  await join(room, berta, "buyer", "lead", true);
  await join(room, erik, "buyer");
  await join(room, carl, "partner");
  const twin = { room, sara, sam, berta, erik, carl };
  const at = { room: room.id };
  const backstage = async () => {
    if (busy) await behindTheLine(twin);
  };
  await backstage();
  const document = (who: TestPerson, audience: string, title: string) =>
    upload(who, room, "The same words").then((file) =>
      does(who, "documents.add", { ...at, audience, upload: file, title, category: "technical.drawing" }),
    );
  await document(sara, room.audiences.room, "First");
  await document(berta, room.audiences.buyer, "Own");
  await backstage();
  const draft = await document(sara, room.audiences.seller, "Draft");
  let revision = draft.revision;
  if (busy) {
    const again = await does(sara, "documents.revise", {
      ...at,
      document: draft.id,
      audience: room.audiences.seller,
      upload: await upload(sara, room, "The same words"),
    });
    revision = again.revision ?? again.id;
    await does(sara, "conversations.start", {
      ...at,
      audience: room.audiences.seller,
      subjectType: "document",
      subject: draft.id,
      title: "x",
      text: "y",
    });
  }
  await does(sara, "documents.publish", {
    ...at,
    document: draft.id,
    revision,
    to: room.audiences.room,
    version: await version("document", draft.id ?? ""),
    title: "Second",
    note: "",
  });
  await document(sara, room.audiences.commercial, "Price");
  const thread = await does(sara, "conversations.start", {
    ...at,
    audience: room.audiences.room,
    title: "Talk",
    text: "Hello",
  });
  await backstage();
  await does(erik, "conversations.send", { ...at, thread: thread.thread ?? thread.id, text: "Hello back" });
  await does(sara, "schedule.propose", {
    ...at,
    audience: room.audiences.room,
    kind: "meeting",
    title: "Start",
    ...when,
  });
  const plan = await does(sara, "schedule.propose", {
    ...at,
    audience: room.audiences.seller,
    kind: "meeting",
    title: "Plan",
    ...later,
  });
  const item = plan.item ?? plan.id ?? "";
  if (busy)
    for (const day of ["2030-03-01", "2030-03-02", later.day])
      await does(sara, "schedule.move", {
        ...at,
        item,
        version: await version("schedule_item", item),
        ...when,
        day,
      });
  await does(sara, "schedule.publish", {
    ...at,
    item,
    version: await version("schedule_item", item),
    to: room.audiences.room,
    title: "Plan",
  });
  await backstage();
  await scanRoom.run(at, { signal: AbortSignal.timeout(60_000) } as never);
  return twin;
}

/** Everything that a busy seller does where the customer does not see it. */
async function behindTheLine({ room, sara, sam }: Twin): Promise<void> {
  const at = { room: room.id };
  const seller = room.audiences.seller;
  for (const title of ["a", "b"])
    await does(sam, "documents.add", {
      ...at,
      audience: seller,
      upload: await upload(sam, room),
      title,
      category: "commercial.quotation",
    });
  await does(sara, "conversations.start", {
    ...at,
    audience: seller,
    title: "internal",
    text: `@[${sam.id}] internal`,
  });
  const mine = await does(sam, "schedule.propose", {
    ...at,
    audience: seller,
    kind: "deadline",
    title: "internal",
    day: "2029-01-01",
    zone: "UTC",
  });
  await does(sara, "schedule.cancel", { ...at, item: mine.item ?? mine.id, version: 1, reason: "no" });
  await does(sam, "schedule.propose", {
    ...at,
    audience: seller,
    kind: "deadline",
    title: "internal",
    day: "2029-01-01",
    zone: "UTC",
  });
  const [phase] = await database.owner<{ id: string }>(
    "select id from phase where room_id = $1 order by position limit 1",
    [room.id],
  );
  const [lane] = await database.owner<{ id: string }>(
    "select id from lane where room_id = $1 and band = 'backstage' limit 1",
    [room.id],
  );
  const activity = await does(sara, "activities.add", {
    ...at,
    audience: seller,
    title: "internal",
    phase: phase?.id,
    lane: lane?.id,
    plannedStart: "2020-01-01",
  });
  await does(sara, "activities.step", { ...at, activity: activity.id, version: 1, event: "start" });
  await does(sara, "process.add-lane", { ...at, title: "internal", band: "support" });
  await does(sara, "audiences.create", { ...at, name: crypto.randomUUID(), people: [sam.id] });
  await does(sara, "invitations.create", {
    ...at,
    side: "seller",
    name: "Next",
    email: `${crypto.randomUUID()}@example.com`,
    role: "viewer",
  });
  const [row] = await database.owner<{ version: number }>(
    "select version from room_case where room_id = $1",
    [room.id],
  );
  await does(sara, "rooms.change-case", {
    ...at,
    version: row?.version,
    notes: "internal",
    value: { amount: "1000", currency: "EUR" },
  });
}

/** Where things that stand equal follow each other by their random ids: compared as lists without an order. */
const unordered = ["process.list", "process.show", "schedule.list", "calendar.events"];
const blank = (text: string) => plain(text).replace(/<\d:\d+/g, "<");
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((a, b) => (blank(JSON.stringify(a)) < blank(JSON.stringify(b)) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}

/** Ids, times, digests and opaque tokens by the order of their first appearance; everything else to the letter. */
function plain(text: string): string {
  const names = new Map<string, string>();
  const kinds = [
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
    /\b[0-9a-f]{64}\b|\b[0-9a-f]{32}(?=@frontstage)/g,
    /"[\w-]{40,}={0,2}(?:\.[\w-]+)*"/g,
  ];
  let shown = text.replace(/TWIN-[AB]/g, "TWIN").replace(/[\w.]+@example\.com/g, "address");
  for (const [at, kind] of kinds.entries())
    shown = shown.replace(kind, (found) => {
      const name = names.get(found) ?? `<${at}:${names.size}${at === 3 ? ` of ${found.length}` : ""}>`;
      names.set(found, name);
      return name;
    });
  return shown;
}

beforeAll(async () => {
  await takeInBlueprints("blueprints");
  twins.push(await tellTwin(false));
  twins.push(await tellTwin(true));
}, 120_000);

describe("what the other side is told", () => {
  for (const query of allOperations().filter(({ type }) => type === "query"))
    it(query.name, async () => {
      for (const reader of ["berta", "erik", "carl"] as const) {
        const told: string[][] = [];
        for (const twin of twins) {
          const inputs = await seenInputs(twin, reader, query);
          told.push(
            await Promise.all(
              inputs.map(async (input) => {
                const answer = await run(query, twin[reader].actor, input).catch((error: unknown) => {
                  if (error instanceof Problem)
                    return { code: error.code, params: error.params, fields: error.fields };
                  throw error;
                });
                return unordered.includes(query.name)
                  ? blank(JSON.stringify(sorted(answer)))
                  : plain(JSON.stringify(answer));
              }),
            ),
          );
        }
        const lines = (answers: string[] = []) => answers.sort().join("\n").replaceAll(",", ",\n");
        expect(lines(told[1]), `${reader} can tell the twins apart`).toBe(lines(told[0]));
      }
    });
});

/** Inputs about the twin's own room, with the ids that the reader can see: hidden ones are met as missing (the matrix). */
async function seenInputs(
  twin: Twin,
  reader: "berta" | "erik" | "carl",
  query: Parameters<typeof inputsFor>[1],
) {
  const visible = `audience_id in (select audience_id from audience_person where person_id = '${twin[reader].id}')`;
  const look = async (sql: string, values?: unknown[]) => {
    const narrowed = sql
      .replace(
        /select id from room where .*/,
        `select id from room where id = '${twin.room.id}' and $1::text is null`,
      )
      .replace(
        /from audience where/,
        `from (select a.*, a.id as audience_id from audience a) x where ${visible} and`,
      )
      .replace(/ where room_id = \$1/, ` where ${visible} and room_id = $1`);
    return database.owner(narrowed, values);
  };
  return inputsFor({ look } as Story, query);
}
