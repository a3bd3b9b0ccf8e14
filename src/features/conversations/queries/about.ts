import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { audienceShown, subjectShown, subjectType } from "../model/schema.ts";
import { threadAudiences } from "./audiences.ts";
import { threadShown, threads } from "./threads.ts";

/** Everything that the panel of conversations on one thing's screen shows. */
export const threadsAbout = query({
  name: "conversations.about",
  summary: "Conversations about one thing, and the audiences in which one about it can be started",
  http: "GET /rooms/{room}/threads-about/{subject}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), subjectType: subjectType.exclude(["room"]), subject: z.uuid() }),
  output: z.object({
    subject: subjectShown,
    threads: z.array(threadShown),
    /** Audiences of the threads, with their people. */
    audiences: z.array(audienceShown),
    startIn: z.array(audienceShown),
    mayTalk: z.boolean(),
    /** For the forms: makes a double click harmless. */
    key: z.string(),
  }),
  async run(work) {
    const { room, subjectType, subject } = work.input;
    const list = await threads.run({
      ...work,
      input: { room, subjectType, subject, show: "all", reach: "all" },
    });
    const allowed = await threadAudiences.run({ ...work, input: { room, subjectType, subject } });
    return {
      subject: allowed.subject,
      threads: list.threads,
      audiences: list.audiences,
      startIn: allowed.audiences,
      mayTalk: list.mayTalk && allowed.audiences.length > 0,
      key: randomUUID(),
    };
  },
});
