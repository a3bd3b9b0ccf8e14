import { beforeEach, describe, expect, it } from "vitest";
import { asSystem } from "#platform/database/system.ts";
import { acceptInvitation } from "#platform/identity/invitations.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { newRoom, newWorld, type TestPerson, type TestRoom } from "../../../../tests/fixtures/world.ts";
import { inviting } from "../queries/inviting.ts";
import { peopleList } from "../queries/people.ts";
import { invite, renew, withdraw } from "./invitations.ts";
import { removeMember } from "./members.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
let count = 0;
beforeEach(async () => {
  world = await newWorld();
});

const bring = (
  by: TestPerson,
  side: "seller" | "buyer" | "partner",
  options: { room?: TestRoom; role?: "lead" | "contributor"; company?: string } = {},
) =>
  run(invite, by.actor, {
    room: (options.room ?? world.room).id,
    side,
    name: "Nina New",
    email: `nina${++count}@example.com`,
    role: options.role ?? "contributor",
    ...(options.company && { company: options.company }),
  });
const come = (link: string | null) =>
  asSystem((tx) =>
    acceptInvitation(tx, link?.split("/").at(-1) ?? "", {
      signedInAs: null,
      name: "Nina New",
      title: "",
      locale: "en",
    }),
  );
const open = async (who: TestPerson, room = world.room) =>
  (await run(peopleList, who.actor, { room: room.id })).invitations.map((one) => one.id);

describe("inviting", () => {
  it("takes the usual role when none is chosen: whoever comes first from the customer leads", async () => {
    const fresh = await newWorld();
    const roleOf = async (side: string, company: string) => {
      const input = {
        room: fresh.room.id,
        side,
        name: "Nina New",
        email: `nina${++count}@example.com`,
        company,
      };
      const { id } = (await run(invite, fresh.sara.actor, input as never)) as { id: string };
      const [row] = await database.owner<{ role: string }>("select role from invitation where id = $1", [id]);
      return row?.role;
    };
    await database.owner("update member set left_at = now() where room_id = $1 and side = 'buyer'", [
      fresh.room.id,
    ]);
    expect(await roleOf("buyer", "Riverside")).toBe("lead");
    expect(await roleOf("partner", "Consult")).toBe("contributor");
  });

  it("is a lead's, for the own side and partners, and known to the own side alone", async () => {
    const { sara, berta, erik, room } = world;
    const { id } = await bring(berta, "buyer");
    expect(await open(berta)).toEqual([id]);
    expect(await open(sara)).toEqual([]);
    await expect(bring(sara, "buyer")).rejects.toMatchObject({ code: "may-not-invite" });
    await expect(bring(erik, "buyer")).rejects.toMatchObject({ status: 403 });
    expect(
      await database.owner(
        "select audience_id from log_entry where room_id = $1 and kind like 'invitation.%'",
        [room.id],
      ),
    ).toEqual([{ audience_id: room.audiences.buyer }]);
    await expect(run(renew, sara.actor, { room: room.id, invitation: id })).rejects.toMatchObject({
      status: 404,
    });
    await expect(run(withdraw, sara.actor, { room: room.id, invitation: id })).rejects.toMatchObject({
      status: 404,
    });
    expect((await run(renew, berta.actor, { room: room.id, invitation: id })).link).toContain("/invitation/");
    await run(withdraw, berta.actor, { room: room.id, invitation: id });
    expect(await open(berta)).toEqual([]);
  });

  it("does nothing more past the checks", async () => {
    switchChecksOff(true);
    try {
      for (const who of [world.erik, world.sam, world.carl, world.olga])
        await expect(bring(who, "partner", { company: "EPC" })).rejects.toMatchObject({
          code: expect.stringMatching(/may-not-invite|company-needed|not-found/),
        });
    } finally {
      switchChecksOff(false);
    }
  });

  it("lets the supplier bring the customer's first lead, who has the last word from then on", async () => {
    const { sara } = world;
    const room = await newRoom(sara);
    expect((await run(inviting, sara.actor, { room: room.id })).sides).toEqual([
      "seller",
      "buyer",
      "partner",
    ]);
    const first = await bring(sara, "buyer", { room, role: "lead" });
    const second = await bring(sara, "buyer", { room, role: "lead" });
    await come(first.link);
    await expect(come(second.link)).rejects.toThrow("invitation-withdrawn");
    expect((await run(inviting, sara.actor, { room: room.id })).sides).toEqual(["seller", "partner"]);
    const [member] = await database.owner(
      "select company_name, role from member where room_id = $1 and side = 'buyer'",
      [room.id],
    );
    expect(member).toEqual({ company_name: "Riverside Paper", role: "lead" });
  });

  it("brings a partner under its company's name and its host's, which everyone reads in the log", async () => {
    const { sara, berta, room } = world;
    await expect(bring(berta, "partner")).rejects.toMatchObject({
      fields: { company: { code: "company-needed" } },
    });
    await expect(bring(berta, "partner", { company: "EPC Oy", role: "lead" })).rejects.toMatchObject({
      status: 422,
    });
    const { personId } = await come((await bring(berta, "partner", { company: "EPC Oy" })).link);
    const [entry] = await database.owner(
      "select audience_id, data from log_entry where room_id = $1 and kind = 'member.joined' and subject_id = $2",
      [room.id, personId],
    );
    expect(entry).toMatchObject({
      audience_id: room.audiences.room,
      data: { name: "Nina New", company: "EPC Oy", host: "buyer", side: "partner" },
    });
    const partner = { room: room.id, person: personId };
    await expect(run(removeMember, sara.actor, partner)).rejects.toMatchObject({ code: "not-your-side" });
    await run(removeMember, berta.actor, partner);
  });
});
