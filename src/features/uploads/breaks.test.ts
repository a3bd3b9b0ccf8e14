import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { config } from "#platform/config.ts";
import { asSystem, databasePool } from "#platform/database/system.ts";
import { beginSession } from "#platform/identity/session.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles } from "../../../tests/fixtures/documents.ts";
import { type Line, openLine } from "../../../tests/fixtures/line.ts";
import { sha256 } from "../../../tests/fixtures/uploads.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";

/**
 * Files are sent by the client that the browser uses while the line is cut after random numbers of bytes and the server is
 * killed (-9). UPLOAD_BREAKS (100) says how often in all; every UPLOAD_KILL_EACH-th (7) of them is a kill.
 */
const breaks = Number(process.env.UPLOAD_BREAKS ?? 100);
const killEach = Number(process.env.UPLOAD_KILL_EACH ?? 7);
const CHUNK = 1024 * 1024;
/** Headers of all requests between two breaks, generously. */
const HEADERS = 16 * 1024;

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
let cookie = "";
let port = 0;
let line: Line;
let server: ChildProcess;
beforeAll(async () => {
  world = await newWorld();
  cookie = `frontstage=${await asSystem((tx) => beginSession(tx, world.sara.actor.personId, "code", ""))}`;
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  port = (probe.address() as { port: number }).port;
  probe.close();
  await startServer();
  line = await openLine(port);
});
afterAll(() => {
  line?.close();
  server?.kill("SIGKILL");
});

async function startServer(): Promise<void> {
  server = spawn(process.execPath, ["tests/fixtures/upload-process.ts"], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: config().DATA_DIR,
      RUNTIME_URL: String(databasePool().options.connectionString),
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const died = once(server, "exit").then(() => "died");
  const said = await Promise.race([once(server.stdout ?? server, "data").then(() => "ready"), died]);
  if (said === "died") throw new Error("the server did not start");
}

async function kill(): Promise<void> {
  const gone = once(server, "exit");
  server.kill("SIGKILL");
  line.cut();
  await gone;
  await startServer();
}

/** What a sending saw: where the server said to go on after each break, and what it had acknowledged before. */
interface Journal {
  acknowledged: number;
  resumed: { from: number; acknowledged: number }[];
}

/** Sends a file as the browser does, through everything. @returns the upload's address, without the line's port */
async function send(body: Buffer, journal: Journal): Promise<string> {
  const upload = await new Promise<Upload>((resolve, reject) => {
    const sending: Upload = new Upload(body, {
      endpoint: `http://127.0.0.1:${line.port}/rooms/${world.room.id}/uploads`,
      chunkSize: CHUNK,
      retryDelays: Array.from({ length: 200 }, () => 50),
      metadata: { filename: "drawing.jt", sha256: sha256(body) },
      headers: { cookie },
      onShouldRetry: () => true,
      onAfterResponse: (request, response) => {
        const offset = response.getHeader("upload-offset");
        if (offset === undefined || response.getStatus() >= 300) return;
        if (request.getMethod() === "HEAD")
          journal.resumed.push({ from: Number(offset), acknowledged: journal.acknowledged });
        journal.acknowledged = Number(offset);
      },
      onSuccess: () => resolve(sending),
      onError: reject,
    });
    sending.start();
  });
  return new URL(upload.url ?? "").pathname;
}

describe("a line that is cut and a server that is killed", () => {
  it(`end in the same file, ${breaks} times, and cost at most one piece each`, {
    timeout: 120_000 + breaks * 3000,
  }, async () => {
    let broken = 0;
    let kills = 0;
    let pending: Promise<void> = Promise.resolve();
    const arm = () => {
      if (broken >= breaks) return;
      line.breakAfter(randomInt(1, 2 * CHUNK), () => {
        broken += 1;
        if (broken % killEach === 0) {
          kills += 1;
          pending = kill();
        } else line.cut();
        arm();
      });
    };
    arm();
    let resumes = 0;
    for (let files = 0; broken < breaks || files < 3; files += 1) {
      const body = randomBytes(randomInt(1_000_000, 20_000_000));
      const journal: Journal = { acknowledged: 0, resumed: [] };
      const before = { sent: line.sent(), broken };
      const path = await send(body, journal);
      await pending;
      const told = await settled(path);
      expect(told).toMatchObject({ state: "ready", sha256: sha256(body), size: body.byteLength });
      for (const { from, acknowledged } of journal.resumed) expect(from).toBeGreaterThanOrEqual(acknowledged);
      const cost = line.sent() - before.sent - body.byteLength;
      const times = broken - before.broken;
      expect(cost).toBeLessThan(times * (CHUNK + HEADERS) + (body.byteLength / CHUNK + 4) * 2048);
      resumes += journal.resumed.length;
    }
    expect(broken).toBeGreaterThanOrEqual(breaks);
    expect(kills).toBe(Math.floor(breaks / killEach));
    expect(resumes).toBeGreaterThan(breaks / 2);
  });
});

async function settled(path: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } }).catch(() => null);
    const said = answer?.ok ? await answer.json() : { state: "checking" };
    if (said.state !== "checking") return said;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
