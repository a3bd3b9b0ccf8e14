import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanStream, verdictOf } from "./scan.ts";

/** Made for these tests; the real scanner is taught to know it by its hash. */
const bad = Buffer.from(`An infected paper for tests, ${"harmless ".repeat(200)}`);

async function* stream(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

/** A daemon that speaks INSTREAM as clamd does, with the faults that a test asks for. */
function daemon(answer: (bytes: Buffer) => string | null, options: { limit?: number } = {}) {
  const heard: number[] = [];
  const server: Server = createServer((socket: Socket) => {
    let held = Buffer.alloc(0);
    const body: Buffer[] = [];
    let begun = false;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      held = Buffer.concat([held, chunk]);
      if (!begun && held.includes(0)) {
        expect(held.subarray(0, held.indexOf(0)).toString()).toBe("zINSTREAM");
        held = held.subarray(held.indexOf(0) + 1);
        begun = true;
      }
      while (begun && held.byteLength >= 4 && held.byteLength >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        body.push(held.subarray(4, 4 + length));
        held = held.subarray(4 + length);
        const size = body.reduce((sum, part) => sum + part.byteLength, 0);
        if (options.limit && size > options.limit)
          return void socket.end("INSTREAM size limit exceeded. ERROR\0");
        if (length > 0) continue;
        heard.push(size);
        const said = answer(Buffer.concat(body));
        if (said === null) socket.destroy();
        else socket.end(`${said}\0`);
      }
    });
  });
  return { server, heard };
}

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    }),
  );

describe("the scanner's protocol", () => {
  it("sends every byte in pieces and reads the verdict", async () => {
    const { server, heard } = daemon((bytes) =>
      bytes.equals(bad) ? "stream: Test.Paper-1 FOUND" : "stream: OK",
    );
    const address = await listen(server);
    const large = new Uint8Array(1_000_003);
    expect(await scanStream(address, stream(large, bad))).toEqual({ verdict: "clean" });
    expect(await scanStream(address, stream(bad.subarray(0, 10), bad.subarray(10)))).toEqual({
      verdict: "infected",
      found: "Test.Paper-1",
    });
    expect(heard).toEqual([1_000_003 + bad.byteLength, bad.byteLength]);
    server.close();
  });

  it("tells a scanner that is away from one that cannot take the file", async () => {
    expect(await scanStream("127.0.0.1:1", stream(bad))).toMatchObject({ verdict: "away" });
    expect(await scanStream("/nowhere/clamd.sock", stream(bad))).toMatchObject({ verdict: "away" });
    const closing = daemon(() => null);
    expect(await scanStream(await listen(closing.server), stream(bad))).toMatchObject({ verdict: "away" });
    closing.server.close();
    const small = daemon(() => "stream: OK", { limit: 1_000_000 });
    const parts = Array.from({ length: 40 }, () => new Uint8Array(256 * 1024));
    expect(await scanStream(await listen(small.server), stream(...parts))).toMatchObject({
      verdict: "unable",
    });
    small.server.close();
  });

  it("takes nothing for clean that is not said to be", () => {
    for (const said of ["", "OK", "stream: OK FOUND ERROR", "xstream: OK", "stream: Can't open file ERROR"])
      expect(verdictOf(said).verdict, said).toBe(said === "stream: OK" ? "clean" : "unable");
  });
});

const clamd = process.env.CLAMD ?? "/usr/sbin/clamd";

describe.skipIf(!existsSync(clamd))("a real clamd", () => {
  const folder = mkdtempSync("/tmp/frontstage-clamd-");
  const socket = `${folder}/clamd.sock`;
  let child: ChildProcess;
  beforeAll(async () => {
    execFileSync("chmod", ["755", folder]);
    const md5 = createHash("md5").update(bad).digest("hex");
    writeFileSync(`${folder}/tests.hdb`, `${md5}:${bad.byteLength}:Frontstage.Test.Paper\n`);
    writeFileSync(
      `${folder}/clamd.conf`,
      `LocalSocket ${socket}\nDatabaseDirectory ${folder}\nForeground yes\nStreamMaxLength 2M\nUser root\n`,
    );
    child = spawn(clamd, ["--config-file", `${folder}/clamd.conf`], { stdio: "ignore" });
    for (let tries = 0; !existsSync(socket) && tries < 300; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterAll(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("finds what it knows, passes what it does not, and says what is too large", async () => {
    expect(await scanStream(socket, stream(bad))).toEqual({
      verdict: "infected",
      found: expect.stringContaining("Frontstage.Test.Paper"),
    });
    expect(await scanStream(socket, stream(Buffer.from("a clean paper")))).toEqual({ verdict: "clean" });
    const parts = Array.from({ length: 12 }, () => new Uint8Array(256 * 1024));
    expect(await scanStream(socket, stream(...parts))).toEqual({
      verdict: "unable",
      reason: "INSTREAM size limit exceeded. ERROR",
    });
  });
});
