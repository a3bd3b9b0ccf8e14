import { randomUUID } from "node:crypto";
import { takeInBlueprints } from "../../src/features/process/index.ts";
import { asSystem } from "../../src/platform/database/system.ts";
import { beginSession, readSession } from "../../src/platform/identity/session.ts";
import { run } from "../../src/platform/operations/index.ts";
import { join, newPerson, type TestPerson } from "../fixtures/world.ts";
import { canary, cast, type Story, type Who } from "./act.ts";
import type { Owner } from "./hidden.ts";
import { operation } from "./operations.ts";

/** Makes a person whose name, title, company, address and telephone are canaries, signed in. */
async function newCanary(name: string, options: Parameters<typeof newPerson>[1] = {}): Promise<TestPerson> {
  const person = await newPerson(`${name} ${canary()}`, { company: `Company ${canary()}`, ...options });
  const token = await asSystem(async (tx) => {
    await tx
      .updateTable("person")
      .set({
        email: `${canary()}@example.com`,
        phone: `+358 40 ${Math.floor(Math.random() * 1e7)}`,
        title: `Title ${canary()}`,
      })
      .where("id", "=", person.id)
      .execute();
    return beginSession(tx, person.id, "demo", `Browser ${canary()}`);
  });
  const session = await readSession(token);
  const actor = { personId: person.id, sessionId: session?.reader.actor.sessionId ?? "" };
  return { ...person, actor, token } as TestPerson & { token: string };
}

/** The cast, the room that the story is told in (opened by its operation), and a seat for everyone but olga and oskar. */
export async function begin(look: Owner): Promise<Story> {
  const people: Record<Who, TestPerson> = {
    sara: await newCanary("Sara", { staff: true }),
    sam: await newCanary("Sam", { staff: true }),
    berta: await newCanary("Berta"),
    erik: await newCanary("Erik"),
    carl: await newCanary("Carl"),
    olga: await newCanary("Olga"),
    fred: await newCanary("Fred"),
    adam: await newCanary("Adam", { staff: true }),
    oskar: await newCanary("Oskar", { staff: true, owner: true }),
  };
  await takeInBlueprints("blueprints");
  await asSystem(async (tx) => {
    const { id } = await tx
      .selectFrom("audience")
      .select("id")
      .where("kind", "=", "staff")
      .executeTakeFirstOrThrow();
    const fault = {
      id: randomUUID(),
      audience_id: id,
      file: canary(),
      line: 1,
      field: "",
      message: canary(),
    };
    await tx.insertInto("blueprint_fault").values(fault).execute();
  });
  const story: Story = { people, ids: {}, look, room: await openRoom(people.sara, look) };
  story.ids.quinn = (await newCanary("Quinn")).id;
  story.ids.tess = (await newCanary("Tess", { staff: true })).id;
  for (const who of cast) story.ids[who] = people[who].id;
  await join(story.room, people.sam, "seller", "specialist");
  await join(story.room, people.adam, "seller", "approver");
  await join(story.room, people.berta, "buyer", "lead", true);
  await join(story.room, people.erik, "buyer");
  await join(story.room, people.carl, "partner");
  await join(story.room, people.fred, "buyer");
  await run(operation("members.remove"), people.berta.actor, { room: story.room.id, person: people.fred.id });
  for (const { id } of Object.values(people))
    await asSystem(async (tx) => {
      for (const name of ["one", "two"])
        await tx
          .insertInto("passkey")
          .values({
            audience_id: id,
            id: randomUUID(),
            credential_id: canary(),
            public_key: Buffer.from("x"),
            name: `${name} ${canary()}`,
          })
          .execute();
    });
  return story;
}

/** Opens a room with the small process and canaries in every field that the seller fills in. */
export async function openRoom(
  lead: TestPerson,
  look: Owner,
  blueprint = "small-project-sale",
): Promise<Story["room"]> {
  const [found] = await look<{ id: string }>("select id from blueprint_version where key = $1", [blueprint]);
  const answer = (await run(operation("rooms.open"), lead.actor, {
    name: `Rebuild ${canary()}`,
    businessLine: canary(),
    site: canary(),
    scope: canary(),
    notes: canary(),
    newCompany: `Mill ${canary()}`,
    customerName: `Mill ${canary()}`,
    value: { amount: "1250000", currency: "EUR" },
    blueprint: found?.id,
  })) as { room: string };
  return roomById(answer.room, look);
}

/** Seats the second room: the supplier's team and the customer's lead. */
export async function seatSecond(story: Story): Promise<void> {
  const second = await roomById(story.ids.second ?? "", story.look);
  await join(second, story.people.sam, "seller", "specialist");
  await join(second, story.people.adam, "seller", "approver");
  await join(second, story.people.berta, "buyer", "lead", true);
}

/** A room with the ids of its standard audiences. */
export async function roomById(id: string, look: Owner): Promise<Story["room"]> {
  const rows = await look<{ id: string; kind: string }>("select id, kind from audience where room_id = $1", [
    id,
  ]);
  const [room] = await look<{ code: string }>("select code from room where id = $1", [id]);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? "";
  return {
    id,
    code: room?.code ?? "",
    audiences: { room: of("room"), seller: of("seller"), buyer: of("buyer"), commercial: of("commercial") },
  };
}
