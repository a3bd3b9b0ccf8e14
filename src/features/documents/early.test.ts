import { expect, it } from "vitest";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { join, newPerson, newRoom } from "../../../tests/fixtures/world.ts";
import { addDocument, listDocuments, publishDocument, showDocument } from "./index.ts";

const database = testDatabase();
testFiles();

it("publishes to everyone while the supplier is still alone, and tells whoever joins later nothing of the draft", async () => {
  const sara = await newPerson("Sara Seller", { staff: true });
  const room = await newRoom(sara);
  const at = { room: room.id };
  const draft = await run(addDocument, sara.actor, {
    ...at,
    audience: room.audiences.seller,
    upload: await upload(sara, room),
    title: "Inner words",
    category: "technical.description",
  });
  const { version } = await run(showDocument, sara.actor, { ...at, document: draft.id });
  const published = await run(publishDocument, sara.actor, {
    ...at,
    document: draft.id,
    revision: draft.revision,
    to: room.audiences.room,
    version,
    title: "Outer words",
  });
  expect(published).toEqual({ number: "D-001", label: { kind: "letter", text: "A" } });

  const berta = await newPerson("Berta Buyer");
  await join(room, berta, "buyer", "lead", true);
  const { documents } = await run(listDocuments, berta.actor, at);
  expect(documents.map(({ number, title }) => `${number} ${title}`)).toEqual(["D-001 Outer words"]);
  const entries = await database.owner<{ body: string }>(
    "select body from log_entry where audience_id = $1",
    [room.audiences.room],
  );
  expect(entries.filter(({ body }) => /Inner words|S-001|"draft"/.test(body))).toEqual([]);
});
