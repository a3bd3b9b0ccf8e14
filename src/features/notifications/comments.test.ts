import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendMessage, withdrawMessage } from "#features/conversations/index.ts";
import { addDocument } from "#features/documents/index.ts";
import { makeMarkup, markupOnRevision, settleMarkup } from "#features/markup/index.ts";
import { translate, type Values } from "#platform/i18n/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../tests/fixtures/pdf.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { scanRoom } from "./jobs.ts";
import { type NotificationKey, notificationMessages } from "./messages.ts";
import { notifications } from "./queries/list.ts";
import { sentence } from "./words.ts";

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
    upload: await upload(sara, room, pagesOf([line("One"), line("Two")]), "pages.pdf"),
    title: "Steam system",
    category: "technical.drawing",
  });
  at = { room: room.id, document: made.id, revision: made.revision };
});
afterAll(endPages);

const make = (who: TestPerson, text: string, more: object = {}) =>
  run(makeMarkup, who.actor, {
    ...at,
    audience: world.room.audiences.room,
    kind: "pin",
    page: 1,
    shape: { at: [300, 700] },
    text,
    ...more,
  });
/** What somebody is told, the latest first, as the screen or a mail says it. */
async function told(who: TestPerson, screen = true, locale = "en"): Promise<string[]> {
  await scanRoom.run({ room: at.room }, { signal: new AbortController().signal });
  const { items } = await run(notifications, who.actor, {});
  const t = (key: NotificationKey, values?: Values) => translate(notificationMessages, locale, key, values);
  return items.map((item) => sentence(t, item, screen));
}

describe("news of a comment on a page", () => {
  it("say which comment, of which document, on which page, and how it begins; a mail does not quote it", async () => {
    const { berta, sara } = world;
    await make(berta, "Which standard edition is meant here?");
    expect((await told(sara))[0]).toMatch(
      /^Berta Buyer \(customer\) wrote comment 1 on page 2 of “\S+ Steam system”: “Which standard edition is meant here\?”$/,
    );
    expect((await told(sara, false))[0]).toMatch(/wrote comment 1 on page 2 of “\S+ Steam system”$/);
    expect((await told(sara, true, "fi"))[0]).toMatch(
      /kirjoitti kommentin 1 sivulle 2 asiakirjaan ”\S+ Steam system”: ”Which/,
    );
  });

  it("come once to who is asked to answer", async () => {
    const { berta, sara } = world;
    const before = (await told(sara)).length;
    await make(berta, "Asked of Sara", { assignedTo: sara.id });
    const news = await told(sara);
    expect(news).toHaveLength(before + 1);
    expect(news[0]).toContain("asks you to answer comment 2 on page 2 of");
  });

  it("say how it was settled and by whom, and what was answered", async () => {
    const { berta, sara } = world;
    const one = await make(berta, "Is it accepted?");
    await run(sendMessage, sara.actor, { room: at.room, thread: one.thread, text: "We look into it." });
    expect((await told(berta))[0]).toMatch(
      /^Sara Seller \(supplier\) answered in comment 3 on page 2 of .*: “Is it accepted\?”$/,
    );
    await run(settleMarkup, sara.actor, {
      room: at.room,
      document: at.document,
      markup: one.id,
      state: "accepted",
      version: 2,
    });
    expect((await told(berta))[0]).toMatch(/^Sara Seller \(supplier\) accepted your comment 3 on page 2 of /);
  });

  it("do not quote what was withdrawn", async () => {
    const { berta, sara } = world;
    const one = await make(berta, "Taken back soon");
    await run(sendMessage, sara.actor, { room: at.room, thread: one.thread, text: "Too late." });
    const { markup } = await run(markupOnRevision, berta.actor, at);
    const message = markup.find((mark) => mark.id === one.id)?.messages[0];
    await run(withdrawMessage, berta.actor, {
      room: at.room,
      message: message?.id ?? "",
      version: message?.version ?? 0,
    });
    expect((await told(sara)).join()).not.toContain("Taken back");
    expect((await told(berta))[0]).toMatch(/answered in comment 4 on page 2 of “\S+ Steam system”$/);
  });
});
