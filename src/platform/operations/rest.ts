import { Hono } from "hono";
import type { Actor } from "../database/index.ts";
import { Problem, signInFirst } from "../errors.ts";
import { log } from "../log.ts";
import { openApi } from "./openapi.ts";
import { type Operation, operations } from "./operation.ts";
import { run } from "./run.ts";

interface Caller {
  /** Who is calling (a session cookie or a bearer token); null when nobody is signed in. */
  Bindings: { actor: Actor | null };
}

/** The REST surface under /api/v1: one route an operation, generated from the registry. */
export function restApi({ baseUrl }: { baseUrl: string }): Hono<Caller> {
  const api = new Hono<Caller>().basePath("/api/v1");
  api.get("/openapi.json", (context) => context.json(openApi(baseUrl)));
  for (const operation of operations()) {
    api.on(operation.method, operation.path.replace(/\{([a-zA-Z]+)\}/g, ":$1"), async (context) => {
      const actor = context.env.actor;
      if (!actor) throw signInFirst();
      const input = await inputOf(operation, context.req.raw, context.req.param(), context.req.query());
      const answer = await run(operation, actor, input, {
        idempotencyKey: context.req.header("idempotency-key"),
      }).catch((error: unknown) => {
        throw context.req.header("if-match") ? preconditionFailed(error) : error;
      });
      const version = (answer as { version?: unknown } | null)?.version;
      const headers: Record<string, string> = { "cache-control": "private, no-store" };
      if (typeof version === "number") headers.etag = `"${version}"`;
      return context.json(answer as object, 200, headers);
    });
  }
  api.notFound(() => problemResponse(new Problem("not-found", { status: 404 })));
  api.onError((error) => problemResponse(error));
  return api;
}

/** Path names, then query (GET, DELETE) or JSON body; `If-Match: "3"` is the field `version`. */
async function inputOf(
  operation: Operation,
  request: Request,
  names: Record<string, string>,
  queryFields: Record<string, string>,
): Promise<unknown> {
  knownOnly(operation, names, queryFields);
  const match = /^"?(\d+)"?$/.exec(request.headers.get("if-match") ?? "");
  const version = match ? { version: Number(match[1]) } : {};
  if (operation.method === "GET" || operation.method === "DELETE")
    return { ...numbersIn(operation, queryFields), ...version, ...names };
  const text = await request.text();
  let body: unknown = {};
  try {
    if (text) body = JSON.parse(text);
  } catch {
    throw new Problem("body-not-json", { status: 400 });
  }
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Problem("body-not-json", { status: 400 });
  return { ...withoutNulls(operation, body as Record<string, unknown>), ...version, ...names };
}

/** Many programs write `null` for what they leave out: it is taken so where it may be left out and `null` means nothing. */
function withoutNulls(operation: Operation, body: Record<string, unknown>): Record<string, unknown> {
  const shape = shapeOf(operation);
  const leftOut = (name: string) =>
    shape[name]?.safeParse(null).success === false && shape[name].safeParse(undefined).success;
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== null || !leftOut(name)));
}

const shapeOf = (operation: Operation) =>
  "shape" in operation.input
    ? (operation.input.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>)
    : {};

/** A misspelt filter must not look like a filter that found everything: what is not a parameter here is refused by name. */
function knownOnly(
  operation: Operation,
  names: Record<string, string>,
  queryFields: Record<string, string>,
): void {
  const reads = operation.method === "GET" || operation.method === "DELETE";
  const known = new Set(
    reads && "shape" in operation.input ? Object.keys(operation.input.shape as Record<string, unknown>) : [],
  );
  const unknown = Object.keys(queryFields).filter((name) => !known.has(name) || name in names);
  if (unknown.length === 0) return;
  const fields = Object.fromEntries(unknown.map((name) => [name, { code: "parameter-unknown" }]));
  throw new Problem("parameter-unknown", { status: 400, params: { name: unknown.join(", ") }, fields });
}

/** Query strings are text: where the schema wants a number or a truth value, read it as one. */
function numbersIn(operation: Operation, fields: Record<string, string>): Record<string, unknown> {
  const shape = shapeOf(operation);
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      const candidates = [
        text,
        ...(text.trim() !== "" && Number.isFinite(Number(text)) ? [Number(text)] : []),
        ...(text === "true" || text === "false" ? [text === "true"] : []),
      ];
      return [name, candidates.find((candidate) => shape[name]?.safeParse(candidate).success) ?? text];
    }),
  );
}

/** A change that was stale by `If-Match` is refused as RFC 9110 wants it: 412; by a field of the body it stays a 409. */
function preconditionFailed(error: unknown): unknown {
  if (!(error instanceof Problem) || error.code !== "stale") return error;
  const { params, current } = error;
  return new Problem("stale", { status: 412, params, ...(current && { current }) });
}

/** Problem details (RFC 9457). A fault that is not a Problem is logged and told without details. */
export function problemResponse(error: unknown): Response {
  const problem = error instanceof Problem ? error : new Problem("fault", { status: 500 });
  if (problem.status >= 500) log().error({ err: error }, "a request failed");
  return new Response(problemBody(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(problem.current && { etag: `"${problem.current.version}"` }),
    },
  });
}

/** The JSON of problem details: `title` is the code, which a program can tell apart. */
export const problemBody = ({ code, status, params, fields, current }: Problem): string =>
  // Of a stale change with what it says now, so that both versions can be shown.
  JSON.stringify({
    type: `/problems/${code}`,
    title: code,
    status,
    params,
    fields,
    ...(current && { current }),
  });
