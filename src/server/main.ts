import type { Server, ServerResponse } from "node:http";
import * as build from "virtual:react-router/server-build";
import { createRequestListener } from "@react-router/node";
import type { ServerBuild } from "react-router";
import sirv from "sirv";
import { watchGates } from "#features/gates/index.ts";
import { watchRooms } from "#features/notifications/index.ts";
import { uploadsDoor } from "#features/uploads/index.ts";
import { type Config, ConfigError, config } from "#platform/config.ts";
import type { EmbeddedDatabase } from "#platform/database/index.ts";
import { databaseAnswers } from "#platform/database/system.ts";
import { type DemoPerson, demoPeople } from "#platform/identity/demo.ts";
import { firstOwnerLink } from "#platform/identity/ownership.ts";
import { startJobs, stopJobs } from "#platform/jobs/index.ts";
import { closeStreams, startListening, stopListening } from "#platform/live/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { requestContext } from "./context.ts";
import { clearAway, tellOnce, wasBrokenOff } from "./demonstration/once.ts";
import { type Step, webServer } from "./http.ts";
import { metrics } from "./metrics.ts";
import { openDeployment } from "./open.ts";
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

/** How a start may be helped and broken off. */
export interface Starting {
  development?: Development;
  /** The embedded database, when its start was begun while this program was still being read. */
  database?: Promise<EmbeddedDatabase>;
  /** Breaks the start off at the next step; everything that was begun is ended. */
  signal?: AbortSignal;
}

/**
 * Starts everything once: database, migrations, live announcements, web server, and after that the jobs.
 * @throws with everything ended again that was begun
 */
export async function start(starting: Starting = {}): Promise<Running> {
  const { development, signal } = starting;
  const begun: (() => unknown)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (const end of begun.splice(0).reverse()) await end();
  };
  let gaveUp = false;
  try {
    let { settings, close } = await openDeployment({ database: starting.database });
    begun.push(() => close(gaveUp));
    signal?.throwIfAborted();
    if (settings.DEMO) {
      if (await wasBrokenOff(settings)) {
        begun.pop();
        await close();
        clearAway(settings);
        ({ settings, close } = await openDeployment());
        begun.push(() => close(gaveUp));
      }
      await tellOnce(signal);
    }
    await startListening();
    begun.push(stopListening, watchRooms(), watchGates(), endPages);
    signal?.throwIfAborted();
    const server = webServer([health(() => stopping), ...stepsOf(development)], pagesOf(development));
    await new Promise<void>((resolve, reject) =>
      server
        .once("error", (error) => reject(listenProblem(error, settings)))
        .listen(settings.PORT, settings.HOST, resolve),
    );
    begun.push(() => endServer(server));
    // Answers are given from here on; nobody waits for the queue.
    begun.splice(-1, 0, stopJobs);
    await startJobs();
    signal?.throwIfAborted();
    return { url: settings.BASE_URL, ownerLink: await firstOwnerLink(), people: await demoPeople(), stop };
  } catch (error) {
    gaveUp = true;
    await stop();
    throw error;
  }
}

/** `/healthz`: the process lives; `/readyz`: it answers, database and all. */
const health =
  (stopping: () => boolean): Step =>
  (request, response, next) => {
    if (request.url === "/healthz")
      return void response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
    if (request.url !== "/readyz") return next();
    const ready = stopping() ? Promise.reject(new Error("stopping")) : databaseAnswers();
    ready.then(
      () => response.writeHead(200).end("ready\n"),
      () => response.writeHead(503).end("not ready\n"),
    );
  };

/** What is counted and what lies ready: measures, and the built files (or what Vite makes of them). */
function stepsOf(development: Development | undefined): Step[] {
  const paths = Object.values(build.routes).map((route) => route?.path ?? "");
  const files = () => sirv("build/client", { etag: true, brotli: true, gzip: true, setHeaders: cacheRule });
  return [metrics(paths), uploadsDoor, development?.middlewares ?? files()];
}

const pagesOf = (development: Development | undefined) =>
  createRequestListener({
    build: development ? async () => here(await development.loadBuild()) : here(build),
    getLoadContext: requestContext,
    mode: import.meta.env.MODE,
  });

/** Closes the streams, then waits for the last answers. */
async function endServer(server: Server): Promise<void> {
  closeStreams();
  const closed = new Promise((resolve) => server.close(resolve));
  // Connections that have just given their last answer (a stream, say) are kept alive for more; there is no more.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  setTimeout(() => server.closeAllConnections(), 5000).unref();
  await closed;
  clearInterval(sweep);
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
