import type { DetailedError, Upload } from "tus-js-client";
import { CHUNK, type UploadAnswer, uploadsPath } from "../model.ts";

/** What is said while a file is being sent. */
export interface SendingEvents {
  /** Bytes that left, and mostly arrived. */
  progress(sent: number): void;
  /** The number by which it can be continued. */
  begun(upload: string): void;
  /** The line broke; it goes on by itself. */
  broken(): void;
  /** Every byte is there. */
  sent(upload: string): void;
  /** It stands still until somebody does something. */
  stopped(problem: Told): void;
}

export type Told = { code: string; params: Record<string, string | number> };

/** Pauses before it is tried again, in milliseconds; they begin anew whenever something arrives. Then the reader is asked. */
const RETRIES = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 60_000, 60_000, 120_000];

/** Loads the client of the protocol, so that it is there when the line is not. */
export const loadClient = () => import("tus-js-client");

/** Sends a file, or the rest of it. */
export async function sendFile(
  room: string,
  file: File,
  upload: string | undefined,
  events: SendingEvents,
): Promise<Upload> {
  const tus = await loadClient();
  const base = uploadsPath(room);
  const sending: Upload = new tus.Upload(file, {
    endpoint: base,
    ...(upload && { uploadUrl: `${base}/${upload}` }),
    chunkSize: CHUNK,
    retryDelays: RETRIES,
    // The server keeps who sends what; nothing about it is left in this browser.
    storeFingerprintForResuming: false,
    metadata: { filename: file.name, modified: String(file.lastModified), sha256: "later" },
    onUploadUrlAvailable: () => events.begun(numberOf(sending)),
    onProgress: (sent) => events.progress(sent),
    onAfterResponse: (request, answer) => {
      // The client takes any refusal here for "the upload is gone" and would begin the file anew. A server, or what stands before
      // it, that is in trouble has said nothing of the upload: thrown, it counts as a broken line, and is asked again.
      if (request.getMethod() === "HEAD" && answer.getStatus() >= 500) throw new Error("the server is away");
    },
    onShouldRetry: (error) => {
      const again = mayGoAway(error);
      if (again) events.broken();
      return again;
    },
    onSuccess: () => events.sent(numberOf(sending)),
    onError: (error) => events.stopped(problemOf(error as DetailedError)),
  });
  sending.start();
  return sending;
}

const numberOf = (sending: Upload): string => sending.url?.split("/").at(-1) ?? "";

const statusOf = (error: DetailedError): number => error.originalResponse?.getStatus() ?? 0;

/** No answer, a server that starts anew, or one that has the file in other hands for a moment. */
function mayGoAway(error: DetailedError): boolean {
  const status = statusOf(error);
  return (
    status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 501 && status !== 507)
  );
}

function problemOf(error: DetailedError): Told {
  const body = error.originalResponse?.getBody() ?? "";
  try {
    const { title, params } = JSON.parse(body) as { title: string; params: Told["params"] };
    return { code: title, params };
  } catch {
    const status = statusOf(error ?? {});
    if (status === 401) return { code: "sign-in-first", params: {} };
    return { code: status === 404 || status === 410 ? "upload-expired" : "line-away", params: {} };
  }
}

/** Tells the server the file's hash, and waits until the file has been looked through. */
export async function finishFile(room: string, upload: string, sha256: string | null): Promise<UploadAnswer> {
  const path = `${uploadsPath(room)}/${upload}`;
  const first = await askAgain(path, { method: "POST", body: JSON.stringify({ sha256 }) });
  let said = first;
  for (let pause = 500; said.state === "checking"; pause = Math.min(pause * 1.5, 5000)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    said = await askAgain(path, {});
  }
  return said;
}

async function askAgain(path: string, init: RequestInit): Promise<UploadAnswer> {
  for (const pause of [...RETRIES, 0]) {
    const answer = await fetch(path, init).catch(() => null);
    if (answer?.ok) return answer.json();
    if (answer && answer.status < 500) {
      const { title, params } = await answer.json().catch(() => ({ title: "upload-expired", params: {} }));
      throw Object.assign(new Error(title), { told: { code: title, params } });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw Object.assign(new Error("line-away"), { told: { code: "line-away", params: {} } });
}

/** Throws an upload away on the server; if that cannot be reached, it expires there by itself. */
export async function discard(room: string, upload: string): Promise<void> {
  await fetch(`${uploadsPath(room)}/${upload}`, {
    method: "DELETE",
    headers: { "tus-resumable": "1.0.0" },
  }).catch(() => undefined);
}
