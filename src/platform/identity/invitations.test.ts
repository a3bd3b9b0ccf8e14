import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, newRoom, newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { acceptInvitation, createInvitation, readInvitation, withdrawInvitation } from "./invitations.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let count = 0;
beforeAll(async () => {
  world = await newWorld();
});

const nobody = { signedInAs: null, name: "Nina New", title: "", locale: "fi" };
const freshEmail = () => `nina${++count}@mill.example`;

async function invite(
  by: TestPerson,
  side: "seller" | "buyer" | "partner" | null,
  options: { email?: string; room?: string; commercial?: boolean } = {},
) {
  const made = await asActor(by.actor, (tx) =>
    createInvitation(tx, {
      email: options.email ?? freshEmail(),
      name: "Nina New",
      companyName: side === "partner" ? "Mill Advice" : "Riverside Paper",
      locale: "fi",
      seat: side && {
        room: options.room ?? world.room.id,
        side,
        role: "contributor",
        commercial: options.commercial,
      },
    }),
  );
  return { ...made, token: made.link?.split("/").at(-1) ?? "" };
}

const accept = (token: string, signedInAs: string | null = null) =>
  asSystem((tx) => acceptInvitation(tx, token, { ...nobody, signedInAs }));

describe("who may invite whom", () => {
  it("lets a lead bring in the own side and partners, and nobody else anybody", async () => {
    const { sara, berta, erik, sam, carl, olga } = world;
    await invite(sara, "seller");
    await invite(sara, "partner");
    await invite(berta, "buyer");
    await expect(invite(berta, "seller")).rejects.toThrow("may-not-invite");
    await expect(invite(sara, "buyer")).rejects.toThrow("may-not-invite"); // the customer has a lead
    for (const person of [erik, sam, carl, olga])
      await expect(invite(person, "partner")).rejects.toThrow("may-not-invite");
    await expect(invite(sara, null)).rejects.toThrow("may-not-invite"); // colleagues: owners only
  });

  it("lets the supplier's lead bring in the customer until the customer has a lead", async () => {
    const room = await newRoom(world.sara);
    const { token } = await invite(world.sara, "buyer", { room: room.id });
    await accept(token);
  });

  it("shows an open invitation to the inviting side only, and its token to nobody", async () => {
    const { sara, sam, berta, olga } = world;
    const { id } = await invite(sara, "partner");
    const seen = (person: TestPerson) =>
      asActor(person.actor, (tx) =>
        tx.selectFrom("invitation").select("id").where("id", "=", id).execute(),
      ).then((rows) => rows.length);
    expect([await seen(sara), await seen(sam), await seen(berta), await seen(olga)]).toEqual([1, 1, 0, 0]);
    await expect(
      asActor(sara.actor, (tx) => tx.selectFrom("invitation_token").selectAll().execute()),
    ).rejects.toThrow("permission denied");
  });

  it("does not tell the other side that somebody was invited", async () => {
    const email = freshEmail();
    await invite(world.sara, "partner", { email });
    await invite(world.berta, "partner", { email });
    await expect(invite(world.berta, "partner", { email })).rejects.toThrow("already-invited");
  });
});

describe("accepting", () => {
  it("makes the person, seats them with what their side sees, and writes it in the room's log", async () => {
    const { token } = await invite(world.berta, "buyer", { commercial: true });
    expect(await readInvitation(token)).toMatchObject({ state: "open", name: "Nina New", personId: null });
    const { personId } = await accept(token);
    const audiences = await database.owner<{ kind: string }>(
      "select kind from audience a join audience_person ap on ap.audience_id = a.id where ap.person_id = $1 order by kind",
      [personId],
    );
    expect(audiences.map((row) => row.kind)).toEqual(["buyer", "commercial", "person", "room"]);
    const entries = await database.owner<{ actor_id: string }>(
      "select actor_id from log_entry where kind = 'member.joined' and subject_id = $1",
      [personId],
    );
    expect(entries).toEqual([{ actor_id: personId }]);
    expect(await readInvitation(token)).toMatchObject({ state: "used" });
  });

  it("happens once when two tabs accept at once", async () => {
    const { token } = await invite(world.berta, "buyer");
    const outcomes = await Promise.allSettled([accept(token), accept(token), accept(token)]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("invitation-used");
  });

  it("is refused when expired, withdrawn, or when the inviter has lost the lead", async () => {
    const expired = await invite(world.berta, "buyer");
    await database.owner("update invitation set expires_at = now() where id = $1", [expired.id]);
    await expect(accept(expired.token)).rejects.toThrow("invitation-expired");
    const withdrawn = await invite(world.berta, "buyer");
    await asActor(world.berta.actor, (tx) => withdrawInvitation(tx, withdrawn.id));
    expect(await readInvitation(withdrawn.token)).toMatchObject({ state: "withdrawn" });
    await expect(accept(withdrawn.token)).rejects.toThrow("invitation-withdrawn");
    await expect(accept("A".repeat(43))).rejects.toMatchObject({ code: "42501" });
    const { token } = await invite(world.sara, "partner");
    await database.owner("update member set role = 'viewer' where id = $1", [world.sara.id]);
    await expect(accept(token)).rejects.toThrow("invitation-withdrawn");
    expect(await readInvitation(token)).toMatchObject({ state: "withdrawn" });
    await database.owner("update member set role = 'lead' where id = $1", [world.sara.id]);
  });

  it("wants somebody who is known to be signed in, and takes nobody else", async () => {
    const [{ email } = { email: "" }] = await database.owner<{ email: string }>(
      "select email from person where id = $1",
      [world.olga.id],
    );
    const { token } = await invite(world.berta, "buyer", { email });
    expect(await readInvitation(token)).toMatchObject({ personId: world.olga.id });
    await expect(accept(token)).rejects.toThrow("invitation-sign-in");
    await expect(accept(token, world.erik.id)).rejects.toThrow("invitation-for-another");
    expect(await accept(token, world.olga.id)).toMatchObject({ personId: world.olga.id, known: true });
    await expect(invite(world.berta, "buyer", { email })).rejects.toThrow("already-member");
  });

  it("makes a colleague one of the supplier's people", async () => {
    const owner = await newPerson("Oona Owner", { staff: true, owner: true });
    const { token } = await invite(owner, null);
    const { personId } = await accept(token);
    const staff = await asActor(owner.actor, (tx) =>
      tx.selectFrom("person").select(["staff", "owner"]).where("id", "=", personId).execute(),
    );
    expect(staff).toEqual([{ staff: true, owner: false }]);
  });
});
