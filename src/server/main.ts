import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import * as build from "virtual:react-router/server-build";
import { createRequestListener } from "@react-router/node";
import type { ServerBuild } from "react-router";
import sirv from "sirv";
import { takeInBlueprints } from "#features/process/index.ts";
import { ConfigError, config, readConfig, setConfig } from "#platform/config.ts";
import {
  closeDatabase,
  migrate,
  openDatabase,
  openRuntimeLogin,
  startEmbedded,
} from "#platform/database/index.ts";
import { databasePool } from "#platform/database/system.ts";
import { installJobs, startJobs, stopJobs } from "#platform/jobs/index.ts";
import { closeStreams, startListening, stopListening } from "#platform/live/index.ts";
import { log } from "#platform/log.ts";
import { requestContext } from "./context.ts";
import { type Step, webServer } from "./http.ts";

/** A running deployment. */
export interface Running {
  url: string;
  stop(): Promise<void>;
}

/** While developing: Vite answers for modules and gives the pages anew after each change. */
export interface Development {
  middlewares: Step;
  loadBuild(): Promise<ServerBuild>;
}

/** Starts everything once: database, migrations, live announcements, web server. */
export async function start(development?: Development): Promise<Running> {
  setConfig(readConfig());
  const settings = config();
  mkdirSync(settings.DATA_DIR, { recursive: true });
  const embedded = settings.DATABASE_URL ? undefined : await startEmbedded(settings.DATA_DIR);
  const ownerUrl = settings.DATABASE_URL ?? embedded?.ownerUrl ?? "";
  const migrated = await migrate(ownerUrl, "migrations");
  if (migrated.length > 0) log().info({ migrations: migrated.length }, "database brought up to date");
  await installJobs(ownerUrl);
  openDatabase(await openRuntimeLogin(ownerUrl, runtimePassword(settings.DATA_DIR)), settings.DATABASE_POOL);
  await takeInBlueprints("blueprints");
  await startListening();
  await startJobs();
  let stopping = false;
  const health: Step = (request, response, next) => {
    if (request.url === "/healthz")
      return void response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
    if (request.url === "/readyz") {
      const ready = stopping ? Promise.reject(new Error("stopping")) : databasePool().query("select 1");
      return void ready.then(
        () => response.writeHead(200).end("ready\n"),
        () => response.writeHead(503).end("not ready\n"),
      );
    }
    next();
  };
  const steps: Step[] = [health];
  steps.push(development?.middlewares ?? sirv("build/client", { etag: true, setHeaders: cacheRule }));
  const pages = createRequestListener({
    build: development?.loadBuild ?? build,
    getLoadContext: requestContext,
    mode: import.meta.env.MODE,
  });
  const server = webServer(steps, pages);
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(settings.PORT, settings.HOST, resolve),
  );
  return {
    url: settings.BASE_URL,
    async stop() {
      stopping = true;
      closeStreams();
      stopListening();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 5000).unref();
      await closed;
      await stopJobs();
      await closeDatabase();
      await embedded?.stop();
    },
  };
}

/** Built files carry their hash in their name and never change. */
const cacheRule = (response: ServerResponse, path: string) =>
  response.setHeader(
    "cache-control",
    path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
  );

/** The runtime role's password, kept beside the data (or made anew at each start for an external database). */
function runtimePassword(dataDir: string): string {
  const file = join(dataDir, "runtime.password");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

export { ConfigError };
