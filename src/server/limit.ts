import { IncomingMessage } from "node:http";
import { Problem } from "#platform/errors.ts";
import type { Step } from "./http.ts";
import { refusalAtTheDoor } from "./refuse.ts";

const MB = 1_000_000;
const ID = "[0-9a-fA-F-]{36}";

/** Where files are taken in: there bytes go to the disk, and each place has its own limit and asks first who is sending. */
const FILES = new RegExp(
  `^(?:/rooms/${ID}/(?:uploads(?:/${ID})?|documents/(?:new|${ID}/revise|${ID}/revisions/${ID}/comments/files)(?:\\.data)?)|/api/v1/rooms/${ID}/files)$`,
);

/**
 * A program may send comments of a file (ten megabytes of XFDF, as JSON). What people type is far less; the largest form brings
 * the supplier's logo.
 */
const limitOf = (path: string): number => (path.startsWith("/api/") ? 25 * MB : 3 * MB);

const tooLarge = (limit: number) =>
  new Problem("body-too-large", { status: 413, params: { megabytes: limit / MB } });

/**
 * Everything else that is sent is held in memory while it is read, before it is known who sends it: more than people type, or
 * programs have to say, is refused, by the length that is told and, where none is told, by what comes.
 */
export const bodyLimit: Step = (request, response, next) => {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (request.method === "GET" || request.method === "HEAD" || FILES.test(path)) return next();
  const limit = limitOf(path);
  let refused = false;
  const refuse = async () => {
    if (refused) return;
    refused = true;
    const { headers, text } = await refusalAtTheDoor(request, tooLarge(limit));
    // Answered meanwhile, before all of it was read: what still comes is not wanted.
    if (response.headersSent) return void request.destroy();
    const length = Buffer.byteLength(text);
    response.writeHead(413, { ...headers, "content-length": length, connection: "close" }).write(text);
    // A connection that is reset takes the answer with it: the sender gets time to read it, and sends into the void.
    setTimeout(() => {
      response.end();
      request.destroy();
    }, 1000).unref();
  };
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    request.resume();
    return void refuse();
  }
  let size = 0;
  // The parser hands every piece of a body over here, before anybody reads it.
  request.push = (piece: unknown, encoding?: BufferEncoding) => {
    size += Buffer.isBuffer(piece) ? piece.length : 0;
    if (size <= limit) return IncomingMessage.prototype.push.call(request, piece, encoding);
    void refuse();
    return true;
  };
  next();
};
