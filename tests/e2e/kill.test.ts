import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, apiWith, Refused, takeOver } from "./api.ts";
import { audiencesOf } from "./room.ts";
import { freePort, startServer, type TestServer } from "./server.ts";

/**
 * Nothing acknowledged is lost or doubled, whenever the server is killed. Writers send messages and documents over the
 * REST surface and note in a journal what was acknowledged; the process is killed (-9) at a random moment; after the
 * restart the journal is compared with what is there. KILL_ROUNDS (50) says how often; in every KILL_DATABASE_EACH-th round (17)
 * PostgreSQL is killed as well, otherwise it outlives the server and is taken over.
 */
const rounds = Number(process.env.KILL_ROUNDS ?? 50);
const databaseEach = Number(process.env.KILL_DATABASE_EACH ?? 17);
const writers = 3;

/** A write under its key: what was sent, and the id that was acknowledged. */
interface Write {
  key: string;
  kind: "message" | "document";
  text: string;
  upload?: string;
  acknowledged?: string;
}

const dataDir = mkdtempSync("/tmp/frontstage-e2e-");
let server: TestServer;
let api: Api;
let settings: Record<string, string>;
let room: string;
let audience: string;
let thread: string;
const journal: Write[] = [];

beforeAll(async () => {
  settings = { PORT: String(await freePort()) };
  server = await startServer(settings, dataDir);
  api = await takeOver(server.url, server.output());
  ({ room } = await api.call("POST", "/rooms", { name: "Dryer section", newCompany: "Riverside" }));
  audience = (await audiencesOf(api, room)).seller ?? "";
  const first = { audience, title: "Log of the night", text: "The first message", subjectType: "room" };
  ({ thread } = await api.call("POST", `/rooms/${room}/threads`, first));
});
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Sends a write under its key (again), and returns the id that is acknowledged. */
async function send(write: Write): Promise<string> {
  if (write.kind === "message") {
    const path = `/rooms/${room}/threads/${thread}/messages`;
    return (await api.call("POST", path, { text: write.text }, write.key)).message;
  }
  write.upload ??= (await api.upload(room, `${write.key}.txt`, write.text)).upload;
  const input = { audience, upload: write.upload, title: write.text, category: "other.other" };
  return (await api.call("POST", `/rooms/${room}/documents`, input, write.key)).id;
}

/** Writes without a pause until the server is gone. */
async function writeUntilKilled(writer: number, killed: () => boolean): Promise<void> {
  for (let turn = 0; !killed(); turn += 1) {
    const key = randomUUID();
    const kind = (turn + writer) % 4 === 0 ? "document" : "message";
    const write: Write = { key, kind, text: `${kind} ${key}` };
    journal.push(write);
    try {
      write.acknowledged = await send(write);
    } catch (error) {
      // A refusal is a fault of the test or of the server; a broken line is what this is about.
      if (error instanceof Refused && !killed()) throw error;
      return;
    }
  }
}

/** Kills the server, and the database's first process where asked, without a chance to tidy up. */
async function kill(database: boolean): Promise<void> {
  const gone = new Promise((resolve) => server.process.once("exit", resolve));
  server.process.kill("SIGKILL");
  if (database) {
    const pid = Number(readFileSync(`${dataDir}/postgres/postmaster.pid`, "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
  }
  await gone;
}

/** Every message of the thread and every document, as they are there now. */
async function everything(): Promise<{ id: string; text: string }[]> {
  const messages = await pages(`/rooms/${room}/threads/${thread}?`, "before", "older", "messages");
  const documents = await pages(`/rooms/${room}/documents?limit=100&`, "cursor", "next", "documents");
  return [
    ...messages.map((message) => ({ id: message.id, text: message.text ?? "" })),
    ...documents.map((document) => ({ id: document.id, text: document.title ?? "" })),
  ];
}

/** All pages of a list: `from` is the query's name of where a page begins, `next` the answer's name of the next one. */
async function pages(path: string, from: string, next: string, items: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let place = "";
  do {
    const page: Record<string, unknown> = await api.call("GET", `${path}${place}`);
    found.push(...(page[items] as Listed[]));
    place = page[next] === null ? "" : `${from}=${encodeURIComponent(String(page[next]))}`;
  } while (place);
  return found;
}
interface Listed {
  id: string;
  text?: string;
  title?: string;
}

describe("a server that is killed while people write", () => {
  it(`keeps everything that it acknowledged, once, in ${rounds} rounds`, {
    timeout: 60_000 + rounds * 15_000,
  }, async () => {
    for (let round = 1; round <= rounds; round += 1) {
      let killed = false;
      const from = journal.length;
      const writing = Array.from({ length: writers }, (_, writer) => writeUntilKilled(writer, () => killed));
      await pause(20 + Math.random() * 400);
      killed = true;
      await kill(round % databaseEach === 0);
      await Promise.all(writing);
      server = await startServer(settings, dataDir);
      api = apiWith(server.url, api.cookie);

      // Whoever got no answer asks again with the same key, and so may whoever got one: nothing is done twice.
      for (const write of journal.slice(from)) {
        const again = await send(write);
        if (write.acknowledged) expect(again, `${write.kind} in round ${round}`).toBe(write.acknowledged);
        write.acknowledged = again;
      }
    }
    const acknowledged = journal.map(({ acknowledged: id, text }) => ({ id, text }));
    expect(acknowledged.length).toBeGreaterThan(rounds);
    const there = (await everything()).filter(({ text }) => / [\da-f-]{36}$/.test(text));
    const byText = (one: { text: string }, other: { text: string }) => (one.text < other.text ? -1 : 1);
    expect(there.sort(byText)).toEqual(acknowledged.sort(byText));
    const { whole, chains } = await api.call("GET", `/rooms/${room}/log/verification`);
    expect({ whole, chains: chains.length > 0 }, JSON.stringify(chains)).toEqual({
      whole: true,
      chains: true,
    });
  });
});
