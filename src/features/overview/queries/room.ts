import { z } from "zod";
import { changesShape, changesSince } from "#features/activity/index.ts";
import { documentsWaiting, documentWaiting } from "#features/documents/index.ts";
import { gatesWaiting, gateWaiting } from "#features/gates/index.ts";
import { commentsWaiting, commentWaiting } from "#features/markup/index.ts";
import { phaseShown, waitingFor, waitingItem, whereWeAre } from "#features/process/index.ts";
import { contactsList } from "#features/rooms/index.ts";
import { itemShown, nextMeeting, scheduleWaiting } from "#features/schedule/index.ts";
import { query } from "#platform/operations/index.ts";
import { firstStep, firstSteps } from "./first-steps.ts";

/**
 * All of a room's overview. Every part is one statement of its own feature, and all are asked together; only the names of
 * what has changed are asked for afterwards: two round trips, whatever the number of parts.
 */
export const roomOverview = query({
  name: "overview.room",
  summary:
    "Where a room stands, what waits for whom, what changed since my last visit, the next meeting, whom to call",
  http: "GET /rooms/{room}/overview",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    phases: z.array(phaseShown),
    /** For the one who asks (`mine`) and for others. */
    waiting: z.array(waitingItem),
    decisions: z.array(gateWaiting),
    documents: z.array(documentWaiting),
    /** Comments on documents that the one who asks is to answer. */
    comments: z.array(commentWaiting),
    contacts: contactsList.output.shape.contacts,
    meeting: itemShown.nullable(),
    answers: z.array(itemShown),
    changes: changesShape,
    /** For the supplier's lead of a new room. */
    firstSteps: z.array(firstStep),
  }),
  async run(work) {
    const { tx, actor, seat, input, now } = work;
    const [phases, waiting, decisions, documents, comments, { contacts }, meeting, answers, changes, first] =
      await Promise.all([
        whereWeAre(tx, input.room),
        waitingFor(tx, input.room, actor.personId, now),
        gatesWaiting(tx, actor.personId, now, input.room),
        documentsWaiting(tx, actor.personId, now, input.room),
        commentsWaiting(tx, actor.personId, now, input.room),
        contactsList.run({ ...work, input }),
        nextMeeting(tx, actor.personId, input.room, now),
        scheduleWaiting(tx, actor.personId, input.room),
        changesSince(tx, actor, input.room, now),
        firstSteps(tx, seat, input.room),
      ]);
    return {
      phases,
      waiting,
      decisions,
      documents,
      comments,
      contacts,
      meeting,
      answers,
      changes,
      firstSteps: first,
    };
  },
});
