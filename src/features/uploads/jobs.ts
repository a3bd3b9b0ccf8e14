import { z } from "zod";
import { asSystem } from "#platform/database/system.ts";
import { blobStore, FileProblem, scanned, staging } from "#platform/files/index.ts";
import { job } from "#platform/jobs/index.ts";
import { log } from "#platform/log.ts";

/** Every hour: uploads that nobody went on with, and bytes that no row knows. */
export const sweepUploads = job({
  name: "uploads.sweep",
  schema: z.object({}),
  concurrency: 1,
  cron: "23 * * * *",
  async run() {
    const known = await asSystem(async (tx) => {
      await tx.deleteFrom("receiving").where("expires_at", "<", new Date()).execute();
      return tx.selectFrom("receiving").select("id").execute();
    });
    const removed = await staging.sweepStaged(new Set(known.map(({ id }) => id)));
    if (removed > 0) log().info({ files: removed }, "unfinished uploads were removed");
  },
});

/** Files that were taken while the scanner was away are looked through when it is back. */
export const scanWaiting = job({
  name: "uploads.scan-waiting",
  schema: z.object({}),
  concurrency: 1,
  cron: "*/10 * * * *",
  timeout: 3600,
  async run(_, { signal }) {
    const waiting = await asSystem((tx) =>
      tx
        .selectFrom("blob")
        .select(["hash", "size"])
        .where("scan", "=", "waiting")
        .orderBy("created_at")
        .limit(100)
        .execute(),
    );
    const store = await blobStore();
    for (const { hash, size } of waiting) {
      if (signal.aborted) return;
      try {
        const scan = await scanned({ name: hash, size: Number(size) }, () => store.open(hash));
        if (scan === "waiting") return;
        await asSystem((tx) => tx.updateTable("blob").set({ scan }).where("hash", "=", hash).execute());
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
        if (error.code !== "file-infected") return;
        await staging.quarantine(hash, await store.open(hash));
        await asSystem((tx) =>
          tx.updateTable("blob").set({ scan: "infected" }).where("hash", "=", hash).execute(),
        );
        await store.remove(hash);
        log().error(
          { blob: hash, found: error.params.found ?? "" },
          "a virus in a file that was already taken",
        );
      }
    }
  },
});
