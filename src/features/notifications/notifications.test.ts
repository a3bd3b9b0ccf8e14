import { describe, expect, it } from "vitest";
import { withdrawMessage } from "#features/conversations/index.ts";
import { reviseDocument } from "#features/documents/index.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { header, notices } from "../../../tests/fixtures/notices.ts";
import { openNotification, readAll, readOpened } from "./commands/read.ts";
import { changeSettings } from "./commands/settings.ts";
import { settingsOf } from "./model/settings.ts";
import { mailDue } from "./send.ts";

const database = testDatabase();
testFiles();
const { world, box, scan, settle, start, send, list, mailsTo } = notices(database);
const { add } = registerOf(world);

describe("a notification", () => {
  it("is mailed at once to the one who is addressed, with a link and a way to stop, and stands in the list", async () => {
    await start(world().sara, "room", "Dear @Erik, is 45 kN right?", "Floor loads");
    await settle();
    expect(box().letters).toHaveLength(1);
    const [{ mail } = { mail: undefined }] = await mailsTo(world().erik);
    expect(mail?.subject).toBe(
      "Sara Seller (supplier) addressed you in a conversation “Floor loads” (Paper machine 3 rebuild)",
    );
    const [item] = await list(world().erik);
    expect(item).toMatchObject({
      reason: "mention",
      title: "Floor loads",
      actor: "Sara Seller",
      read: false,
    });
    expect(mail?.text).toContain(`https://rooms.example/notifications/${world().room.id}/${item?.id}`);
    expect(`${mail?.text}${mail?.html}`).not.toContain("45 kN");
    expect(header(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(await list(world().sara)).toEqual([]);
    const opened = await run(openNotification, world().erik.actor, {
      room: world().room.id,
      id: item?.id ?? "",
    });
    expect(opened.path).toMatch(/^\/rooms\/.*\/conversation\//);
    expect((await list(world().erik))[0]?.read).toBe(true);
    await expect(
      run(openNotification, world().berta.actor, { room: world().room.id, id: item?.id ?? "" }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("is read when the thing itself is opened, by the person who opens it and nobody else", async () => {
    const { thread } = await start(world().sara, "room", "@Erik and @Berta, is it right?", "Floor loads");
    await settle();
    const room = world().room.id;
    const read = (path: string) => run(readOpened, world().erik.actor, { room, path });
    expect(await read(`/rooms/${room}/conversation`)).toEqual({ read: 0 });
    expect(await read(`/rooms/${room}/conversation/${thread}`)).toEqual({ read: 1 });
    expect((await list(world().erik))[0]?.read).toBe(true);
    expect((await list(world().berta))[0]?.read).toBe(false);
  });

  it("comes of an answer in a thread of mine, once a message, however often the jobs run", async () => {
    const { thread } = await start(world().erik, "buyer", "What do you think?");
    await settle();
    box().letters.length = 0;
    await send(world().berta, thread, "It is fine.");
    await Promise.all([scan(), scan(), scan()]);
    await Promise.all([mailDue(world().erik.id), mailDue(world().erik.id)]);
    await settle();
    expect(await mailsTo(world().erik)).toHaveLength(1);
    expect(await list(world().erik)).toMatchObject([{ reason: "reply" }]);
  });

  it("is in the reader's own language", async () => {
    await database.owner("update person set locale = 'fi' where id = $1", [world().erik.id]);
    await start(world().sara, "room", "@Erik?", "Laatta");
    await settle();
    expect((await mailsTo(world().erik))[0]?.mail.subject).toContain(
      "osoitti sinulle viestin keskustelussa ”Laatta”",
    );
  });
});

describe("documents that another side puts where I see them", () => {
  it("are one notification for several, which tells how many, and a revision says what it is for", async () => {
    const { sara, sam, berta, erik, room } = world();
    const papers = [];
    for (const title of ["Layout", "Crane", "Steam"]) {
      papers.push(await add(sara, "room", title));
      await settle();
    }
    await add(sara, "seller", "Win plan");
    await settle();
    expect((await list(sam)).map((one) => one.reason)).toEqual([]);
    for (const who of [berta, erik]) {
      const [item, ...others] = await list(who);
      expect(others).toEqual([]);
      expect(item).toMatchObject({ reason: "document", more: 2, read: false });
      expect(item?.title).toContain("Layout");
    }
    // Read; what comes later is new again.
    await run(readAll, erik.actor, {});
    await run(reviseDocument, sara.actor, {
      room: room.id,
      document: papers[0]?.id,
      audience: room.audiences.room,
      upload: await upload(sara, room),
      purpose: "approval",
    });
    await add(sara, "room", "Fourth");
    await settle();
    expect((await list(erik)).map((one) => [one.reason, one.more, one.read])).toEqual([
      ["document", 0, false],
      ["revision", 0, false],
      ["document", 2, true],
    ]);
    expect((await list(erik))[1]).toMatchObject({ revision: "B", purpose: "approval" });
  });
});

describe("nothing more than a person may see", () => {
  it("is ever mailed or listed: threads of the other side leave no trace", async () => {
    const canary = `canary${crypto.randomUUID().slice(0, 8)}`;
    for (const person of [world().erik, world().berta, world().carl, world().sam])
      await run(changeSettings, person.actor, {
        delivery: { ...settingsOf(undefined).delivery, threads: "at-once" },
        dailyHour: 8,
        version: 0,
      });
    const hidden = await start(world().sara, "seller", `${canary} text @Sam`, `${canary} title`);
    await send(world().sam, hidden.thread, `${canary} answer`);
    await settle();
    expect(await mailsTo(world().sam)).toHaveLength(1);
    for (const other of [world().erik, world().berta, world().carl, world().olga]) {
      expect(await mailsTo(other)).toEqual([]);
      expect(await list(other)).toEqual([]);
    }
    const pointers = await database.owner("select audience_id from notification where about = $1", [
      world().room.audiences.seller,
    ]);
    expect(new Set(pointers.map((row) => row.audience_id))).toEqual(
      new Set([world().sara.id, world().sam.id]),
    );
    expect(
      box().letters.every(({ raw }) => !raw.includes(`${canary} text`) && !raw.includes(`${canary} answer`)),
    ).toBe(true);
  });

  it("says nothing of the commercial area but that there is something new", async () => {
    const canary = `canary${crypto.randomUUID().slice(0, 8)}`;
    await start(world().sara, "commercial", `${canary} @Berta`, `${canary} price`);
    await settle();
    const [sent] = await mailsTo(world().berta);
    expect(sent?.mail.subject).toBe(
      "Something new for the commercial people of both sides (Paper machine 3 rebuild)",
    );
    expect(`${sent?.mail.subject}${sent?.mail.text}${sent?.mail.html}`).not.toMatch(
      new RegExp(`${canary}|Sara`),
    );
    expect((await list(world().berta))[0]?.title).toBe(`${canary} price`);
  });

  it("holds at the time of sending: who has left, and what was withdrawn, gets no mail", async () => {
    const left = await start(world().sara, "room", "@Erik and @Carl", "Drawings");
    await scan();
    await database.owner("update member set left_at = now() where room_id = $1 and id = $2", [
      world().room.id,
      world().erik.id,
    ]);
    await database.owner("delete from audience_person where room_id = $1 and person_id = $2", [
      world().room.id,
      world().erik.id,
    ]);
    await run(withdrawMessage, world().sara.actor, {
      room: world().room.id,
      message: left.message,
      version: 1,
    });
    await runWaitingJobs();
    expect(box().letters).toEqual([]);
    expect(await list(world().erik)).toEqual([]);
    expect(await list(world().carl)).toEqual([]);
  });

  it("and nothing from before one came", async () => {
    await start(world().sara, "commercial", "old", "old");
    const [row] = await database.owner<{ at: Date }>("select max(at) as at from log_entry");
    await database.owner(
      "insert into audience_person (audience_id, person_id, room_id, since) values ($1, $2, $3, $4::timestamptz + interval '1 ms')",
      [world().room.audiences.commercial, world().erik.id, world().room.id, row?.at],
    );
    await scan();
    expect(await list(world().erik)).toEqual([]);
    await start(world().sara, "commercial", "new", "new");
    await scan();
    expect(await list(world().erik)).toMatchObject([{ title: "new" }]);
  });
});
