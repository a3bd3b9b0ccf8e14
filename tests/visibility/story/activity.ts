import { scanRoom } from "../../../src/features/notifications/jobs.ts";
import { nothing } from "../../../src/features/notifications/model/settings.ts";
import { run } from "../../../src/platform/operations/index.ts";
import { type Act, act, everyone, id, inRoom, members, one, type Story, type Who } from "../act.ts";
import { operation } from "../operations.ts";

const cursor = (who: Who) => async (story: Story) => {
  const changes = (await run(operation("activity.changes"), story.people[who].actor, {
    room: story.room.id,
  })) as { upTo: string };
  return { upTo: changes.upTo };
};
/** As the server does soon after every act. */
const lookThrough = async (_: unknown, story: Story) =>
  scanRoom.run({ room: story.room.id }, { signal: AbortSignal.timeout(60_000) } as never);

/** The log, marks of what has been read, and notifications: read by each for themselves. */
export const activity: Act[] = [
  act("sara", "log.entries", inRoom(), { also: members }),
  act(
    "sara",
    "log.entries",
    inRoom((story) => ({ audience: story.room.audiences.seller })),
    { also: members },
  ),
  act("sara", "log.verify", inRoom(), { also: members }),
  act("sara", "log.heads", inRoom(), { also: members }),
  act("sara", "log.send-heads", inRoom(), { also: ["berta"] }),
  act("sara", "log.export", inRoom(), { also: members }),
  act("sara", "activity.changes", inRoom(), { also: members, keep: lookThrough }),
  act("sara", "activity.visit", inRoom(cursor("sara"))),
  act("berta", "activity.visit", inRoom(cursor("berta"))),
  act("sara", "notifications.unread", undefined, { also: everyone }),
  act("sara", "notifications.list", undefined, { also: everyone }),
  act("berta", "notifications.open", async (story) => ({
    room: story.room.id,
    id: await one(story, "select id from notification where room_id = $1 and audience_id = $2", [
      story.room.id,
      id(story, "berta"),
    ]),
  })),
  act(
    "berta",
    "notifications.read-opened",
    inRoom(() => ({ path: "/rooms/none/people" })),
    { also: members },
  ),
  act("sara", "notifications.settings", undefined, { also: everyone }),
  act(
    "sara",
    "notifications.choose",
    () => ({ delivery: { ...nothing, mentions: "daily" }, dailyHour: 7, version: 0 }),
    {
      also: everyone,
    },
  ),
  act("erik", "notifications.off", undefined, { also: everyone }),
  act("sam", "notifications.read-all", undefined, { also: everyone }),
];
