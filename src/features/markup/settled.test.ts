import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changes, logEntries } from "#features/activity/index.ts";
import { sendMessage, startThread } from "#features/conversations/index.ts";
import { addDocument, showDocument } from "#features/documents/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../tests/fixtures/pdf.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { listOf } from "./exchange/list.ts";
import { noteFrom } from "./exchange/words.ts";
import { xfdfOf } from "./exchange/xfdf.ts";
import { exportMarkup, makeMarkup, markupOnRevision, settleMarkup } from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let at = { room: "", document: "", revision: "" };
beforeAll(async () => {
  world = await newWorld();
  const { sara, room } = world;
  const made = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, pagesOf([line("One")]), "pages.pdf"),
    title: "Specification",
    category: "technical.drawing",
  });
  at = { room: room.id, document: made.id, revision: made.revision };
});
afterAll(endPages);

const made = (who: TestPerson, audience: "room" | "buyer" = "room") =>
  run(makeMarkup, who.actor, {
    ...at,
    audience: world.room.audiences[audience],
    kind: "pin",
    page: 0,
    shape: { at: [300, 700] },
    text: "Why?",
  });
const shown = async (who: TestPerson, id: string) =>
  (await run(markupOnRevision, who.actor, at)).markup.find((mark) => mark.id === id);
async function settle(who: TestPerson, id: string, state: string, reason?: string) {
  const version = (await shown(who, id))?.version ?? 0;
  return run(settleMarkup, who.actor, {
    room: at.room,
    document: at.document,
    markup: id,
    version,
    state: state as "open",
    reason,
  });
}

describe("where a comment stands", () => {
  it("is told with who said it, when and why, each step of it, to all who read the comment", async () => {
    const { sara, berta, erik } = world;
    const { id, thread } = await made(berta);
    await run(sendMessage, sara.actor, { room: at.room, thread, text: "It is as it should be." });
    await settle(sara, id, "rejected", "  The pressure follows EN 10216. ");
    await settle(berta, id, "open", "Not in this case");
    await settle(sara, id, "accepted");
    const mark = await shown(erik, id);
    expect(mark?.state).toBe("accepted");
    expect(mark?.settlements.map(({ state, person, reason }) => [state, person.name, reason])).toEqual([
      ["answered", "Sara Seller", null],
      ["rejected", "Sara Seller", "The pressure follows EN 10216."],
      ["open", "Berta Buyer", "Not in this case"],
      ["accepted", "Sara Seller", null],
    ]);
    expect(Date.parse(mark?.settlements[1]?.at ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it("is rejected only with a reason, which files and lists carry along", async () => {
    const { sara, berta } = world;
    const { id } = await made(berta);
    await expect(settle(sara, id, "rejected")).rejects.toMatchObject({
      fields: { reason: { code: "rejected-why" } },
    });
    await expect(settle(sara, id, "rejected", "   ")).rejects.toMatchObject({ status: 422 });
    await settle(sara, id, "rejected", "Outside the scope");
    const { markup } = await run(exportMarkup, sara.actor, { ...at, as: "xfdf" });
    const mine = markup.filter((mark) => mark.id === id);
    expect(mine[0]?.settled).toMatchObject({
      author: expect.stringMatching(/^Sara Seller/),
      reason: "Outside the scope",
    });
    const reading = { locale: "en", timeZone: "UTC" };
    const xfdf = xfdfOf(
      mine.flatMap((mark) => noteFrom(mark, reading) ?? []),
      "a.pdf",
    );
    expect(xfdf).toContain("Outside the scope");
    const list = await listOf(mine, "Specification", reading);
    expect(JSON.stringify(await readSheet(list))).toContain("Outside the scope");
  });

  it("is not told to who does not read the comment", async () => {
    const { berta, erik, sara } = world;
    const { id } = await made(berta, "buyer");
    await settle(berta, id, "closed", "Settled among ourselves");
    expect((await shown(erik, id))?.settlements).toHaveLength(1);
    expect(JSON.stringify(await run(markupOnRevision, sara.actor, at))).not.toContain(
      "Settled among ourselves",
    );
  });

  it("is told in the document's history, each step to who reads the comment, and leads to its place", async () => {
    const { sara, berta, erik } = world;
    const { id } = await made(berta, "buyer");
    await settle(berta, id, "closed", "Among ourselves again");
    const shared = await made(sara);
    await run(sendMessage, berta.actor, { room: at.room, thread: shared.thread, text: "Because." });
    await settle(sara, shared.id, "accepted");
    const steps = async (who: TestPerson) => {
      const { document, room } = at;
      const { steps: all } = await run(showDocument, who.actor, { room, document });
      return all
        .filter(({ path }) => path.includes(id) || path.includes(shared.id))
        .map(({ step, by, reason, words }) => [step, by, reason, words]);
    };
    const open = [
      ["accepted", "Sara Seller", null, "Why?"],
      ["answered", "Berta Buyer", null, "Why?"],
      ["made", "Sara Seller", null, "Why?"],
    ];
    expect(await steps(sara)).toEqual(open);
    expect(await steps(erik)).toEqual([
      ...open,
      ["closed", "Berta Buyer", "Among ourselves again", "Why?"],
      ["made", "Berta Buyer", null, "Why?"],
    ]);
  });

  it("and the comment itself are one line of what has changed, with a title that leads to the place", async () => {
    const { sara, berta } = world;
    const { id, thread } = await made(berta);
    const about = async () =>
      (await run(changes, sara.actor, { room: at.room })).entries.filter(
        ({ subject, path }) => subject.id === id || subject.id === thread || path?.includes(thread),
      );
    expect(await about()).toMatchObject([
      { kind: "markup.made", subject: { type: "markup", id }, label: "D-001 Specification: “Why?”" },
    ]);
    await run(sendMessage, berta.actor, { room: at.room, thread, text: "And when?" });
    const told = await about();
    expect(told.map(({ kind }) => kind).sort()).toEqual(["markup.made", "markup.written"]);
    expect(new Set(told.map(({ path, label }) => `${path} ${label}`)).size).toBe(1);
    expect(told[0]?.path).toContain(`comment=${id}`);
    // The log tells everything as it was written, with the place of what has no title of its own.
    const { entries } = await run(logEntries, sara.actor, { room: at.room });
    const begun = entries.find(({ kind, subject }) => kind === "thread.started" && subject.id === thread);
    expect(begun).toMatchObject({ label: "D-001 Specification: “Why?”", path: told[0]?.path });
  });

  it("a conversation without a title is called as it begins", async () => {
    const { sara, berta } = world;
    await run(startThread, berta.actor, {
      room: at.room,
      audience: world.room.audiences.room,
      subjectType: "document",
      subject: at.document,
      text: `Who  answers? @[${sara.id}]`,
    });
    const { entries } = await run(changes, sara.actor, { room: at.room });
    expect(
      entries.find(({ kind, subject }) => kind === "thread.started" && subject.type === "thread")?.label,
    ).toBe("Who answers? @…");
  });
});
