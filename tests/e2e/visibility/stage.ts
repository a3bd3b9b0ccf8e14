import { readFileSync } from "node:fs";
import pg from "pg";
import { readConfig, setConfig } from "../../../src/platform/config.ts";
import {
  closeDatabase,
  openDatabase,
  openRuntimeLogin,
  startEmbedded,
} from "../../../src/platform/database/index.ts";
import { asSystem } from "../../../src/platform/database/system.ts";
import { post } from "../../../src/platform/identity/letters.ts";
import { beginSession } from "../../../src/platform/identity/session.ts";
import { type Letter, mailbox } from "../../fixtures/mailbox.ts";
import type { Owner } from "../../visibility/hidden.ts";
import { startServer } from "../server.ts";

/** The built server on a database of its own, into which this process tells stories by the same operations. */
export interface Stage {
  url: string;
  letters: Letter[];
  /** Looks at the database past every rule. */
  look: Owner;
  /** Lets a person in; the cookie of their session. */
  enter(person: string): Promise<string>;
  /** Waits until the server has done all that the story gave it to do. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts server, mail server and database; this process then has the server's settings. */
export async function openStage(): Promise<Stage> {
  const box = await mailbox();
  const server = await startServer({ SMTP_URL: box.url });
  const { ownerUrl } = await startEmbedded(server.dataDir); // the server's own: it runs already
  setConfig({
    ...readConfig([], {}, "/nonexistent"),
    LOG_LEVEL: "silent",
    DATA_DIR: server.dataDir,
    BASE_URL: server.url,
    SMTP_URL: box.url,
  });
  const password = readFileSync(`${server.dataDir}/runtime.password`, "utf8").trim();
  openDatabase(await openRuntimeLogin(ownerUrl, password), 5);
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on("error", () => undefined);
  await owner.connect();
  let before: Promise<unknown> = Promise.resolve(); // one connection, one question at a time
  const look: Owner = async (sql, values) => {
    const asked = before.then(() => owner.query(sql, values));
    before = asked.catch(() => undefined);
    return (await asked).rows;
  };
  return {
    url: server.url,
    letters: box.letters,
    look,
    async enter(person) {
      const token = await asSystem((tx) => beginSession(tx, person, "code", "A crawler"));
      return `frontstage=${token}`;
    },
    async quiet() {
      for (let still = 0; still < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const [waiting] = await look<{ some: boolean }>(
          `select exists (select from job_outbox) or exists (select from pgboss.job where name <> 'dead-letter' and name not like '\\_\\_%' and state < 'completed' and start_after <= now()) as some`,
        );
        still = waiting?.some ? 0 : still + 1;
      }
    },
    async stop() {
      post().close();
      await closeDatabase();
      await owner.end();
      await server.stop();
      await box.stop();
    },
  };
}
