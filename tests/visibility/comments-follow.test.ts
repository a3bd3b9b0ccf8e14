import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logLines } from "../../src/features/activity/export.ts";
import { exportLog, logEntries, verifyLog } from "../../src/features/activity/index.ts";
import {
  sendMessage,
  startThread,
  thread,
  threads,
  threadsAbout,
} from "../../src/features/conversations/index.ts";
import {
  addDocument,
  restoreDocument,
  showDocument,
  withdrawDocument,
} from "../../src/features/documents/index.ts";
import { makeMarkup, markupOnRevision, settleMarkup } from "../../src/features/markup/index.ts";
import { commentsWaiting } from "../../src/features/markup/queries/waiting.ts";
import { scanRoom } from "../../src/features/notifications/jobs.ts";
import { notifications } from "../../src/features/notifications/queries/list.ts";
import { asActor } from "../../src/platform/database/index.ts";
import { readNews } from "../../src/platform/live/news.ts";
import { run } from "../../src/platform/operations/index.ts";
import { endPages } from "../../src/platform/pages/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles, upload } from "../fixtures/documents.ts";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { refusal, rightsIn } from "../fixtures/rights.ts";
import { newWorld, type TestPerson } from "../fixtures/world.ts";

/** A conversation about a place on a page goes where the pages go; one about the document stays. */
const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);
const { give, groupOf } = rightsIn(() => world);

/** A paper of the supplier with a comment on its page, spoken of by both sides and answered with a reason, and a thread about it all. */
async function discussed(audience = world.room.audiences.room, among = audience, answering = world.erik) {
  const { sara, room } = world;
  const secret = `secret${crypto.randomUUID().slice(0, 8)}`;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience,
    upload: await upload(sara, room, pagesOf([line(`Pressure ${secret}`)]), "pages.pdf"),
    title: "Steam system",
    category: "technical.drawing",
  });
  const at = { room: room.id, document: id, revision };
  const made = await run(makeMarkup, sara.actor, {
    ...at,
    audience: among,
    kind: "highlight",
    page: 0,
    start: 0,
    end: 8,
    text: `It says ${secret}`,
    assignedTo: answering.id,
  });
  const say = { room: room.id, thread: made.thread, text: `Why ${secret}? @[${sara.id}]` };
  await run(sendMessage, sara.actor, { ...say, text: `@[${answering.id}] ${secret}` });
  const reason = `No ${secret}`;
  await run(settleMarkup, sara.actor, { ...at, markup: made.id, state: "rejected", reason, version: 1 });
  await run(settleMarkup, sara.actor, { ...at, markup: made.id, state: "open", version: 2 });
  const whole = { subjectType: "document" as const, subject: id, title: "All of it", text: "When comes it?" };
  const about = await run(startThread, sara.actor, { room: room.id, audience, ...whole });
  return { at, secret, markup: made.id, thread: made.thread, about: about.thread, audience: among };
}
type Discussed = Awaited<ReturnType<typeof discussed>>;

/** Everything that a person is given of a conversation about a page, by where. Empty: nothing, nowhere. */
async function met(who: TestPerson, { at, secret, markup, thread: id, audience }: Discussed) {
  const { room } = at;
  await scanRoom.run({ room }, { signal: new AbortController().signal });
  const has = (what: unknown) => [secret, markup, id].some((word) => JSON.stringify(what).includes(word));
  const lines: string[] = [];
  for await (const one of logLines(who.actor, room)) lines.push(one);
  const tables = await asActor(who.actor, async (tx) => {
    const { rows } = await sql<{ table: string }>`
      select 'thread' as table from thread t where t.id = ${id}
      union all select 'message' from message where thread_id = ${id}
      union all select 'mention' from mention n join message m on m.id = n.message_id where m.thread_id = ${id}
      union all select 'markup' from markup where id = ${markup}
      union all select 'markup_place' from markup_place where markup_id = ${markup}
      union all select 'markup_settlement' from markup_settlement where markup_id = ${markup}
      union all select 'log_entry' from log_entry where subject_id in (${id}, ${markup})`.execute(tx);
    return [...new Set(rows.map(({ table }) => table))];
  });
  const [about, all, log, list, waiting, notes, news] = await Promise.all([
    run(threadsAbout, who.actor, { room, subjectType: "document", subject: at.document }).catch(() => null),
    run(threads, who.actor, { room, show: "unread" }),
    run(logEntries, who.actor, { room }),
    run(markupOnRevision, who.actor, at).catch(() => null),
    asActor(who.actor, (tx) => commentsWaiting(tx, who.id, new Date(), room)),
    run(notifications, who.actor, {}),
    readNews(who.actor, room, new Map([[audience, 0]])),
  ]);
  const found = {
    thread: (await refusal(run(thread, who.actor, { room, thread: id }))) === "done",
    answer: (await refusal(run(sendMessage, who.actor, { room, thread: id, text: "x" }))) !== "not-found",
    about: has(about),
    all: has(all),
    log: has(log),
    list: has(list),
    waiting: has(waiting),
    notes: has(notes),
    news: has(news?.entries),
    chains: has(lines),
    exported: has(await run(exportLog, who.actor, { room })),
  };
  return [...tables, ...Object.entries(found).flatMap(([where, is]) => (is ? [where] : []))].sort();
}

const everywhere = async (who: TestPerson, what: Discussed) => {
  const found = await met(who, what);
  expect(found).toEqual(
    expect.arrayContaining(["thread", "message", "markup", "all", "log", "news", "chains"]),
  );
  return found;
};

/** The thread about the whole document is read, and the chains are whole for whoever may not read all of them. */
async function rest(who: TestPerson, { at, about }: Discussed) {
  expect(await refusal(run(thread, who.actor, { room: at.room, thread: about }))).toBe("done");
  expect((await run(verifyLog, who.actor, { room: at.room })).whole).toBe(true);
}

describe("a conversation about a place on a page", () => {
  it("is met everywhere by who may view the page", async () => {
    const what = await discussed();
    expect(await everywhere(world.erik, what)).toEqual(
      expect.arrayContaining(["notes", "waiting", "mention", "about", "markup_settlement", "markup_place"]),
    );
    await rest(world.erik, what);
  });

  it("is nowhere for whose level is only that the document exists, and comes back with it", async () => {
    const what = await discussed();
    await everywhere(world.erik, what);
    await give(what.at.document, { level: "exists" });
    expect(await met(world.erik, what)).toEqual([]);
    await rest(world.erik, what);
    await everywhere(world.sara, what);
    await everywhere(world.carl, { ...what });
    // Nor for who looks as they do.
    expect(
      await refusal(
        run(
          thread,
          { personId: world.erik.id, viewerId: world.sara.id },
          { room: what.at.room, thread: what.thread },
        ),
      ),
    ).toBe("not-found");
    await give(what.at.document, { level: "view", version: 1 });
    await everywhere(world.erik, what);
  });

  it("goes when the time is over", async () => {
    const what = await discussed();
    await give(what.at.document, {
      level: "original",
      until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    });
    await everywhere(world.erik, what);
    await database.owner("update document_right set until = now() where document_id = $1", [
      what.at.document,
    ]);
    expect(await met(world.erik, what)).toEqual([]);
    await rest(world.erik, what);
  });

  it("goes for everybody with a document that is withdrawn, those who wrote it too, and comes back with it", async () => {
    const { sara, erik } = world;
    const what = await discussed();
    const change = { ...what.at, revision: undefined, reason: "Wrong paper" };
    await run(withdrawDocument, sara.actor, { ...change, version: 1 });
    for (const who of [sara, erik]) {
      expect(await met(who, what)).toEqual([]);
      await rest(who, what);
    }
    await run(restoreDocument, sara.actor, { ...change, version: 2 });
    await everywhere(erik, what);
  });

  it("stays where it is inside one side: what the other does with the paper does not take it away", async () => {
    const { sara, erik, berta, room } = world;
    const paper = await discussed();
    const { at } = paper;
    const own = {
      ...at,
      audience: room.audiences.buyer,
      kind: "pin" as const,
      page: 0,
      shape: { at: [200, 200] },
    };
    const made = await run(makeMarkup, erik.actor, { ...own, text: "Ours alone" });
    const inside = { ...paper, markup: made.id, thread: made.thread, audience: room.audiences.buyer };
    const tables = ["log_entry", "markup", "markup_place", "message", "thread"];
    const stays = async (who: TestPerson) =>
      expect(await met(who, inside)).toEqual(expect.arrayContaining(tables));
    await stays(berta);
    await give(at.document, { level: "exists" });
    for (const who of [erik, berta]) await stays(who);
    expect(await met(erik, paper), "what was said across the line").toEqual([]);
    await give(at.document, { level: "view", version: 1 });
    await run(withdrawDocument, sara.actor, {
      ...at,
      revision: undefined,
      reason: "Wrong paper",
      version: 1,
    });
    for (const who of [erik, berta]) await stays(who);
    await rest(erik, inside);
  });

  it("goes with the only revision, and stays while another stands", async () => {
    const { sara, erik } = world;
    const what = await discussed();
    await run(withdrawDocument, sara.actor, { ...what.at, reason: "Wrong file", version: 1 });
    expect(await met(erik, what)).toEqual([]);
    const { revisions } = await run(showDocument, sara.actor, what.at);
    await run(restoreDocument, sara.actor, {
      ...what.at,
      reason: "It was right",
      version: revisions[0]?.version,
    });
    await everywhere(erik, what);
  });

  it("is not for who came into its group later and does not see the document", async () => {
    const { erik, berta, room } = world;
    const [wide, narrow] = [await groupOf(erik), await groupOf(erik)];
    const what = await discussed(wide, narrow);
    await everywhere(erik, what);
    await database.owner(
      "insert into audience_person (audience_id, person_id, room_id) values ($1, $2, $3)",
      [narrow, berta.id, room.id],
    );
    expect((await met(berta, what)).filter((where) => where !== "answer")).toEqual([]);
    // To publish the document brings them in; the comments know it.
    await database.owner("update document set audience_id = $2, ordinal = 999 where id = $1", [
      what.at.document,
      room.audiences.room,
    ]);
    await everywhere(berta, what);
  });
});

it("is looked up by index, however many comments there are", { timeout: 120_000 }, async () => {
  const { room, erik, sara } = world;
  const papers = [await discussed(), await discussed()];
  for (const { thread: from, markup } of papers)
    await database.owner(
      `with n as (select gen_random_uuid() as thread, gen_random_uuid() as markup, i from generate_series(1, 2000) i),
       t as (insert into thread (room_id, id, audience_id, subject_type, subject_id, author_id, started_at, messages, last_at)
         select room_id, n.thread, audience_id, subject_type, subject_id, author_id, started_at, 1, last_at + n.i * interval '1 second' from thread, n where id = $1),
       m as (insert into message (room_id, id, audience_id, thread_id, place, author_id, text, sent_at)
         select t.room_id, gen_random_uuid(), t.audience_id, n.thread, 1, t.author_id, 'x', t.last_at from thread t, n where t.id = $1)
       insert into markup (room_id, id, audience_id, thread_id, document_id, revision_id, ordinal, kind, author_id, made_at)
         select k.room_id, n.markup, k.audience_id, n.thread, k.document_id, k.revision_id, n.i + 10, k.kind, k.author_id, k.made_at from markup k, n where k.id = $2`,
      [from, markup],
    );
  await database.owner("analyze");
  await give(papers[0]?.at.document ?? "", { level: "exists" });
  /** Pages of the database that the looking-up touches, its plans being made already. Time says little on a busy machine. */
  const touched = (who: TestPerson) =>
    asActor(who.actor, async (tx) => {
      let pages = 0;
      for (let n = 0; n < 7; n++) {
        const { rows } = await sql<{ plan: [{ Plan: Record<string, number> }] }>`
          explain (analyze, buffers, format json) select count(*) from private.shut_comments()`.execute(tx);
        pages = Object.values(rows[0] ?? {})[0]?.[0].Plan["Shared Hit Blocks"] ?? Number.NaN;
      }
      return pages;
    });
  expect(await touched(sara)).toBeLessThan(40);
  expect(await touched(erik)).toBeLessThan(400);
  const list = async (who: TestPerson) =>
    (await run(threads, who.actor, { room: room.id })).threads.map(({ subject }) => subject.id);
  expect(await list(sara)).toHaveLength(30);
  expect(new Set(await list(erik))).toEqual(new Set([papers[1]?.at.document]));
});
