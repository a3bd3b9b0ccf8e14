import { scanRoom } from "../../../src/features/notifications/jobs.ts";
import { upload } from "../../fixtures/documents.ts";
import { join, newPerson, type TestPerson } from "../../fixtures/world.ts";
import { roomById } from "../begin.ts";
import type { Owner } from "../hidden.ts";
import { behindTheLine, decideBehindTheLine, handOver } from "./behind.ts";
import { does, type Twin } from "./twin.ts";

const when = { day: "2030-02-03", from: "10:00", until: "11:00", zone: "Europe/Helsinki" };
const later = { ...when, day: "2030-02-05" };

/** A room in which the same happens before everybody; where `busy`, much more happens behind the line in between. */
export async function tellTwin(look: Owner, busy: boolean): Promise<Twin> {
  const version = async (table: string, id: string) =>
    (await look<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version ?? 1;
  const sara = await newPerson("Sara Seller", { staff: true });
  const sam = await newPerson("Sam Specialist", { staff: true });
  const adam = await newPerson("Adam Approver", { staff: true });
  const berta = await newPerson("Berta Buyer");
  const erik = await newPerson("Erik Engineer");
  const carl = await newPerson("Carl Consultant");
  const [blueprint] = await look<{ id: string }>(
    "select id from blueprint_version where key = 'small-project-sale'",
  );
  const opened = await does(sara, "rooms.open", {
    name: "Rebuild",
    newCompany: "Mill",
    customerName: "Mill",
    code: busy ? "TWIN-B" : "TWIN-A",
    blueprint: blueprint?.id,
  });
  const room = await roomById(opened.room ?? "", look);
  await join(room, sam, "seller");
  await join(room, adam, "seller", "approver");
  await join(room, berta, "buyer", "lead", true);
  await join(room, erik, "buyer");
  await join(room, carl, "partner");
  const twin = { room, sara, sam, adam, berta, erik, carl, look };
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
  if (busy) await decideBehindTheLine(twin);
  await handOver(twin, busy);
  await backstage();
  await scanRoom.run(at, { signal: AbortSignal.timeout(60_000) } as never);
  return twin;
}
