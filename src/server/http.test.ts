import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig, setConfig } from "#platform/config.ts";
import { webServer } from "./http.ts";

const before = readConfig([], {}, "/nowhere");
const server = webServer([], (_, response) => void response.end("done"));
let port = 0;
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  setConfig(before);
});

/** The status of a request with just these headers, as no browser would let one write them. */
const status = (headers: Record<string, string>, method = "POST") =>
  new Promise<number>((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, headers, setHost: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once("error", reject).end();
  });

const configured = (url?: string) => setConfig(readConfig([], url ? { BASE_URL: url } : {}, "/nowhere"));

describe("a write", () => {
  it("behind a proxy that rewrites Host comes from the configured address and from nowhere else", async () => {
    configured("https://rooms.example.com/");
    const host = "frontstage.internal:4000";
    expect(await status({ host, origin: "https://rooms.example.com" })).toBe(200);
    for (const origin of [
      "http://rooms.example.com", // another scheme
      "https://rooms.example.com:8443",
      "https://rooms.example.com.evil.example",
      "https://evil.example",
      "https://frontstage.internal:4000",
      `http://${host}`, // what Host says: somebody's name may be pointed here
      "null", // a sandboxed frame, a file
      "",
      "nonsense",
      "file://",
    ])
      expect(await status({ host, origin }), origin).toBe(403);
    expect(await status({ host: "evil.example", origin: "https://evil.example" })).toBe(403);
  });

  it("without a configured address comes from the host that was asked", async () => {
    configured();
    const host = "192.168.1.20:4000";
    expect(await status({ host, origin: `http://${host}` })).toBe(200);
    expect(await status({ host, origin: "http://localhost:4000" })).toBe(403);
    expect(await status({ host, origin: "http://192.168.1.20" })).toBe(403);
    expect(await status({ host, origin: "null" })).toBe(403);
  });

  it("without an Origin is a program's, unless the browser says that it comes from elsewhere", async () => {
    configured("https://rooms.example.com");
    const host = "rooms.example.com";
    expect(await status({ host })).toBe(200);
    expect(await status({ host, "sec-fetch-site": "same-origin" })).toBe(200);
    for (const site of ["cross-site", "same-site", "none"])
      expect(await status({ host, "sec-fetch-site": site }), site).toBe(403);
    for (const method of ["PUT", "PATCH", "DELETE", "PROPFIND"])
      expect(await status({ host, origin: "https://evil.example" }, method), method).toBe(403);
  });

  it("is no reading: pages are open to links from everywhere", async () => {
    configured("https://rooms.example.com");
    for (const method of ["GET", "HEAD", "OPTIONS"])
      expect(await status({ host: "rooms.example.com", origin: "https://evil.example" }, method)).toBe(200);
  });
});

describe("a body", () => {
  const reading = webServer([], (request, response) => {
    let size = 0;
    request.on("data", (piece: Buffer) => {
      size += piece.length;
    });
    request.on("end", () => response.end(String(size)));
  });
  const MB = 1_000_000;
  let at = 0;
  beforeAll(async () => {
    configured();
    await once(reading.listen(0, "127.0.0.1"), "listening");
    at = (reading.address() as AddressInfo).port;
  });
  afterAll(() => {
    reading.closeAllConnections();
    reading.close();
  });

  /** Sends so many bytes, with their number told before or not. */
  const send = (path: string, bytes: number, told: boolean, more: Record<string, string> = {}) =>
    new Promise<[status: number, text: string]>((resolve, reject) => {
      const headers = {
        ...more,
        ...(told ? { "content-length": bytes } : { "transfer-encoding": "chunked" }),
      };
      const asked = request({ host: "127.0.0.1", port: at, method: "POST", path, headers }, (answer) => {
        let text = "";
        answer.on("data", (piece) => {
          text += piece;
        });
        answer.on("end", () => {
          resolve([answer.statusCode ?? 0, text]);
          asked.destroy();
        });
      });
      asked.once("error", reject);
      const piece = Buffer.alloc(100_000, 97);
      let left = bytes;
      const onward = () => {
        while (left > 0) {
          const now = piece.subarray(0, Math.min(left, piece.length));
          left -= now.length;
          if (!asked.write(now)) return void asked.once("drain", onward);
        }
        asked.end();
      };
      onward();
    });

  const room = `/rooms/${crypto.randomUUID()}`;
  it.each([true, false])("larger than a form can be is not taken into memory (told: %s)", async (told) => {
    for (const path of ["/sign-in", "/sign-in.data", `${room}/documents/new/x`, "/language?x=/uploads"])
      expect((await send(path, 8 * MB, told))[0], path).toBe(413);
    const [status, text] = await send(`/api/v1${room}/threads`, 40 * MB, told);
    expect([status, JSON.parse(text).title]).toEqual([413, "body-too-large"]);
    expect(await send("/sign-in", 2 * MB, told)).toEqual([200, String(2 * MB)]);
    expect(await send(`/api/v1${room}/threads`, 20 * MB, told)).toEqual([200, String(20 * MB)]);
  });

  it("is refused in the language of the reader, by the browser's choice before its list", async () => {
    const said = async (headers: Record<string, string>) =>
      (await send("/sign-in", 8 * MB, true, headers))[1];
    expect(await said({})).toMatch(/^This is more than fits into one form \(3 MB\)/);
    expect(await said({ "accept-language": "fi-FI,en;q=0.5" })).toMatch(/^Tässä on enemmän .* \(3 Mt\)/);
    expect(await said({ "accept-language": "fi", cookie: "language=en" })).toMatch(/^This is more/);
  });

  it("with files goes where files are taken in, whatever its size", async () => {
    const id = crypto.randomUUID();
    for (const path of [
      `${room}/documents/new`,
      `${room}/documents/new.data?_routes=x`,
      `${room}/documents/${id}/revise`,
      `${room}/documents/${id}/revisions/${id}/comments/files`,
      `${room}/uploads/${id}`,
      `/api/v1${room}/files?name=x`,
    ])
      expect(await send(path, 8 * MB, false), path).toEqual([200, String(8 * MB)]);
  });
});
