import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { config } from "#platform/config.ts";
import { jobCounts } from "#platform/jobs/index.ts";
import { openStreams } from "#platform/live/index.ts";
import { pagesWaiting } from "#platform/pages/index.ts";
import type { Step } from "./http.ts";

/**
 * Counts requests by the pattern of their address (no ids, no names, nothing that a person typed) and serves `/metrics` for
 * Prometheus: to this machine, or with METRICS_TOKEN to whoever brings it. To all others the address does not exist.
 * @param paths the paths of the routes, as they are written in the map of addresses
 */
export function metrics(paths: Iterable<string>): Step {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "frontstage_request_seconds",
    help: "Time to the end of an answer, by method, pattern of the address and status; live streams left out",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "frontstage_live_streams",
    help: "Open live streams of this process",
    registers: [registry],
    collect() {
      this.set(openStreams());
    },
  });
  new Gauge({
    name: "frontstage_pages_waiting",
    help: "Page images, texts and searches of PDFs that wait for their turn",
    registers: [registry],
    collect() {
      this.set(pagesWaiting());
    },
  });
  new Gauge({
    name: "frontstage_jobs",
    help: "Jobs by name and state; `dead` have failed every time and wait for somebody to look",
    labelNames: ["job", "state"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { name, state, count } of await jobCounts()) this.set({ job: name, state }, count);
    },
  });
  const fixed = new Set([...paths].flatMap((path) => path.split("/").filter((part) => !/^[:*]/.test(part))));
  return (request, response, next) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path === "/metrics") {
      if (!mayRead(request)) return next();
      return void registry.metrics().then(
        (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    }
    const began = performance.now();
    response.once("close", () => {
      if (String(response.getHeader("content-type")).startsWith("text/event-stream")) return;
      const labels = {
        method: known.has(request.method ?? "") ? request.method : "other",
        route: routeOf(path, response.statusCode, fixed),
        status: String(response.statusCode),
      };
      seconds.observe(labels as Record<string, string>, (performance.now() - began) / 1000);
    });
    next();
  };
}

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The pattern of an address: the words of the map stay, everything else is `*`. What is not there has no name of its own. */
export function routeOf(path: string, status: number, fixed: ReadonlySet<string>): string {
  if (status === 404) return "(none)";
  const parts = path
    .replace(/\.data$/, "")
    .split("/")
    .slice(1, 9);
  if (parts[0] === "api" || parts[0] === "assets") return `/${parts[0]}`;
  return `/${parts.map((part) => (part === "" || part === "_" || fixed.has(part) ? part : "*")).join("/")}`;
}

/** With a token: who brings it. Without: this machine, and nothing that came through a proxy. */
function mayRead({ headers, socket }: IncomingMessage): boolean {
  const token = config().METRICS_TOKEN;
  if (token) {
    const [brought, wanted] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
    return brought.length === wanted.length && timingSafeEqual(brought, wanted);
  }
  const forwarded = ["x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "via"];
  if (forwarded.some((name) => headers[name] !== undefined)) return false;
  return ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(socket.remoteAddress ?? "");
}
