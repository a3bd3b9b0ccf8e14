import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import compression from "compression";
import { config } from "#platform/config.ts";
import { forbidden } from "#platform/errors.ts";
import { bodyLimit } from "./limit.ts";
import { refusalAtTheDoor } from "./refuse.ts";

type Next = () => void;
/** One step of answering: answers, or calls the next. */
export type Step = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

const headers: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()",
  // Pages bring their own policy; everything else may run nothing.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** Security headers on every answer, and a refusal of writes that come from another site. */
const security: Step = (request, response, next) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (config().BASE_URL.startsWith("https:"))
    response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
  const reads = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
  if (!reads && !sameOrigin(request)) {
    void refusalAtTheDoor(request, forbidden("from-another-site")).then(({ headers, text }) =>
      response.writeHead(403, headers).end(text),
    );
    return;
  }
  next();
};

/**
 * Browsers name the page a write comes from; programs with a bearer token have no cookie to be abused. Where BASE_URL is
 * configured its origin alone is ours: Host is what a proxy, or a name that somebody points here, makes of it.
 */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined)
    return (
      request.headers["sec-fetch-site"] === undefined || request.headers["sec-fetch-site"] === "same-origin"
    );
  try {
    const from = new URL(origin);
    const { ORIGIN } = config();
    return ORIGIN === null ? from.host === host : from.origin === ORIGIN;
  } catch {
    return false;
  }
}

/** The web server: security headers, compression, the given steps in order, then the pages. */
export function webServer(steps: Step[], pages: RequestListener): Server {
  const all: Step[] = [
    security,
    bodyLimit,
    compression({
      filter: (request, response) =>
        !String(response.getHeader("content-type")).startsWith("text/event-stream") &&
        compression.filter(request, response),
    }) as unknown as Step,
    ...steps,
  ];
  // A plain form with a large file on a slow line takes longer than the five minutes that are usual.
  return createServer({ requestTimeout: 3_600_000 }, (request, response) => {
    const walk = (index: number): void => {
      const step = all[index];
      if (step) step(request, response, () => walk(index + 1));
      else pages(request, response);
    };
    walk(0);
  });
}
