import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe("a second start by mistake", () => {
  it("says that the port is taken, and leaves the first one and its database alone", async () => {
    const env = {
      ...process.env,
      DATA_DIR: server.dataDir,
      PORT: new URL(server.url).port,
      BASE_URL: server.url,
    };
    const second = spawnSync("node", ["scripts/start.ts"], { env, encoding: "utf8" });
    expect(second.stderr).toMatch(/another program listens on port \d+/);
    expect(second.status).toBe(1);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
