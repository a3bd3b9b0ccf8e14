import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "./server.ts";

/** The command line beside a running server, on the same data. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, BASE_URL: server.url, DATA_DIR: server.dataDir, LOG_LEVEL: "silent" };
  return promisify(execFile)("node", ["scripts/cli.ts", ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  );
}

describe("the command line", () => {
  it("lists what can be done and shows what an operation takes", async () => {
    const { code, out } = await cli();
    expect(code).toBe(0);
    expect(out).toMatch(/deployment\.invite +Invites a colleague/);
    expect((await cli("deployment.invite")).out).toContain('"email"');
    expect((await cli("deployment.nothing")).code).toBe(2);
  });

  it("makes an owner, acts as a person with that person's rights, and leaves the server running", async () => {
    const link = (await cli("owner-link")).out.trim();
    expect(link).toMatch(/\/first-owner\/[\w-]{43}$/);
    const taken = await fetch(link, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({
        supplier: "Northmill",
        name: "Oona",
        email: "oona@x.example",
        locale: "en",
      }),
    });
    expect(taken.status).toBe(302);
    const as = "--as=oona@x.example";
    const made = await cli("deployment.invite", as, '{"name":"Sven","email":"sven@x.example","locale":"fi"}');
    expect(JSON.parse(made.out)).toMatchObject({ link: expect.stringContaining("/invitation/") });
    const refused = await cli("deployment.invite", as, '{"name":""}');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.err)).toMatchObject({
      refused: "input",
      fields: { name: { code: "field-missing" } },
    });
    expect((await cli("deployment.people", "--as=nobody@x.example")).code).toBe(1);
    expect((await cli("sign-in-link", "oona@x.example")).out).toContain("/sign-in/link/");
    expect((await cli("verify")).out).toMatch(/ 0 broken/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
