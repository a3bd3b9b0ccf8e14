import { z } from "zod";
import { asSystem } from "../database/system.ts";
import { job } from "./job.ts";

const day = 86_400_000;

/** Every night: answers kept under idempotency keys for more than a day, and sessions that have ended. */
export const cleanup = job({
  name: "platform.cleanup",
  schema: z.object({}),
  cron: "17 3 * * *",
  concurrency: 1,
  async run() {
    const now = new Date();
    await asSystem(async (tx) => {
      await tx
        .deleteFrom("idempotency")
        .where("created_at", "<", new Date(now.getTime() - day))
        .execute();
      await tx
        .deleteFrom("session")
        .where((row) => row.or([row("expires_at", "<", now), row("idle_until", "<", now)]))
        .execute();
    });
  },
});
