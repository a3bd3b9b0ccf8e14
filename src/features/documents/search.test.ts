import { beforeAll, describe, expect, it } from "vitest";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { reviseDocument, withdrawDocument } from "./index.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

const { add, show, list, titles, publish } = registerOf(() => world);

describe("search", () => {
  it("finds text in what the reader may see, and never in what is hidden, superseded or withdrawn", async () => {
    const { sara, sam, berta, erik, room } = world;
    const open = await add(
      sara,
      "room",
      "Open paper",
      "The nip pressure is 1450 kilonewtons. Paperikoneen nopeus.",
    );
    await add(sara, "seller", "Closed paper", "Our margin on nip pressure is zebracanary percent.");
    const hidden = await run(reviseDocument, sara.actor, {
      room: room.id,
      document: open.id,
      audience: room.audiences.seller,
      upload: await upload(sara, room, "Draft words: okapicanary pressure"),
    });
    await runWaitingJobs();
    expect(await titles(erik, { text: "pressures" })).toEqual(["Open paper"]);
    expect(await titles(sam, { text: "pressures" })).toEqual(["Open paper", "Closed paper"]);
    expect(await titles(erik, { text: "paperikone" })).toEqual(["Open paper"]);
    for (const word of ["zebracanary", "okapicanary", "Closed"]) {
      const answer = await list(berta, { text: word });
      expect(answer).toMatchObject({ documents: [], count: 0, counts: {}, next: null, responsible: [] });
      expect(await titles(sam, { text: word })).toHaveLength(1);
    }
    const found = (await list(erik, { text: "nip pressure" })).documents[0];
    expect(found?.snippet).toContain("\ue000nip\ue001 \ue000pressure\ue001");
    await publish(sara, open.id, "room", { revision: hidden.id });
    expect(await titles(berta, { text: "okapicanary" })).toEqual(["Open paper"]);
    expect(await titles(berta, { text: "kilonewtons" })).toEqual([]);
    const seen = await show(sara, open.id);
    await run(withdrawDocument, sara.actor, {
      room: room.id,
      document: open.id,
      reason: "x",
      version: seen.version,
    });
    expect(await titles(berta, { text: "okapicanary" })).toEqual([]);
  });

  it("bears any question", async () => {
    for (const text of ["'", "\\", "%", '"', "a & | !", "-", "the", "(((", "ä", "\ue000", "*:"]) {
      await expect(list(world.sara, { text })).resolves.toBeDefined();
    }
    await expect(list(world.sara, { text: "a\u0000b" })).rejects.toMatchObject({ status: 422 });
  });
});
