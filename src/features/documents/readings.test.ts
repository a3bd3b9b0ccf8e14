import { RouterContextProvider } from "react-router";
import { beforeAll, describe, expect, it } from "vitest";
import { readerContext } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { registerOf, testFiles } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { listDocuments } from "./index.ts";
import { downloadRevision, revisionFile } from "./queries/file.ts";
import { loader } from "./screens/file.ts";
import { sendDocuments } from "./sendings/commands.ts";
import { showSending } from "./sendings/queries.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
const { add, show } = registerOf(() => world);

describe("whoever gets a file", () => {
  it("is noted, however they ask after a copy that they do not have", async () => {
    const { sara, berta, room } = world;
    const made = await add(sara, "room", "Layout", "the original");
    const at = { room: room.id, document: made.id, revision: made.revision };
    const { hash } = await run(revisionFile, berta.actor, at);
    const get = (ifNoneMatch: string) => {
      const context = new RouterContextProvider();
      const rest = { email: "", companyName: "", staff: false, owner: false, sessionId: "", viewing: null };
      context.set(readerContext, { actor: berta.actor, name: berta.name, ...rest });
      const request = new Request("http://localhost/p", { headers: { "if-none-match": ifNoneMatch } });
      return loader({ request, context, params: at, url: new URL(request.url) } as never);
    };
    const downloads = async () =>
      (await show(sara, made.id)).taken.filter(({ kind }) => kind === "document.downloaded").length;
    expect((await get(`W/"${hash}"`)).status).toBe(304);
    expect(await downloads()).toBe(0);
    const answer = await get(`x"${hash}"`);
    expect([answer.status, await answer.text()]).toEqual([200, "the original"]);
    expect(await downloads()).toBe(1);
  });

  it("is in the receipts of a transmittal, however they write the revision's id", async () => {
    const { sara, berta, erik, room } = world;
    const made = await add(sara, "room", "Layout", "sent");
    const { id } = await run(sendDocuments, sara.actor, {
      room: room.id,
      audience: room.audiences.room,
      people: [berta.id, erik.id],
      revisions: [made.revision],
      subject: "Sent",
    });
    const at = { room: room.id, document: made.id, revision: made.revision };
    await run(downloadRevision, berta.actor, { ...at, revision: made.revision.toUpperCase() });
    const { receipts } = await run(showSending, sara.actor, { room: room.id, sending: id });
    expect(receipts.find(({ person }) => person.id === berta.id)?.took).toMatchObject([
      { revision: made.revision, downloaded: true },
    ]);
    // A room's address is one: by it is told who is looking as whom.
    await expect(
      run(downloadRevision, erik.actor, { ...at, room: room.id.toUpperCase() }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

it("a cursor or a choice that is none is no fault of the server", async () => {
  const { sara, room } = world;
  const cursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
  for (const place of [[1e99, "a", room.id], [1.5, "a", room.id], [1, "a", "b"], "x"])
    await run(listDocuments, sara.actor, { room: room.id, cursor: cursor(place) });
  for (const chosen of ["-".repeat(36), "a".repeat(36), ""])
    await expect(run(listDocuments, sara.actor, { room: room.id, chosen })).rejects.toMatchObject({
      code: "input",
    });
});
