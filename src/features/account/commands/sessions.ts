import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { announceEnded } from "#platform/identity/endings.ts";
import { command } from "#platform/operations/index.ts";

/** Ends one of my sessions; whatever is open in it closes at once. */
export const endOneSession = command({
  name: "account.end-session",
  summary: "Ends one of my sessions at once",
  http: "DELETE /me/sessions/{session}",
  capability: "anyone",
  input: z.object({ session: z.uuid() }),
  output: z.object({ ended: z.number() }),
  async run({ tx, actor, input, afterCommit }) {
    const result = await tx
      .deleteFrom("session")
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.session)
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) throw notFound();
    afterCommit(async () => announceEnded(actor.personId));
    return { ended: 1 };
  },
});

/** Ends all of my sessions but one. */
export const endOtherSessions = command({
  name: "account.end-other-sessions",
  summary: "Ends all of my sessions but the one that is kept",
  http: "POST /me/sessions/end-others",
  capability: "anyone",
  input: z.object({ keep: z.uuid() }),
  output: z.object({ ended: z.number() }),
  async run({ tx, actor, input, afterCommit }) {
    const result = await tx
      .deleteFrom("session")
      .where("audience_id", "=", actor.personId)
      .where("id", "<>", input.keep)
      .executeTakeFirst();
    afterCommit(async () => announceEnded(actor.personId));
    return { ended: Number(result.numDeletedRows) };
  },
});
