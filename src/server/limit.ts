import { IncomingMessage } from "node:http";
import type { Step } from "./http.ts";

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

/**
 * Everything else that is sent is held in memory while it is read, before it is known who sends it: more than people type, or
 * programs have to say, is refused, by the length that is told and, where none is told, by what comes.
 */
export const bodyLimit: Step = (request, response, next) => {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (request.method === "GET" || request.method === "HEAD" || FILES.test(path)) return next();
  const limit = limitOf(path);
  const refuse = () => {
    if (!response.headersSent) {
      const problem = path.startsWith("/api/");
      response.writeHead(413, {
        "content-type": problem ? "application/problem+json" : "text/plain; charset=utf-8",
        "cache-control": "no-store",
        connection: "close",
      });
      response.end(
        problem
          ? JSON.stringify({
              type: "/problems/body-too-large",
              title: "body-too-large",
              status: 413,
              params: { megabytes: limit / MB },
              fields: {},
            })
          : `This is more than fits into one form (${limit / MB} MB), and nothing of it was kept. Go back, and send large things as files.\n`,
      );
    }
  };
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    refuse();
    request.resume(); // what is on its way still is thrown away; the connection ends after the answer
    response.once("finish", () => setTimeout(() => request.destroy(), 1000).unref());
    return;
  }
  let size = 0;
  // The parser hands every piece of a body over here, before anybody reads it.
  request.push = (piece: unknown, encoding?: BufferEncoding) => {
    size += Buffer.isBuffer(piece) ? piece.length : 0;
    if (size <= limit) return IncomingMessage.prototype.push.call(request, piece, encoding);
    refuse();
    setTimeout(() => request.destroy(), 1000).unref();
    return false;
  };
  next();
};
