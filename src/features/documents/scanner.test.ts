import { existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { config, setConfig } from "#platform/config.ts";
import { blobStore } from "#platform/files/index.ts";
import { jobNamed } from "#platform/jobs/job.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { sender, sha256, uploadServer } from "../../../tests/fixtures/uploads.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { addDocument, setDocumentRights, showDocument } from "./index.ts";
import { revisionFile } from "./queries/file.ts";

const database = testDatabase();
testFiles();
const server = uploadServer();
const bad = Buffer.from("This paper carries TESTVIRUS in the middle of its text.\n");
let scanner: Server;
let world: Awaited<ReturnType<typeof newWorld>>;
let sara: Awaited<ReturnType<typeof sender>>;
let address = "";

beforeAll(async () => {
  // A daemon of the test; the protocol is tried against the real one in platform/files.
  scanner = createServer((socket) => {
    let heard = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      if (heard.endsWith("\0\0\0\0"))
        socket.end(heard.includes("TESTVIRUS") ? "stream: Test.Virus FOUND\0" : "stream: OK\0");
    });
  });
  await new Promise<void>((resolve) => scanner.listen(0, "127.0.0.1", resolve));
  const told = scanner.address();
  address = `127.0.0.1:${typeof told === "object" ? told?.port : 0}`;
  setConfig({ ...config(), CLAMAV: address });
  world = await newWorld();
  sara = await sender(server.url(), world.sara);
});
afterAll(() => scanner?.close());

const send = async (body: Buffer, name: string) => {
  const path = await sara.begin(world.room.id, body.byteLength, { filename: name, sha256: sha256(body) });
  await sara.patch(path, 0, Buffer.from(body));
  return { path, id: path.split("/").at(-1) ?? "", said: await sara.settled(path) };
};
const quarantine = () => {
  const folder = `${config().DATA_DIR}/quarantine`;
  return existsSync(folder) ? readdirSync(folder) : [];
};
const wanted = (more: object) => ({
  room: world.room.id,
  audience: world.room.audiences.room,
  title: "T",
  category: "other.other",
  ...more,
});
const scanOf = async (body: Buffer) =>
  (await database.owner<{ scan: string }>("select scan from blob where hash = $1", [sha256(body)]))[0]?.scan;

describe("an infected file", () => {
  it("in parts is kept apart, has no reference, and its sender and the team's lead are told", async () => {
    const { said, id } = await send(bad, "paper.txt");
    expect(said).toMatchObject({
      state: "infected",
      problem: { code: "file-infected", params: { name: "paper.txt", found: "Test.Virus" } },
    });
    expect(quarantine()).toContain(id);
    expect(await (await blobStore()).has(sha256(bad))).toBe(false);
    await expect(run(addDocument, world.sara.actor, wanted({ upload: id }))).rejects.toMatchObject({
      code: "upload-gone",
    });
    const entries = await database.owner<{ audience_id: string; data: object }>(
      "select audience_id, data from log_entry where kind = 'file.infected' and room_id = $1",
      [world.room.id],
    );
    expect(entries).toEqual([{ audience_id: world.room.audiences.seller, data: { found: "Test.Virus" } }]);
    // Nothing makes it come back: not another word, nor taking it off the list.
    expect(await sara.finish(`/rooms/${world.room.id}/uploads/${id}`, sha256(bad))).toMatchObject({
      state: "infected",
    });
    await sara.ask("DELETE", `/rooms/${world.room.id}/uploads/${id}`);
    expect(quarantine()).toContain(id);
  });

  it("in one piece is refused before anything is stored", async () => {
    const before = quarantine().length;
    await expect(upload(world.sara, world.room, bad.toString(), "paper.txt")).rejects.toMatchObject({
      code: "file-infected",
    });
    expect(quarantine()).toHaveLength(before + 1);
    expect(await (await blobStore()).has(sha256(bad))).toBe(false);
    expect(readdirSync(`${config().DATA_DIR}/uploads`)).toEqual([]);
  });
});

describe("a clean file", () => {
  it("is taken, and known to be clean", async () => {
    const body = Buffer.from("a clean paper");
    expect((await send(body, "clean.txt")).said).toMatchObject({ state: "ready" });
    await upload(world.sara, world.room, "another clean paper");
    expect(await scanOf(body)).toBe("clean");
    expect(await scanOf(Buffer.from("another clean paper"))).toBe("clean");
  });
});

describe("a scanner that is away", () => {
  it("means a refusal that can be tried again without sending the file again", async () => {
    setConfig({ ...config(), CLAMAV: "127.0.0.1:1" });
    const body = Buffer.from("a paper in a bad moment");
    const { path, said } = await send(body, "moment.txt");
    expect(said).toMatchObject({ state: "refused", problem: { code: "file-not-scanned" } });
    await expect(upload(world.sara, world.room, "one piece")).rejects.toMatchObject({
      code: "file-not-scanned",
    });
    setConfig({ ...config(), CLAMAV: address });
    expect(await sara.finish(path)).toMatchObject({ state: "ready" });
  });

  it("or, where so chosen, a file that is marked and looked through later", async () => {
    setConfig({ ...config(), CLAMAV: "127.0.0.1:1", CLAMAV_AWAY: "mark" });
    const clean = await send(Buffer.from("an unchecked paper"), "later.txt");
    const hidden = await send(Buffer.concat([bad, Buffer.from("later")]), "later.txt");
    const documents = await Promise.all(
      [clean, hidden].map(({ id }) => run(addDocument, world.sara.actor, wanted({ upload: id }))),
    );
    const show = async (index: number) => {
      const document = documents[index]?.id ?? "";
      const { revisions } = await run(showDocument, world.berta.actor, { room: world.room.id, document });
      return revisions[0]?.scan;
    };
    let version = 0;
    const level = async (level: "exists" | "original") => {
      await Promise.all(
        documents.map(({ id }) =>
          run(setDocumentRights, world.sara.actor, {
            room: world.room.id,
            document: id,
            holder: "buyer",
            level,
            version,
          }),
        ),
      );
      version += 1;
    };
    const refusedFile = (index: number) =>
      run(revisionFile, world.berta.actor, {
        room: world.room.id,
        document: documents[index]?.id ?? "",
        revision: documents[index]?.revision ?? "",
      });
    // Nothing of the file is told to whoever may only know that the document exists.
    const toldNothing = async () => {
      await level("exists");
      expect([await show(0), await show(1)]).toEqual([null, null]);
      await expect(refusedFile(1)).rejects.toMatchObject({ code: "document-exists-only", status: 403 });
      await level("original");
    };
    expect([await show(0), await show(1)]).toEqual(["waiting", "waiting"]);
    await toldNothing();
    setConfig({ ...config(), CLAMAV: address, CLAMAV_AWAY: "refuse" });
    await jobNamed("uploads.scan-waiting")?.run({}, { signal: new AbortController().signal });
    expect([await show(0), await show(1)]).toEqual([null, "infected"]);
    await toldNothing();
    const lost = sha256(Buffer.concat([bad, Buffer.from("later")]));
    expect(await (await blobStore()).has(lost)).toBe(false);
    expect(quarantine()).toContain(lost);
    await expect(refusedFile(1)).rejects.toMatchObject({ code: "file-infected-later", status: 410 });
  });
});
