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
  team,
  type Who,
} from "../act.ts";

const audience = (story: Story, name: string) =>
  story.room.audiences[name as keyof Story["room"]["audiences"]] ?? id(story, name);
const words = () => ({
  title: `Meeting ${canary()}`,
  place: canary(),
  note: canary(),
  link: `https://meet.example/${canary()}`,
});
const when = { day: "2030-02-03", from: "10:00", until: "11:00", zone: "Europe/Helsinki" };
const propose = (who: Who, name: string, also: Who[]) =>
  act(
    who,
    "schedule.propose",
    inRoom((story) => ({
      audience: audience(story, name),
      kind: "meeting",
      ...words(),
      ...when,
      participants: [id(story, who)],
    })),
    {
      also,
      keep: (answer, story) => {
        story.ids[`${name} item`] = answer.item ?? answer.id ?? "";
      },
    },
  );
const item = async (story: Story, name: string) => ({
  item: id(story, `${name} item`),
  version: Number(
    await one(story, "select version from schedule_item where id = $1", [id(story, `${name} item`)]),
  ),
});

/** One schedule on every side of the line, and the private calendar. */
export const schedule: Act[] = [
  propose("sara", "room", members),
  propose("sara", "seller", team),
  propose("berta", "buyer", buyers),
  propose("berta", "commercial", team),
  propose("erik", "working", team),
  propose("carl", "steering", ["berta"]),
  act(
    "berta",
    "schedule.answer",
    inRoom(async (story) => ({ ...(await item(story, "room")), answer: "agreed" })),
    { also: ["erik"] },
  ),
  act(
    "sara",
    "schedule.answer",
    inRoom(async (story) => ({ ...(await item(story, "commercial")), answer: "declined", reason: canary() })),
    { also: team },
  ),
  act(
    "sam",
    "schedule.answer",
    inRoom(async (story) => ({ ...(await item(story, "working")), answer: "declined", reason: canary() })),
    { also: team },
  ),
  act(
    "berta",
    "schedule.answer",
    inRoom(async (story) => ({ ...(await item(story, "steering")), answer: "agreed" })),
  ),
  act(
    "sam",
    "schedule.edit",
    inRoom(async (story) => ({ ...(await item(story, "seller")), ...words() })),
    { also: team },
  ),
  act(
    "sara",
    "schedule.move",
    inRoom(async (story) => ({
      ...(await item(story, "seller")),
      ...when,
      day: "2030-02-04",
      reason: canary(),
    })),
    { also: team },
  ),
  act(
    "sara",
    "schedule.move",
    inRoom(async (story) => ({
      ...(await item(story, "commercial")),
      ...when,
      day: "2030-02-05",
      reason: canary(),
    })),
    { also: ["sam", "adam", "berta"] },
  ),
  act(
    "erik",
    "schedule.cancel",
    inRoom(async (story) => ({ ...(await item(story, "buyer")), reason: canary() })),
    { also: buyers },
  ),
  act(
    "sara",
    "schedule.publish",
    inRoom(async (story) => ({
      ...(await item(story, "seller")),
      to: story.room.audiences.room,
      ...words(),
    })),
  ),
  propose("sara", "seller", team),
  act(
    "sara",
    "schedule.finish",
    inRoom((story) => item(story, "seller")),
    { also: team },
  ),
  propose("sara", "seller", team),
  act(
    "sam",
    "schedule.item",
    inRoom((story) => ({ item: id(story, "seller item") })),
    { also: team },
  ),
  act(
    "erik",
    "schedule.item",
    inRoom((story) => ({ item: id(story, "buyer item") })),
    { also: buyers },
  ),
  act("erik", "schedule.list", inRoom(), { also: members }),
  act("sara", "schedule.coming", undefined, { also: everyone }),
  act("sara", "calendar.make-link", undefined, { also: everyone }),
  act("sara", "calendar.set-rule", () => ({ commercial: "hidden" }), { also: everyone }),
  act("sara", "calendar.settings", undefined, { also: everyone }),
  act("sara", "calendar.events", undefined, { also: everyone }),
  act("sara", "calendar.revoke-link", undefined, { also: everyone }),
  ...(["sara", "berta"] as const).map((who) => act(who, "calendar.make-link", undefined, { also: everyone })),
];
