import type { ServerResponse } from "node:http";
import * as build from "virtual:react-router/server-build";
import { createRequestListener } from "@react-router/node";
import type { ServerBuild } from "react-router";
import sirv from "sirv";
import { watchGates } from "#features/gates/index.ts";
import { watchRooms } from "#features/notifications/index.ts";
import { type Config, ConfigError, config } from "#platform/config.ts";
import { databaseAnswers } from "#platform/database/system.ts";
import { type DemoPerson, demoPeople } from "#platform/identity/demo.ts";
import { firstOwnerLink } from "#platform/identity/ownership.ts";
import { startJobs, stopJobs } from "#platform/jobs/index.ts";
import { closeStreams, startListening, stopListening } from "#platform/live/index.ts";
import { requestContext } from "./context.ts";
import { loadDemonstration } from "./demonstration/index.ts";
import { type Step, webServer } from "./http.ts";
import { metrics } from "./metrics.ts";
import { type Opened, openDeployment } from "./open.ts";
import "#platform/identity/cleanup.ts";

/** A running deployment. */
export interface Running {
  url: string;
  /** While the deployment has no owner: the link with which the first one takes it over. */
  ownerLink: string | null;
  /** In the demonstration: whom one can be. */
  people: DemoPerson[];
  stop(): Promise<void>;
}

/** While developing: Vite answers for modules and gives the pages anew after each change. */
export interface Development {
  middlewares: Step;
  loadBuild(): Promise<ServerBuild>;
}

/** Starts everything once: database, migrations, live announcements, web server. */
export async function start(development?: Development): Promise<Running> {
  const opened = await openDeployment();
  try {
    return await serve(opened, development);
  } catch (error) {
    // What was started for nothing is not left running: the embedded database above all.
    stopListening();
    await stopJobs();
    await opened.close();
    throw error;
  }
}

async function serve({ settings, close }: Opened, development?: Development): Promise<Running> {
  if (settings.DEMO && (await firstOwnerLink())) await loadDemonstration();
  await startListening();
  await startJobs();
  const stopWatching = [watchRooms(), watchGates()];
  let stopping = false;
  const health: Step = (request, response, next) => {
    if (request.url === "/healthz")
      return void response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
    if (request.url === "/readyz") {
      const ready = stopping ? Promise.reject(new Error("stopping")) : databaseAnswers();
      return void ready.then(
        () => response.writeHead(200).end("ready\n"),
        () => response.writeHead(503).end("not ready\n"),
      );
    }
    next();
  };
  const paths = Object.values(build.routes).map((route) => route?.path ?? "");
  const steps: Step[] = [health, metrics(paths)];
  steps.push(
    development?.middlewares ??
      sirv("build/client", { etag: true, brotli: true, gzip: true, setHeaders: cacheRule }),
  );
  const pages = createRequestListener({
    build: development ? async () => here(await development.loadBuild()) : here(build),
    getLoadContext: requestContext,
    mode: import.meta.env.MODE,
  });
  const server = webServer(steps, pages);
  await new Promise<void>((resolve, reject) =>
    server
      .once("error", (error) => reject(listenProblem(error, settings)))
      .listen(settings.PORT, settings.HOST, resolve),
  );
  return {
    url: settings.BASE_URL,
    ownerLink: await firstOwnerLink(),
    people: await demoPeople(),
    async stop() {
      stopping = true;
      closeStreams();
      for (const stop of stopWatching) stop();
      stopListening();
      const closed = new Promise((resolve) => server.close(resolve));
      // Connections that have just given their last answer (a stream, say) are kept alive for more; there is no more.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      setTimeout(() => server.closeAllConnections(), 5000).unref();
      await closed;
      clearInterval(sweep);
      await stopJobs();
      await close();
    },
  };
}

/**
 * The build, knowing its own address. Behind a proxy that speaks https the address of a request is not the one that the
 * browser names as its page's; webServer has refused foreign writes already, but React Router looks once more.
 */
function here(given: ServerBuild): ServerBuild {
  return { ...given, allowedActionOrigins: [new URL(config().BASE_URL).host] };
}

/** Why the web server cannot listen where it should, in words. */
function listenProblem(error: NodeJS.ErrnoException, { HOST, PORT }: Config): Error {
  const words: Record<string, string> = {
    EADDRINUSE: `another program listens on port ${PORT} of ${HOST} already. Stop it, or choose another port, e.g. --port=${PORT + 100}`,
    EACCES: `this user may not listen on port ${PORT}. Choose one above 1023, and let a proxy in front have the other.`,
    EADDRNOTAVAIL: `${HOST} is not an address of this machine.`,
    ENOTFOUND: `${HOST} is not an address of this machine.`,
  };
  const reason = words[error.code ?? ""];
  return reason ? new ConfigError(`Frontstage cannot open: ${reason}`, { cause: error }) : error;
}

/** Built files carry their hash in their name and never change. */
const cacheRule = (response: ServerResponse, path: string) =>
  response.setHeader(
    "cache-control",
    path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
  );

export { runCommandLine } from "./cli.ts";
export { ConfigError };
