import {
  type Act,
  act,
  buyers,
  canary,
  everyone,
  id,
  inRoom,
  members,
  one,
  type Story,
  sellers,
  staff,
  team,
} from "../act.ts";
import { seatSecond } from "../begin.ts";

const version = async (story: Story, table: string) =>
  Number(await one(story, `select version from ${table} where room_id = $1`, [story.room.id]));
const custom = (name: string) => inRoom((story) => ({ audience: id(story, name) }));
const keepAs = (name: string) => (answer: Record<string, string>, story: Story) => {
  story.ids[name] = answer.id ?? "";
};
const invitation = async (story: Story, side: "seller" | "buyer") => ({
  invitation: await one(
    story,
    "select id from invitation where room_id = $1 and audience_id = $2 and withdrawn_at is null order by created_at limit 1",
    [story.room.id, story.room.audiences[side]],
  ),
});
const guest = () => ({
  side: "partner",
  name: canary(),
  email: `${canary()}@example.com`,
  title: canary(),
  company: canary(),
  role: "viewer",
  team: canary(),
});

/** The room itself, its people, its audiences. */
export const rooms: Act[] = [
  act("sara", "rooms.options", undefined, { also: staff }),
  act(
    "sara",
    "rooms.open",
    (story) => ({
      name: canary(),
      customerName: canary(),
      company: id(story, "company"),
      notes: canary(),
      scope: canary(),
      code: "SECOND",
    }),
    {
      also: staff,
      keep: (answer, story) => {
        story.ids.second = answer.room ?? "";
        return seatSecond(story);
      },
    },
  ),
  act(
    "sam",
    "rooms.open",
    async (story) => ({
      name: canary(),
      customerName: canary(),
      newCompany: canary(),
      notes: canary(),
      code: "THIRD",
      blueprint: await one(story, "select id from blueprint_version where key = 'small-project-sale'"),
    }),
    {
      also: staff,
      keep: (answer, story) => {
        story.ids.third = answer.room ?? "";
      },
    },
  ),
  act("sara", "rooms.frame", inRoom(), { also: members }),
  act("sara", "rooms.details", inRoom(), { also: members }),
  act(
    "sara",
    "rooms.change",
    inRoom(async (story) => ({
      version: await version(story, "room_profile"),
      name: canary(),
      customerName: canary(),
      businessLine: canary(),
      site: canary(),
      scope: canary(),
    })),
  ),
  act(
    "sara",
    "rooms.change-case",
    inRoom(async (story) => ({
      version: await version(story, "room_case"),
      notes: canary(),
      company: id(story, "company"),
      owner: id(story, "sara"),
      value: { amount: "400000", currency: "EUR" },
      probability: 40,
    })),
    { also: sellers },
  ),

  act("sara", "members.list", inRoom(), { also: members }),
  act(
    "erik",
    "members.get",
    inRoom((story) => ({ person: id(story, "carl") })),
    { also: members },
  ),
  act(
    "sara",
    "members.change",
    inRoom(async (story) => ({
      person: id(story, "sam"),
      role: "specialist",
      team: canary(),
      version: Number(
        await one(story, "select version from member where room_id = $1 and id = $2", [
          story.room.id,
          id(story, "sam"),
        ]),
      ),
    })),
  ),
  act(
    "sara",
    "members.add-colleague",
    inRoom((story) => ({ person: id(story, "tess"), role: "viewer", team: canary() })),
  ),
  act(
    "sara",
    "members.remove",
    inRoom((story) => ({ person: id(story, "tess") })),
  ),
  act("oskar", "rooms.enter", () => ({ room: "SECOND", reason: `Because ${canary()}` })),
  act("oskar", "members.leave", (story) => ({ room: id(story, "second") }), {
    also: ["sara", "sam", "adam", "berta"],
  }),

  act("sara", "invitations.options", inRoom(), { also: ["berta"] }),
  act("sara", "invitations.create", inRoom(guest), { also: ["berta"] }),
  act("berta", "invitations.create", inRoom(guest), { also: ["sara"] }),
  act(
    "sara",
    "invitations.renew",
    inRoom((story) => invitation(story, "seller")),
  ),
  act(
    "berta",
    "invitations.renew",
    inRoom((story) => invitation(story, "buyer")),
  ),
  act("sara", "invitations.create", inRoom(guest), { also: ["berta"] }),
  act(
    "sara",
    "invitations.withdraw",
    inRoom((story) => invitation(story, "seller")),
  ),

  act(
    "sara",
    "audiences.create",
    inRoom((story) => ({ name: `Working group ${canary()}`, people: [id(story, "sam"), id(story, "erik")] })),
    { also: ["berta", "erik", "carl"], keep: keepAs("working") },
  ),
  act(
    "berta",
    "audiences.create",
    inRoom((story) => ({ name: `Steering ${canary()}`, people: [id(story, "carl")] })),
    { also: ["sara", "erik", "carl"], keep: keepAs("steering") },
  ),
  act(
    "erik",
    "audiences.create",
    inRoom(() => ({ name: `Only Erik ${canary()}` })),
    { also: ["sara", "berta", "carl"], keep: keepAs("alone") },
  ),
  act(
    "sara",
    "audiences.rename",
    inRoom((story) => ({ audience: id(story, "working"), name: `Working group ${canary()}` })),
    { also: ["erik"] },
  ),
  act(
    "erik",
    "audiences.add-people",
    inRoom((story) => ({ audience: id(story, "working"), people: [id(story, "berta")] })),
    { also: ["sara"] },
  ),
  act(
    "erik",
    "audiences.remove-person",
    inRoom((story) => ({ audience: id(story, "working"), person: id(story, "berta") })),
    { also: ["berta"] },
  ),
  act("sam", "audiences.get", custom("working"), { also: ["sara", "erik"] }),
  act("carl", "audiences.get", custom("steering"), { also: ["berta"] }),
  act(
    "sara",
    "audiences.people",
    inRoom((story) => ({ audience: story.room.audiences.seller })),
    { also: team },
  ),
  act(
    "erik",
    "audiences.people",
    inRoom((story) => ({ audience: story.room.audiences.buyer })),
    { also: buyers },
  ),
  act(
    "berta",
    "audiences.people",
    inRoom((story) => ({ audience: story.room.audiences.commercial })),
    { also: team },
  ),
  act("sara", "audiences.mine", inRoom(), { also: members }),

  act(
    "sara",
    "contacts.show",
    inRoom((story) => ({
      person: id(story, "sam"),
      subject: canary(),
      phone: canary(),
      email: `${canary()}@example.com`,
    })),
  ),
  act(
    "berta",
    "contacts.show",
    inRoom((story) => ({ person: id(story, "erik"), subject: canary() })),
  ),
  act("sara", "contacts.show", (story) => ({
    room: id(story, "second"),
    person: id(story, "sara"),
    phone: canary(),
  })),
  act("sam", "contacts.show", (story) => ({
    room: id(story, "third"),
    person: id(story, "sam"),
    phone: canary(),
  })),
  act("sara", "contacts.list", inRoom(), { also: members }),
  act(
    "berta",
    "contacts.hide",
    inRoom((story) => ({ person: id(story, "erik") })),
  ),

  act(
    "sara",
    "rooms.view-as",
    inRoom((story) => ({ person: id(story, "erik") })),
    { also: ["berta"] },
  ),
  act("sara", "rooms.stop-view-as", inRoom(), {
    also: everyone,
  }),
  act("sara", "overview.home", undefined, { also: everyone }),
  act("sara", "overview.room", inRoom(), { also: members }),
];
