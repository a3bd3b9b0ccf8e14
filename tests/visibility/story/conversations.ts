import {
  type Act,
  act,
  buyers,
  canary,
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
const start = (who: Who, name: string, also: Who[], about?: [string, string]) =>
  act(
    who,
    "conversations.start",
    inRoom((story) => ({
      audience: audience(story, name),
      title: `Thread ${canary()}`,
      text: `Words ${canary()} for @[${id(story, who)}]`,
      ...(about && { subjectType: about[0], subject: id(story, about[1]) }),
    })),
    {
      also,
      keep: (answer, story) => {
        story.ids[`${name} thread`] = answer.thread ?? answer.id ?? "";
      },
    },
  );
const thread = (name: string, more = {}) =>
  inRoom((story) => ({ thread: id(story, `${name} thread`), ...more }));
const message = async (story: Story, name: string) => {
  const found = await one(story, "select id from message where thread_id = $1 order by place limit 1", [
    id(story, `${name} thread`),
  ]);
  return {
    message: found,
    version: Number(await one(story, "select version from message where id = $1", [found])),
  };
};

/** Talking in every audience, about the room and about things on either side of the line. */
export const conversations: Act[] = [
  act("erik", "conversations.audiences", inRoom(), { also: members }),
  start("sara", "room", members),
  start("sara", "seller", team, ["document", "room document"]),
  start("berta", "buyer", buyers),
  start("berta", "commercial", team),
  start("erik", "working", team),
  start("carl", "steering", ["berta"]),
  act("sam", "conversations.send", thread("seller", { text: `More ${canary()}` }), { also: team }),
  act("erik", "conversations.send", thread("buyer", { text: `More ${canary()}` }), { also: buyers }),
  act(
    "sara",
    "conversations.edit",
    inRoom(async (story) => ({ ...(await message(story, "seller")), text: `Edited ${canary()}` })),
  ),
  act(
    "berta",
    "conversations.edit",
    inRoom(async (story) => ({ ...(await message(story, "buyer")), text: `Edited ${canary()}` })),
  ),
  act(
    "berta",
    "conversations.withdraw",
    inRoom((story) => message(story, "commercial")),
  ),
  act("sam", "conversations.read", thread("seller", { place: 1 }), { also: team }),
  act("sam", "conversations.thread", thread("seller"), { also: team }),
  act("erik", "conversations.thread", thread("buyer"), { also: buyers }),
  act("erik", "conversations.thread", thread("room"), { also: members }),
  act(
    "erik",
    "conversations.about",
    inRoom((story) => ({ subjectType: "document", subject: id(story, "room document") })),
    { also: members },
  ),
  act("erik", "conversations.list", inRoom(), { also: members }),
];
