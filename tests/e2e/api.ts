/** The REST surface as a program uses it, with the session of somebody who signed in. */
export interface Api {
  cookie: string;
  /** Calls an operation. @throws Error with status and problem when it is refused. */
  call<T = Answer>(method: string, path: string, body?: unknown, key?: string): Promise<T>;
  /** Sends a file; the reference that commands take as `upload`. */
  upload(room: string, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<{ upload: string }>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a program in another language would read them.
type Answer = any;

/** A refusal of the REST surface. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Answer;
  constructor(what: string, status: number, text: string) {
    super(`${what}: ${status} ${text.slice(0, 300)}`);
    this.status = status;
    this.problem = text.startsWith("{") ? JSON.parse(text) : {};
  }
}

/** The REST surface of a server for the holder of a session cookie (`name=value`). */
export function apiWith(url: string, cookie: string): Api {
  const send = async (method: string, path: string, init: RequestInit, key?: string) => {
    const headers = { cookie, ...(init.headers as object), ...(key ? { "idempotency-key": key } : {}) };
    const answer = await fetch(`${url}/api/v1${path}`, { ...init, method, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(`${method} ${path}`, answer.status, text);
    return JSON.parse(text);
  };
  return {
    cookie,
    call: (method, path, body, key) =>
      send(
        method,
        path,
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } },
        key,
      ),
    async upload(room, name, body) {
      const headers = { "content-type": "application/octet-stream" };
      const { files } = await send("POST", `/rooms/${room}/files?name=${encodeURIComponent(name)}`, {
        body,
        headers,
      });
      return files[0];
    },
  };
}

/** The session cookie in an answer that lets somebody in. */
export function sessionIn(answer: Response): string {
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("frontstage="));
  if (!cookie) throw new Error(`nobody was let in: ${answer.status}`);
  return cookie.split(";")[0] ?? "";
}

/** Signs in as one of the demonstration's people, as the form does. */
export async function apiAs(url: string, name: string): Promise<Api> {
  const page = await (await fetch(`${url}/sign-in`)).text();
  const [, person] = new RegExp(`<button([^>]*)>(?:(?!<button).)*?>${name}<`, "s").exec(page) ?? [];
  if (!person) throw new Error(`nobody of the demonstration is called ${name}`);
  const body = new URLSearchParams({ intent: "demo", person: /value="([^"]*)"/.exec(person)?.[1] ?? "" });
  return apiWith(url, sessionIn(await fetch(`${url}/sign-in`, { method: "POST", redirect: "manual", body })));
}

/** A new deployment's first owner, through the link that the server printed. */
export async function takeOver(url: string, output: string): Promise<Api> {
  const link = /http\S+\/first-owner\/\S+/.exec(output)?.[0] ?? "";
  const body = new URLSearchParams({
    supplier: "Northmill",
    name: "Oona Owner",
    email: "oona@northmill.example",
    locale: "en",
  });
  return apiWith(url, sessionIn(await fetch(link, { method: "POST", redirect: "manual", body })));
}
