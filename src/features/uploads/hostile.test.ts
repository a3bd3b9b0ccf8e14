import { request as httpRequest } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { config, setConfig } from "#platform/config.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles } from "../../../tests/fixtures/documents.ts";
import { metadata, sender, sha256, uploadServer } from "../../../tests/fixtures/uploads.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";

testDatabase();
testFiles();
const server = uploadServer();
let world: Awaited<ReturnType<typeof newWorld>>;
let sara: Awaited<ReturnType<typeof sender>>;
let berta: typeof sara;
beforeAll(async () => {
  world = await newWorld();
  sara = await sender(server.url(), world.sara);
  berta = await sender(server.url(), world.berta);
});

const text = (size: number) => Buffer.from("a line of text\n".repeat(size / 15 + 1)).subarray(0, size);

describe("hostile senders", () => {
  const post = (headers: Record<string, string>) =>
    sara.ask("POST", `/rooms/${world.room.id}/uploads`, headers);
  const named = (name: string) => ({ "upload-metadata": metadata({ filename: name }) });

  it("meet somebody else's upload as if it were not there", async () => {
    const path = await sara.begin(world.room.id, 1000, { filename: "mine.txt" });
    const sam = await sender(server.url(), world.sam);
    const olga = await sender(server.url(), world.olga);
    const nobody = await sender(server.url(), null);
    for (const other of [sam, berta, olga]) {
      const answers = [
        await other.ask("HEAD", path),
        await other.ask("GET", path),
        await other.patch(path, 0, text(10)),
        await other.ask("DELETE", path),
        await other.ask("POST", path, {}, ""),
      ];
      expect(answers.map((one) => one.status)).toEqual([404, 404, 404, 404, 404]);
    }
    expect((await nobody.ask("HEAD", path)).status).toBe(401);
    expect((await nobody.patch(path, 0, text(10))).status).toBe(401);
    const outside = await olga.ask("POST", `/rooms/${world.room.id}/uploads`, {
      "upload-length": "10",
      ...named("a.txt"),
    });
    expect(outside.status).toBe(404);
    // In another room the number leads nowhere either, even for its owner.
    const other = await newWorld();
    const moved = path.replace(world.room.id, other.room.id);
    expect((await sara.ask("HEAD", moved)).status).toBe(404);
    expect(await sara.offset(path)).toBe(0);
  });

  it("cannot write from another site", async () => {
    const answer = await sara.ask("POST", `/rooms/${world.room.id}/uploads`, {
      "upload-length": "10",
      origin: "https://elsewhere.example",
      ...named("a.txt"),
    });
    expect(answer.status).toBe(403);
  });

  it("cannot name a length that is none", async () => {
    for (const length of ["-1", "1e21", "99999999999999999999", "0x10", "1.5", "", "NaN"])
      expect((await post({ "upload-length": length, ...named("a.txt") })).status, length).toBe(400);
    expect((await post({ "upload-length": "0", ...named("a.txt") })).status).toBe(422);
    expect((await post({ "upload-length": "9007199254740991", ...named("a.txt") })).status).toBe(413);
    expect((await post({ "upload-defer-length": "1", ...named("a.txt") })).status).toBe(501);
    expect((await post(named("a.txt"))).status).toBe(400);
    const joined = await post({ "upload-concat": "partial", "upload-length": "10", ...named("a.txt") });
    expect(joined.status).toBe(501);
  });

  it("cannot write elsewhere than where it goes on, nor beyond the end", async () => {
    const path = await sara.begin(world.room.id, 1000, { filename: "f.txt" });
    await sara.patch(path, 0, text(400));
    for (const offset of [0, 399, 401, 1000])
      expect((await sara.patch(path, offset, text(10))).status).toBe(409);
    expect((await sara.patch(path, -1, text(10))).status).toBe(400);
    expect((await sara.patch(path, 400, text(601))).status).toBe(413);
    expect(await sara.offset(path)).toBe(400);
    const mime = await sara.ask("PATCH", path, { "upload-offset": "400", "content-type": "text/plain" }, "x");
    expect(mime.status).toBe(400);
    expect((await sara.ask("PATCH", path, { "tus-resumable": "0.2.2", "upload-offset": "400" })).status).toBe(
      400,
    );
  });

  it("gain nothing by two requests at once: one is asked to stop, and the bytes are right", async () => {
    const body = text(900_000);
    const path = await sara.begin(world.room.id, body.byteLength, {
      filename: "g.txt",
      sha256: sha256(body),
    });
    const answers = await Promise.all([0, 0, 0].map(() => sara.patch(path, 0, body).catch(() => null)));
    expect(answers.some((answer) => answer?.status === 204)).toBe(true);
    for (let at = await sara.offset(path); at < body.byteLength; at = await sara.offset(path))
      await sara.patch(path, at, body.subarray(at));
    expect(await sara.settled(path)).toMatchObject({ state: "ready", sha256: sha256(body) });
  });

  it("get plain names out of any they send", async () => {
    const names: [sent: string, kept: string][] = [
      ["../../etc/pass.txt", "pass.txt"],
      ["C:\\dir\\plan.txt", "plan.txt"],
      ["evil\u202etxt.gpj.txt", "eviltxt.gpj.txt"],
      ["a\u0000b\r\nc.txt", "abc.txt"],
      ["x".repeat(400), "x".repeat(199)],
    ];
    for (const [sent, kept] of names) {
      const path = await sara.begin(world.room.id, 10, { filename: sent });
      expect((await sara.settled(path)).name).toBe(kept);
      await sara.ask("DELETE", path);
    }
    expect((await post({ "upload-length": "10", ...named("virus.exe") })).status).toBe(422);
    expect((await post({ "upload-length": "10", ...named("thing.qqq") })).status).toBe(415);
  });

  it("cannot leave the folder by a number, nor swamp the server with metadata", async () => {
    const asked = (path: string) =>
      new Promise<number>((resolve, reject) => {
        // Not through fetch, which would tidy the path.
        httpRequest(`${server.url()}/`, { path, method: "HEAD", headers: { "tus-resumable": "1.0.0" } })
          .once("response", (answer) => resolve(answer.statusCode ?? 0))
          .once("error", reject)
          .end();
      });
    const base = `/rooms/${world.room.id}/uploads`;
    for (const id of ["../../x", "..%2f..%2fx", "%00", "a".repeat(36), `${crypto.randomUUID()}/../x`])
      expect(await asked(`${base}/${id}`), id).toBe(404);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, "v"]));
    expect((await post({ "upload-length": "10", "upload-metadata": metadata(many) })).status).toBe(400);
    const large = { "upload-length": "10", ...named("n".repeat(20_000)) };
    expect((await post(large)).status).toBe(431);
    expect((await post({ "upload-length": "10", "upload-metadata": "filename !!!" })).status).toBe(400);
    expect((await post({ "upload-length": "10", "upload-metadata": "__proto__ YQ==" })).status).toBe(400);
  });

  it("can have only so much on the way", async () => {
    const { sam, room } = await newWorld();
    const one = await sender(server.url(), sam);
    setConfig({ ...config(), MAX_UPLOAD_MB: 1 });
    for (let file = 0; file < 4; file += 1) await one.begin(room.id, 1_000_000, { filename: "h.txt" });
    await expect(one.begin(room.id, 1, { filename: "h.txt" })).rejects.toThrow(/413.*uploads-too-much/);
    setConfig({ ...config(), MAX_UPLOAD_MB: 10_240 });
    const begun = await Promise.allSettled(
      Array.from({ length: 110 }, () => one.begin(room.id, 1, { filename: "i.txt" })),
    );
    expect(begun.filter((each) => each.status === "fulfilled")).toHaveLength(96);
    await expect(one.begin(room.id, 1, { filename: "h.txt" })).rejects.toThrow(/429.*uploads-too-many/);
  });
});
