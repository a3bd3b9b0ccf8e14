import { beforeAll, expect, it } from "vitest";
import { textOfPdf } from "#platform/files/text.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { setDocumentRights } from "../index.ts";
import { openSending, sendDocuments } from "./commands.ts";
import { sendingPdf } from "./pdf.ts";
import { showSending } from "./queries.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
const { add, show } = registerOf(() => world);
let sending: string;

/** What is written on the paper of a reader; lines and hashes are broken where they end. */
async function paper(who: TestPerson, locale = "en") {
  const shown = await run(showSending, who.actor, { room: world.room.id, sending });
  const bytes = await sendingPdf(shown, {
    room: "Rebuild · R-1",
    locale,
    timeZone: "Europe/Helsinki",
    madeAt: new Date("2027-03-01T10:00:00Z"),
  });
  const { text, pages } = await textOfPdf(bytes);
  return { text: text.replace(/\u200b/g, "").replace(/\s+/g, " "), pages, shown };
}
const without = (text: string) => text.replace(/ /g, "");

beforeAll(async () => {
  world = await newWorld();
  const { sara, erik, room } = world;
  const documents = [];
  for (let n = 1; n <= 45; n += 1) {
    const { id } = await add(
      sara,
      "room",
      n === 1 ? "Layout 蒸気 #let x = 1" : `Paper ${n} of the dryer section`,
    );
    documents.push(id);
  }
  const revisions = await Promise.all(
    documents.map(async (id) => (await show(sara, id)).revisions[0]?.id ?? ""),
  );
  const sent = await run(sendDocuments, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    people: [erik.id, world.sam.id],
    revisions,
    subject: "Basis of the firm proposal",
    purpose: "approval",
    note: "Please answer before the steering group.",
  });
  sending = sent.id;
}, 60_000);

it("holds what was sent, to whom, for what, with the hash of each file, on counted pages", async () => {
  const { text, pages, shown } = await paper(world.erik);
  expect(pages).toBeGreaterThan(1);
  expect(text).toContain(`Page 1 of ${pages}`);
  expect(text).toContain(`Page ${pages} of ${pages}`);
  expect(text).toContain(`Transmittal ${shown.number}`);
  expect(text).toContain("Erik");
  expect(text).toContain("For approval");
  expect(text).toContain("#let x = 1"); // what people type is no command
  for (const one of shown.contents) {
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(without(text)).toContain(one.hash);
    expect(text).toContain(one.number);
  }
});

it("tells receipts as the screen does, in the reader's language", async () => {
  expect((await paper(world.sara, "fi")).text).toContain("Ei vielä avattu");
  await run(openSending, world.erik.actor, { room: world.room.id, sending });
  const { text } = await paper(world.sara, "fi");
  expect(text).toMatch(/Sivu 1\/\d/);
  expect(text).toContain("Hyväksyttäväksi");
  const opened = (await run(showSending, world.sara.actor, { room: world.room.id, sending })).receipts.filter(
    ({ openedAt }) => openedAt,
  );
  expect(opened).toHaveLength(1);
});

it("gives no hash to who may only know that a document exists", async () => {
  const { sara, erik, room } = world;
  const { contents } = await run(showSending, sara.actor, { room: room.id, sending });
  const one = contents[3];
  await run(setDocumentRights, sara.actor, {
    room: room.id,
    document: one?.document ?? "",
    holder: "buyer",
    level: "exists",
  });
  const buyer = await paper(erik);
  expect(without(buyer.text)).not.toContain(one?.hash);
  expect(buyer.text).toContain(one?.title);
  expect(without((await paper(sara)).text)).toContain(one?.hash);
});

it("is nothing to who is outside the transmittal's audience", async () => {
  await expect(run(showSending, world.olga.actor, { room: world.room.id, sending })).rejects.toMatchObject({
    code: "not-found",
  });
});
