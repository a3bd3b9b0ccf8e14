import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readConfig, setConfig } from "#platform/config.ts";
import { metrics, routeOf } from "./metrics.ts";

const room = "3f0c3a52-7c41-4a5e-9f2e-0a6c1d8b7e11";
const step = metrics(["rooms/:room", "documents", "people/:person", "api/*"]);
const server = createServer((request, response) =>
  step(request, response, () => response.writeHead(request.url?.includes("missing") ? 404 : 200).end("page")),
);
const settings = readConfig([], {}, "/nonexistent");
let url = "";
beforeAll(async () => {
  setConfig(settings);
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const read = async (headers: Record<string, string> = {}) =>
  (await fetch(`${url}/metrics`, { headers })).text();

it("counts by the pattern of the address and keeps nothing of what a person asked for", async () => {
  await fetch(`${url}/rooms/${room}/documents.data?q=secret+words`);
  await fetch(`${url}/missing/anna.example`);
  const text = await read();
  expect(text).toContain('route="/rooms/*/documents"');
  expect(text).toContain('route="(none)"');
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).toContain("frontstage_live_streams 0");
  expect(text).not.toMatch(/secret|anna|3f0c3a52/);
});

it("is there for this machine alone, or for whoever brings the token", async () => {
  expect(await read({ "x-forwarded-for": "192.0.2.7" })).toBe("page");
  setConfig({ ...settings, METRICS_TOKEN: "a-long-enough-token" });
  expect(await read()).toBe("page");
  expect(await read({ authorization: "Bearer a-long-enough-tokem" })).toBe("page");
  expect(await read({ authorization: "Bearer a-long-enough-token" })).toContain("frontstage_request_seconds");
});

it("makes few patterns of any addresses", () => {
  const fixed = new Set(["rooms", "documents"]);
  expect(routeOf("/", 200, fixed)).toBe("/");
  expect(routeOf("/api/v1/rooms/x", 200, fixed)).toBe("/api");
  expect(routeOf("/rooms/x/y/documents", 200, fixed)).toBe("/rooms/*/*/documents");
  expect(routeOf("/rooms/x", 404, fixed)).toBe("(none)");
});
