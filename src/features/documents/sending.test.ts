import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { dropExpected, fillExpectedDocument } from "./expected/commands.ts";
import { linesOf } from "./expected/lines.ts";
import { listExpected, showExpected } from "./expected/queries.ts";
import { addDocument, setDocumentRights } from "./index.ts";
import { downloadRevision } from "./queries/file.ts";
import { openSending, sendDocuments } from "./sendings/commands.ts";
import { listSendings, showSending } from "./sendings/queries.ts";
import { loadView } from "./viewer/opened.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => switchChecksOff(false));
const { add, ask, publish, show, list, waiting } = registerOf(() => world);
const room = () => world.room.id;

/** As if everything of a document had happened two hours before. */
async function aged(document: string): Promise<void> {
  await database.owner("update log_entry set at = at - interval '2 hours' where subject_id = $1", [document]);
  await database.owner(
    "update sending set sent_at = sent_at - interval '2 hours' where id in (select sending_id from sending_item where document_id = $1)",
    [document],
  );
}

describe("what is expected", () => {
  it("takes a pasted list: bullets, numbers, tables, the same line twice", () => {
    expect(
      linesOf(" - Layout\r\n2) Crane data\n• layout \n\n3.\tSteam balance\t2024\n1200 mm rolls\n(b) Drives"),
    ).toEqual(
      ["Layout", "Crane data", "Steam balance", "1200 mm rolls", "Drives"].map((title) =>
        title === "Layout" ? "layout" : title,
      ),
    );
  });

  it("waits for the side that is asked, is filled by uploading into it, and nothing of a team's own list crosses", async () => {
    const { sara, berta, erik } = world;
    const { ids } = await ask(sara, "room", "buyer", "Layout\nCrane", { due: "2036-01-10" });
    await expect(ask(sara, "room", "buyer", "Late", { due: "2020-01-10" })).rejects.toMatchObject({
      fields: { due: { code: "day-past" } },
    });
    await ask(sara, "seller", "seller", "Our own list", { person: world.sam.id });
    const mine = await waiting(erik, new Date("2036-01-13T12:00:00Z"));
    expect(mine.map(({ title, mine, late }) => [title, mine, late])).toEqual([
      ["Layout", true, 3],
      ["Crane", true, 3],
    ]);
    expect((await waiting(world.sam)).filter((one) => one.mine).map(({ title }) => title)).toEqual([
      "Our own list",
    ]);
    const filled = await run(addDocument, erik.actor, {
      room: room(),
      audience: world.room.audiences.room,
      upload: await upload(erik, world.room),
      title: "Layout of the hall",
      category: "technical.drawing",
      expected: ids[0],
    });
    const shown = await run(showExpected, sara.actor, { room: room(), expected: ids[0] ?? "" });
    expect(shown).toMatchObject({ state: "filled", document: { id: filled.id } });
    // What fewer people see than know of the request cannot fill it; nothing has been added then.
    const before = (await list(berta)).count;
    await expect(
      run(addDocument, berta.actor, {
        room: room(),
        audience: world.room.audiences.buyer,
        upload: await upload(berta, world.room),
        title: "Crane",
        category: "technical.drawing",
        expected: ids[1],
      }),
    ).rejects.toMatchObject({ code: "expected-sees-fewer" });
    expect((await list(berta)).count).toBe(before);
    await expect(
      run(dropExpected, berta.actor, { room: room(), expected: ids[1] ?? "", version: 1 }),
    ).rejects.toMatchObject({ code: "expected-of-others" });
    await run(dropExpected, sara.actor, { room: room(), expected: ids[1] ?? "", version: 1 });
    await expect(
      run(fillExpectedDocument, erik.actor, {
        room: room(),
        expected: ids[1] ?? "",
        version: 2,
        document: filled.id,
      }),
    ).rejects.toMatchObject({ code: "expected-not-open" });
    expect(await run(listExpected, erik.actor, { room: room() })).toEqual({ expected: [] });
  });

  it("asks only whom the audience holds", async () => {
    const { sara, carl } = world;
    await expect(ask(sara, "seller", "buyer", "Layout")).rejects.toMatchObject({
      code: "asked-does-not-see",
    });
    await expect(ask(sara, "room", "buyer", "Layout", { person: carl.id })).rejects.toMatchObject({
      code: "asked-does-not-see",
    });
  });
});

describe("a transmittal", () => {
  const send = async (
    who: TestPerson,
    documents: string[],
    people: TestPerson[],
    kind: "room" | "seller" = "room",
  ) => {
    const revisions = await Promise.all(
      documents.map(async (id) => (await show(who, id)).revisions[0]?.id ?? ""),
    );
    return run(sendDocuments, who.actor, {
      room: room(),
      audience: world.room.audiences[kind],
      people: people.map(({ id }) => id),
      revisions,
      subject: "Basis",
    });
  };

  it("goes on pointing at its revisions, says when there is a newer one, and has receipts that both sides read", async () => {
    const { sara, erik, berta, carl } = world;
    const paper = await add(sara, "room", "Layout");
    const { id, number } = await send(sara, [paper.id], [erik, berta]);
    expect(number).toBe("T-001");
    expect((await send(sara, [paper.id], [world.sam], "seller")).number).toBe("TS-001");
    await run(openSending, erik.actor, { room: room(), sending: id });
    await run(openSending, erik.actor, { room: room(), sending: id });
    await run(openSending, carl.actor, { room: room(), sending: id }); // not a recipient: no receipt
    await run(downloadRevision, erik.actor, { room: room(), document: paper.id, revision: paper.revision });
    const draft = await add(sara, "seller", "Other");
    await publish(sara, draft.id, "room");
    const { contents, receipts } = await run(showSending, berta.actor, { room: room(), sending: id });
    expect(contents).toMatchObject([{ revision: paper.revision, newer: null, label: { text: "A" } }]);
    expect(
      receipts.map(({ person, openedAt, took }) => [person.name, openedAt !== null, took.length]),
    ).toEqual([
      ["Berta Buyer", false, 0],
      ["Erik Engineer", true, 1],
    ]);
    const { reviseDocument } = await import("./index.ts");
    await run(reviseDocument, sara.actor, {
      room: room(),
      document: paper.id,
      audience: world.room.audiences.room,
      upload: await upload(sara, world.room),
    });
    const later = await run(showSending, erik.actor, { room: room(), sending: id });
    expect(later.contents).toMatchObject([
      { revision: paper.revision, status: "superseded", newer: { text: "B" } },
    ]);
    expect((await run(listSendings, erik.actor, { room: room() })).sendings.map((one) => one.number)).toEqual(
      ["T-001"],
    );
  });

  it("counts each reading after it was sent, also of what was read a moment before, with first and last time", async () => {
    const { sara, erik, berta } = world;
    const paper = await add(sara, "room", "Read before");
    const at = { room: room(), document: paper.id, revision: paper.revision };
    const params = { room: at.room, document: at.document, revision: at.revision };
    await loadView(erik.actor, params, new URLSearchParams());
    await show(berta, paper.id); // reading about it is no opening
    const { id } = await send(sara, [paper.id], [erik, berta]);
    const took = async () =>
      (await run(showSending, sara.actor, { room: room(), sending: id })).receipts.map(({ person, took }) => [
        person.name,
        took.map((one) => [one.downloaded, one.last > one.at]),
      ]);
    expect(await took()).toEqual([
      [berta.name, []],
      [erik.name, []],
    ]);
    await loadView(erik.actor, params, new URLSearchParams());
    await loadView(erik.actor, params, new URLSearchParams()); // the same reading
    expect(await took()).toEqual([
      [berta.name, []],
      [erik.name, [[false, false]]],
    ]);
    // Two hours on.
    await aged(paper.id);
    await loadView(erik.actor, params, new URLSearchParams());
    await run(downloadRevision, erik.actor, at);
    const { taken } = await show(berta, paper.id);
    expect(taken.map((one) => [one.by, one.kind, one.last > one.first])).toEqual([
      [erik.name, "document.downloaded", false],
      [erik.name, "document.opened", true],
    ]);
    expect((await took())[1]).toEqual([
      erik.name,
      [
        [false, true],
        [true, false],
      ],
    ]);
  });

  it("refuses what not everyone may see, with names; the database does so with the application's checks off", async () => {
    const { sara, erik, berta } = world;
    const hidden = await add(sara, "seller", "Win plan");
    await expect(send(sara, [hidden.id], [erik])).rejects.toMatchObject({
      code: "sending-not-visible",
      params: { names: expect.stringContaining("Erik Engineer") },
    });
    const seen = await add(sara, "room", "Exists");
    await run(setDocumentRights, sara.actor, {
      room: room(),
      document: seen.id,
      holder: "buyer",
      level: "exists",
      version: 0,
    });
    await expect(send(sara, [seen.id], [berta])).rejects.toMatchObject({
      code: "sending-no-right",
      params: { names: "Berta Buyer" },
    });
    const open = await add(sara, "room", "Open");
    const { id } = await send(sara, [open.id], [erik]);
    const put = asActor(sara.actor, (tx) =>
      tx
        .insertInto("sending_item")
        .values({
          room_id: room(),
          id: newHiddenId(),
          audience_id: world.room.audiences.room,
          sending_id: id,
          document_id: hidden.id,
          revision_id: hidden.revision,
          place: 1,
        })
        .execute(),
    );
    await expect(put).rejects.toMatchObject({ code: "42501" });
  });
});
