import type { IncomingMessage, ServerResponse } from "node:http";
import { Server } from "@tus/server";
import { Problem, signInFirst } from "#platform/errors.ts";
import { FileProblem, megabytes } from "#platform/files/index.ts";
import { readSession, requestToken } from "#platform/identity/session.ts";
import { newHiddenId } from "#platform/ids.ts";
import { log } from "#platform/log.ts";
import { problemBody, problemResponse } from "#platform/operations/rest.ts";
import { finishUpload, outcome } from "./check.ts";
import { uploadLocks } from "./locks.ts";
import { uploadsPath } from "./model.ts";
import { receivingOf, uploadLimit } from "./records.ts";
import { RoomUploads } from "./store.ts";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const ADDRESS = new RegExp(`^/rooms/(${UUID})/uploads(?:/(${UUID}))?$`);

/** A sender that is silent for so long has gone, whatever the network believes. */
const SILENCE_MS = 90_000;
/** How long the answer to the last piece waits for the check, so that small files need no further question. */
const SHORT_WAIT_MS = 1500;

const locks = uploadLocks();

/**
 * `/rooms/{room}/uploads`: files in parts, by tus 1.0. Beside it `GET …/{upload}` says what has become of one, and `POST
 * …/{upload}` with `{"sha256": "…"}` that everything is sent. Stands before the pages; refusals of foreign writes before it.
 */
export function uploadsDoor(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const path = (request.url ?? "").split("?")[0] ?? "";
  const [, room, id] = ADDRESS.exec(path) ?? [];
  if (!room) return void next();
  // The list of what is under way is the operation's and lies on the REST surface.
  if (!id && request.method === "GET") return void next();
  answer(request, response, room, id ?? null).catch((error: unknown) => refuse(response, error));
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  room: string,
  id: string | null,
): Promise<void> {
  request.setTimeout(SILENCE_MS, () => request.destroy());
  if (request.method === "OPTIONS")
    return serve(request, response, new RoomUploads({ personId: "" }, room), room);
  const token = requestToken(
    new Headers({
      cookie: request.headers.cookie ?? "",
      authorization: request.headers.authorization ?? "",
    }),
  );
  const session = await readSession(token, room);
  if (!session) throw signInFirst();
  const { actor } = session.reader;
  if (id && request.method === "GET") return send(response, 200, await outcome(actor, room, id, 0));
  if (id && request.method === "POST")
    return send(response, 200, await finishUpload(actor, room, id, await digestIn(request)));
  if (id && request.method === "HEAD") {
    const row = await receivingOf(actor, room, id);
    response.setHeader("upload-state", row.state);
    if (row.state === "ready") response.setHeader("upload-reference", row.id);
  }
  return serve(request, response, new RoomUploads(actor, room), room, async (whole) => {
    const { state, upload } = await outcome(actor, room, whole, SHORT_WAIT_MS);
    return { "upload-state": state, ...(state === "ready" && { "upload-reference": upload }) };
  });
}

/** Lets the tus server answer. One a request: it knows who is asking, and is cheap to make. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  datastore: RoomUploads,
  room: string,
  finished?: (id: string) => Promise<Record<string, string>>,
): Promise<void> {
  const tus = new Server({
    path: uploadsPath(room),
    datastore,
    locker: locks,
    maxSize: uploadLimit(),
    relativeLocation: true,
    // Our own pages and programs only: no other site is let in.
    allowedOrigins: [],
    // Whoever comes back after a cut does not wait for the line that was cut.
    lockDrainTimeout: 1,
    namingFunction: () => newHiddenId(),
    getFileIdFromRequest: (_, last) => (new RegExp(`^${UUID}$`).test(last ?? "") ? last : undefined),
    onUploadFinish: async (_, upload) => ({ headers: (await finished?.(upload.id)) ?? {} }),
    onResponseError: (_, error) => {
      const problem = problemOf(error);
      if (!problem) return undefined;
      response.setHeader("content-type", "application/problem+json");
      return { status_code: problem.status, body: problemBody(problem) };
    },
  });
  await tus.handle(request, response);
}

/** What the tus server says in its own words, where we have better ones. */
function problemOf(error: Error | { status_code: number; body: string }): Problem | undefined {
  if (error instanceof Problem) return error;
  const status = "status_code" in error ? error.status_code : 500;
  if (status === 413) return new FileProblem("file-too-large", { megabytes: megabytes(uploadLimit()) });
  if (status === 404) return new Problem("not-found", { status: 404 });
  if (!("status_code" in error)) {
    log().error({ err: error }, "a request failed");
    return new Problem("fault", { status: 500 });
  }
  return undefined;
}

/** The hash in `{"sha256": "…"}`, `none` for `{"sha256": null}`, or null when the body is empty. @throws Problem body-not-json */
async function digestIn(request: IncomingMessage): Promise<string | null> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 1000) throw new Problem("body-not-json", { status: 400 });
  }
  if (!text) return null;
  try {
    const { sha256 } = JSON.parse(text) as { sha256?: unknown };
    if (sha256 === null) return "none";
    if (typeof sha256 === "string" && /^[0-9a-f]{64}$/i.test(sha256)) return sha256.toLowerCase();
  } catch {
    // Told below.
  }
  throw new Problem("body-not-json", { status: 400 });
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

async function refuse(response: ServerResponse, error: unknown): Promise<void> {
  const told = problemResponse(error);
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.writeHead(told.status, Object.fromEntries(told.headers));
  response.end(await told.text());
}
