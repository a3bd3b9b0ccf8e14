import { type Act, act, buyers, canary, id, inRoom, members, one, type Story, staff, team } from "../act.ts";

const phase = (story: Story) =>
  one(story, "select id from phase where room_id = $1 order by position limit 1", [story.room.id]);
const lane = (story: Story, band: string) =>
  one(story, "select id from lane where room_id = $1 and band = $2 order by position limit 1", [
    story.room.id,
    band,
  ]);
const step = async (story: Story, name: string, event: string, more = {}) => ({
  activity: id(story, name),
  version: Number(await one(story, "select version from activity where id = $1", [id(story, name)])),
  event,
  ...more,
});
const fresh = (audience: "room" | "seller" | "buyer", band: string) =>
  inRoom(async (story) => ({
    audience: story.room.audiences[audience],
    title: canary(),
    phase: await phase(story),
    lane: await lane(story, band),
    plannedStart: "2027-03-01",
  }));
const keepAs = (name: string) => (answer: Record<string, string>, story: Story) => {
  story.ids[name] = answer.id ?? "";
};
const participant = async (story: Story) => {
  const found = await one(
    story,
    "select id from participant where room_id = $1 and activity_id = $2 and part = 'lead'",
    [story.room.id, id(story, "seller activity")],
  );
  return {
    participant: found,
    version: Number(await one(story, "select version from participant where id = $1", [found])),
  };
};

/** The process of the room: tailored and carried out on both sides of the line. */
export const process: Act[] = [
  act("sara", "process.blueprints", undefined, { also: staff }),
  act(
    "sara",
    "process.blueprint",
    async (story) => ({
      blueprint: await one(story, "select id from blueprint_version where key = 'small-project-sale'"),
    }),
    { also: staff },
  ),
  act("sara", "process.start", async (story) => ({
    room: id(story, "second"),
    blueprint: await one(story, "select id from blueprint_version where key = 'capital-project-sale'"),
    from: "2027-01-04",
  })),
  act("sara", "process.choose", (story) => ({
    room: id(story, "second"),
    alternative: "offering",
    option: "integrator",
  })),
  act(
    "sara",
    "process.enter-phase",
    inRoom(async (story) => ({
      phase: await phase(story),
      version: Number(await one(story, "select version from process where room_id = $1", [story.room.id])),
    })),
  ),
  act(
    "sara",
    "process.add-lane",
    inRoom(() => ({ title: canary(), band: "backstage" })),
    { also: ["berta"] },
  ),
  act(
    "berta",
    "process.add-lane",
    inRoom(() => ({ title: canary() })),
    { also: ["sara"] },
  ),

  act("sara", "activities.add", fresh("room", "onstage"), { keep: keepAs("room activity") }),
  act("sara", "activities.add", fresh("seller", "backstage"), { keep: keepAs("seller activity") }),
  act("sara", "activities.add", fresh("seller", "backstage"), { keep: keepAs("draft activity") }),
  act("berta", "activities.add", fresh("buyer", "customer"), { keep: keepAs("buyer activity") }),
  act(
    "sara",
    "activities.change",
    inRoom(async (story) => ({
      ...(await step(story, "seller activity", "")),
      event: undefined,
      title: canary(),
      phase: await phase(story),
      plannedEnd: "2027-05-01",
    })),
  ),
  act(
    "sara",
    "activities.assign",
    inRoom(async (story) => ({ ...(await participant(story)), member: id(story, "sam") })),
  ),
  act(
    "sara",
    "activities.add-participant",
    inRoom(async (story) => ({
      activity: id(story, "seller activity"),
      lane: await lane(story, "support"),
      part: "consult",
    })),
    { keep: keepAs("participant") },
  ),
  act(
    "sara",
    "activities.remove-participant",
    inRoom((story) => ({ participant: id(story, "participant") })),
  ),
  act(
    "sam",
    "activities.step",
    inRoom((story) => step(story, "seller activity", "start")),
    { also: ["sara"] },
  ),
  act(
    "sam",
    "activities.step",
    inRoom((story) => step(story, "seller activity", "wait", { reason: canary(), waitingFor: "other" })),
    { also: ["sara"] },
  ),
  act(
    "berta",
    "activities.step",
    inRoom((story) => step(story, "buyer activity", "start")),
  ),
  act(
    "sara",
    "activities.step",
    inRoom((story) => step(story, "draft activity", "drop", { reason: canary() })),
  ),
  act(
    "sara",
    "activities.step",
    inRoom((story) => step(story, "draft activity", "restore", { reason: canary() })),
  ),
  act(
    "sara",
    "activities.publish",
    inRoom(async (story) => ({
      ...(await step(story, "draft activity", "")),
      event: undefined,
      to: story.room.audiences.room,
    })),
  ),

  act(
    "sara",
    "activities.show",
    inRoom((story) => ({ activity: id(story, "seller activity") })),
    { also: team },
  ),
  act(
    "berta",
    "activities.show",
    inRoom((story) => ({ activity: id(story, "buyer activity") })),
    { also: buyers },
  ),
  act(
    "erik",
    "activities.show",
    inRoom((story) => ({ activity: id(story, "room activity") })),
    { also: members },
  ),
  act("sara", "process.list", inRoom(), { also: members }),
  act("sara", "process.show", inRoom(), { also: members }),
  act("sara", "process.waiting", inRoom(), { also: members }),
];
