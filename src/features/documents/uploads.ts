import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { sql } from "kysely";
import { assertMayUpload, noteFound, takeIn, uploadLimit } from "#features/uploads/index.ts";
import { type Actor, asActor } from "#platform/database/index.ts";
import { FileProblem, type MultipartForm, readMultipart } from "#platform/files/index.ts";
import { newHiddenId } from "#platform/ids.ts";
import { describeBytes } from "#platform/operations/index.ts";

/** A file that was received: what a command takes instead of the bytes. */
export interface Received {
  /** The reference; good once, for its owner, in its room. */
  upload: string;
  name: string;
  /** In bytes. */
  size: number;
  type: string;
}

describeBytes("post", "/rooms/{room}/files", {
  operationId: "files.receive",
  tags: ["documents"],
  summary:
    "Receives files, as a form or one as the whole body; each gives a reference, good for a day and for one use by its sender",
  parameters: [
    { name: "room", in: "path", required: true, schema: { type: "string", format: "uuid" } },
    { name: "name", in: "query", required: false, schema: { type: "string" } },
  ],
  requestBody: {
    required: true,
    content: {
      "multipart/form-data": { schema: { type: "object" } },
      "application/octet-stream": { schema: { type: "string", format: "binary" } },
    },
  },
  responses: {
    201: {
      description: "Received",
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              files: {
                type: "array",
                items: {
                  type: "object",
                  properties: {
                    upload: { type: "string", format: "uuid" },
                    name: { type: "string" },
                    size: { type: "integer" },
                    type: { type: "string" },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

/** A form is filled in again after a refusal, perhaps tomorrow morning. */
const goodFor = 24 * 60 * 60 * 1000;

/**
 * Keeps a file's bytes and gives its sender a reference to them. The bytes are in the store before any row names them;
 * no transaction is open meanwhile.
 * @param key of the form it came with: the same file with the same key is the same upload
 * @throws Problem not-found, role-may-not; FileProblem for what the file is like
 */
async function keep(
  actor: Actor,
  room: string,
  file: { name: string; stream: AsyncIterable<Uint8Array> },
  key: string | undefined,
): Promise<Received> {
  const { stored, admitted, scan, closed } = await takeIn(actor, room, file);
  const upload = key ? referenceOf([actor.personId, room, key, stored.hash, admitted.name]) : newHiddenId();
  const until = new Date(Date.now() + goodFor);
  await asActor(actor, async (tx) => {
    await sql`select private.keep_upload(${upload}, ${room}, ${stored.hash}, ${stored.size}, ${stored.type}, ${admitted.name}, ${admitted.type}, ${until})`.execute(
      tx,
    );
    await noteFound(tx, stored.hash, { scan, closed });
  });
  return { upload, name: admitted.name, size: stored.size, type: admitted.type };
}

/**
 * Reads a form with files for a room. What was typed is in `typed` even when the file is refused.
 * @throws Problem, FileProblem
 */
export async function receiveForm(
  actor: Actor,
  room: string,
  request: Request,
  typed: URLSearchParams,
): Promise<MultipartForm<Received>> {
  await assertMayUpload(actor, room);
  return readMultipart(
    request,
    async (file) => keep(actor, room, file, typed.get("idempotencyKey") ?? undefined),
    { fileSize: uploadLimit(), drain: uploadLimit(), files: 20, fields: 2500, typed },
  );
}

/** Receives one file sent as the whole body of a request (programs). The name stands in Content-Disposition or `?name=`. */
export async function receiveBody(actor: Actor, room: string, request: Request): Promise<Received> {
  await assertMayUpload(actor, room);
  if (!request.body) throw new FileProblem("file-empty", { name: "" });
  const name =
    new URL(request.url).searchParams.get("name") ??
    /filename="([^"]*)"/i.exec(request.headers.get("content-disposition") ?? "")?.[1] ??
    "file";
  const stream = Readable.fromWeb(request.body as NodeReadableStream);
  return keep(actor, room, { name, stream }, request.headers.get("idempotency-key") ?? undefined);
}

/** My waiting upload, for a form that is shown again; null when it is used or gone. */
export async function waitingUpload(
  actor: Actor,
  room: string,
  reference: string,
): Promise<{ name: string; size: number } | null> {
  if (!/^[0-9a-f-]{36}$/.test(reference)) return null;
  const { rows } = await asActor(
    actor,
    (tx) =>
      sql<{
        name: string;
        size: number;
      }>`select name, size from private.my_upload(${reference}, ${room})`.execute(tx),
    { readOnly: true },
  );
  return rows[0] ?? null;
}

/** A UUID (version 8, RFC 9562) of what makes an upload the same. It is no secret: the owner is checked on use. */
function referenceOf(parts: string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
