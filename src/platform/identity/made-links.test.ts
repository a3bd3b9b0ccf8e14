import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { join, newPerson, newRoom, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { freeAddress, makeSignInLink, signInByLink, signInLinkFor } from "./links.ts";
import { beginSession, readSession } from "./session.ts";

const database = testDatabase();
const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";
let world: Awaited<ReturnType<typeof newWorld>>;
let olaf: TestPerson;
const emailOf = async (person: TestPerson) =>
  (await database.owner<{ email: string }>("select email from person where id = $1", [person.id]))[0]
    ?.email ?? "";
const make = async (by: TestPerson, whom: TestPerson) =>
  makeSignInLink({ owner: by.actor, email: await emailOf(whom), reason: "lost her phone", at: new Date() });
const logOf = (room: string, kind: string) =>
  database.owner<{ audience_id: string; data: Record<string, unknown> }>(
    "select audience_id, data from log_entry where room_id = $1 and kind = $2",
    [room, kind],
  );

beforeAll(async () => {
  world = await newWorld();
  olaf = await newPerson("Olaf Owner", { staff: true, owner: true });
});

describe("a link that somebody makes for another", () => {
  it("is made by no lead: not for a partner of the other side, not for a colleague, not for one of their own", async () => {
    const { sara, sam, berta, erik, carl } = world;
    for (const [by, whom] of [
      [sara, carl],
      [sara, sam],
      [berta, erik],
      [berta, carl],
    ] as const)
      await expect(make(by, whom)).rejects.toMatchObject({ status: 403 });
    expect(await database.owner("select from sign_in_link")).toEqual([]);
  });

  it("is an owner's, and every room of the person reads who made it and why before it is used", async () => {
    const { room, erik, sara } = world;
    const other = await newRoom(sara);
    await join(other, erik, "partner");
    const link = await make(olaf, erik);
    for (const { id, audiences } of [room, other])
      expect(await logOf(id, "member.link-made")).toEqual([
        {
          audience_id: audiences.room,
          data: expect.objectContaining({
            actorName: "Olaf Owner",
            person: erik.id,
            reason: "lost her phone",
          }),
        },
      ]);
    expect((await readSession(await signInByLink(tokenOf(link), "")))?.reader.name).toBe("Erik Engineer");
  });

  it("is for no owner, not for oneself, for nobody unknown, and not in a session that looks as somebody else", async () => {
    const oona = await newPerson("Oona Owner", { staff: true, owner: true });
    await expect(make(olaf, oona)).rejects.toMatchObject({ code: "link-for-owner" });
    await expect(make(olaf, olaf)).rejects.toMatchObject({ code: "link-for-yourself" });
    const unknown = { owner: olaf.actor, email: "nobody@mill.example", reason: "x", at: new Date() };
    await expect(makeSignInLink(unknown)).rejects.toMatchObject({ code: "nobody-has-address" });
    const looking = { ...olaf.actor, viewerId: world.sara.id };
    await expect(
      makeSignInLink({ ...unknown, owner: looking, email: await emailOf(world.carl) }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it("is remembered by its session, and by a passkey and password that are set up in it", async () => {
    const { sam } = world;
    const made = await readSession(await signInByLink(tokenOf(await make(olaf, sam)), ""));
    const actor = made?.reader.actor ?? sam.actor;
    await asActor(actor, async (tx) => {
      await sql`select private.begin_password('x', 'y')`.execute(tx);
      await sql`select private.confirm_password(1, '{}')`.execute(tx);
    });
    await asActor(actor, (tx) =>
      tx
        .insertInto("passkey")
        .values({
          audience_id: sam.id,
          id: crypto.randomUUID(),
          credential_id: `credential-${sam.id}`,
          public_key: Buffer.from("x"),
          counter: 0,
          name: "one",
        })
        .execute(),
    );
    for (const table of ["passkey", "password"])
      expect(
        (await database.owner(`select link_maker_id from ${table} where link_maker_id is not null`))[0],
        table,
      ).toEqual({ link_maker_id: olaf.id });
    const own = await readSession(await asSystem((tx) => beginSession(tx, sam.id, "code", "")));
    const machine = await readSession(
      await signInByLink(tokenOf(await signInLinkFor(await emailOf(sam))), ""),
    );
    const makerIn = async (session: typeof own) => {
      const { rows } = await asActor(session?.reader.actor ?? sam.actor, (tx) =>
        sql<{ maker: string | null }>`select private.link_maker() as maker`.execute(tx),
      );
      return rows[0]?.maker;
    };
    expect(await makerIn(made)).toBe(olaf.id);
    expect(await makerIn(own)).toBeNull();
    expect(await makerIn(machine)).toBeNull();
  });
});

describe("an address that somebody else has taken", () => {
  it("is freed by an owner: the account is shut out and leaves its rooms, and the address can be invited", async () => {
    const { room } = world;
    const squat = await newPerson("New Hire");
    await join(room, squat, "partner");
    const email = await emailOf(squat);
    const session = await asSystem((tx) => beginSession(tx, squat.id, "invitation", ""));
    const acts = { owner: olaf.actor, email, reason: "not the person", at: new Date() };
    await expect(freeAddress({ ...acts, owner: world.sara.actor })).rejects.toMatchObject({ status: 403 });
    expect(await freeAddress(acts)).toEqual({ name: "New Hire" });
    expect(await readSession(session)).toBeNull();
    expect(await database.owner("select from person where email = $1", [email])).toEqual([]);
    expect(
      await database.owner("select from audience_person where person_id = $1 and audience_id <> $1", [
        squat.id,
      ]),
    ).toEqual([]);
    expect(await logOf(room.id, "member.address-freed")).toHaveLength(1);
  });

  it("stays with whoever has proved it", async () => {
    const proven = await newPerson("Paula Proven");
    await database.owner("update person set email_proven_at = now() where id = $1", [proven.id]);
    await expect(
      freeAddress({ owner: olaf.actor, email: await emailOf(proven), reason: "x", at: new Date() }),
    ).rejects.toMatchObject({ code: "address-proven" });
  });
});
