import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "./server.ts";

/** Behind a proxy that speaks https: the server itself is asked over http, with the names that the guide's proxy passes on. */
const base = "https://rooms.example.com";
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ BASE_URL: base, TRUST_PROXY: "true" });
});
afterAll(() => server.stop());

/** Sends a form as a browser does through the proxy. */
const post = (path: string, origin: string, fields: Record<string, string>, host = "rooms.example.com") =>
  new Promise<{ status: number; cookies: string[]; answer: string }>((resolve, reject) => {
    const headers = {
      host,
      origin,
      "x-forwarded-for": "192.0.2.7",
      "x-forwarded-proto": "https",
      "content-type": "application/x-www-form-urlencoded",
    };
    const asked = request(server.url + path, { method: "POST", headers }, async (response) => {
      const answer = (await response.setEncoding("utf8").toArray()).join("");
      resolve({ status: response.statusCode ?? 0, cookies: response.headers["set-cookie"] ?? [], answer });
    });
    asked.once("error", reject).end(new URLSearchParams(fields).toString());
  });

describe("a form sent through a proxy that speaks https", () => {
  const owner = { supplier: "Northmill", name: "Oona", email: "oona@northmill.example", locale: "en" };

  it("is taken from the own address, whatever the proxy tells of the host, and from no other", async () => {
    const link = new RegExp(`${base}(/first-owner/\\S+)`).exec(server.output())?.[1] ?? "";
    for (const path of [link, `${link}.data`]) {
      expect((await post(path, "https://elsewhere.example.com", owner)).status).toBe(403);
      expect((await post(path, "null", owner)).status).toBe(403);
    }
    const { status, cookies } = await post(link, base, owner, "127.0.0.1:4000");
    expect(status).toBe(302);
    expect(cookies.find((cookie) => cookie.startsWith("frontstage="))).toMatch(/; Secure/);
    const again = await post(`${link}.data`, base, owner);
    expect(again.status, again.answer).not.toBe(400);
  });
});
