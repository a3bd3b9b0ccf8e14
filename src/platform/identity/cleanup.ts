import { z } from "zod";
import { asSystem } from "../database/system.ts";
import { job } from "../jobs/index.ts";

const day = 86_400_000;

/** Every night: codes, links and challenges that can no longer be used, and allowances that are full again. */
job({
  name: "identity.cleanup",
  schema: z.object({}),
  cron: "27 3 * * *",
  concurrency: 1,
  async run() {
    const now = new Date();
    const yesterday = new Date(now.getTime() - day);
    await asSystem(async (tx) => {
      await tx.deleteFrom("sign_in_code").where("expires_at", "<", yesterday).execute();
      // Whose link let somebody in stays on their security screen for a quarter of a year.
      await tx
        .deleteFrom("sign_in_link")
        .where("expires_at", "<", new Date(now.getTime() - 90 * day))
        .execute();
      await tx.deleteFrom("challenge").where("expires_at", "<", now).execute();
      await tx.deleteFrom("rate_limit").where("spent_until", "<", now).execute();
    });
  },
});
