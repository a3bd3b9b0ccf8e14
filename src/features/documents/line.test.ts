import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import {
  addDocument,
  approveDocument,
  artefactDocuments,
  editDocument,
  listDocuments,
  publishDocument,
  reviseDocument,
  showDocument,
  withdrawDocument,
} from "./index.ts";
import { letterOf } from "./model/labels.ts";
import { downloadRevision } from "./queries/file.ts";

testDatabase();
testFiles();

type World = Awaited<ReturnType<typeof newWorld>>;

/** What happens above the line; `quiet` is how much happens below it before, in the noisy room only. */
type Step = {
  act: "add" | "share-new" | "revise" | "share-draft" | "edit" | "withdraw";
  on: number;
  quiet: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    "add",
    "share-new",
    "share-new",
    "revise",
    "share-draft",
    "share-draft",
    "edit",
    "withdraw",
  ),
  on: fc.nat(20),
  quiet: fc.nat(3),
});

/** Acts out the steps in a room of its own; with noise, also everything that a seller does backstage meanwhile. */
async function actOut(steps: Step[], noisy: boolean): Promise<World> {
  const world = await newWorld();
  const { sara, room } = world;
  const { room: all, seller, commercial } = room.audiences;
  const shared: string[] = [];
  const send = (index: number, note: string) => upload(sara, room, `content ${index} ${note}`, `${note}.txt`);
  const add = async (audience: string, title: string, reference: string) =>
    (
      await run(addDocument, sara.actor, {
        room: room.id,
        audience,
        upload: reference,
        title,
        category: "technical.drawing",
      })
    ).id;
  const draft = async (document: string, reference: string) =>
    (
      await run(reviseDocument, sara.actor, {
        room: room.id,
        document,
        audience: seller,
        upload: reference,
        note: "hidden note",
      })
    ).id;
  const publish = async (document: string, revision: string, title: string, audience = all) => {
    const { version } = await run(showDocument, sara.actor, { room: room.id, document });
    await run(publishDocument, sara.actor, {
      room: room.id,
      document,
      revision,
      to: audience,
      version,
      title,
      note: "n",
    });
  };
  const noise = async (amount: number, index: number) => {
    for (let n = 0; n < amount; n++) {
      const id = await add(seller, `hidden ${index}`, await send(index, `hidden${n}`));
      const revision = await draft(id, await send(index, `again${n}`));
      await run(approveDocument, sara.actor, { room: room.id, document: id, revision });
      if (n === 1) await publish(id, revision, "for commercial eyes", commercial);
      const known = shared[(index + n) % Math.max(1, shared.length)];
      if (known) {
        const draftOfShared = await draft(known, await send(index, `draft${n}`)).catch(() => undefined);
        if (draftOfShared)
          await run(downloadRevision, sara.actor, {
            room: room.id,
            document: known,
            revision: draftOfShared,
          });
      }
    }
  };
  for (const [index, { act, on, quiet }] of steps.entries()) {
    if (noisy) await noise(quiet, index);
    const document = shared[on % Math.max(1, shared.length)];
    const open = document && (await run(showDocument, sara.actor, { room: room.id, document }));
    const title = `Title ${index}`;
    if (act === "add") shared.push(await add(all, title, await send(index, "x")));
    else if (act === "share-new") {
      const id = await add(seller, noisy ? "working title" : title, await send(index, "first"));
      if (noisy) for (let n = 0; n < quiet; n++) await draft(id, await send(index, `more${n}`));
      await publish(id, await draft(id, await send(index, "x")), title);
      shared.push(id);
    } else if (open && open.state === "current") {
      if (act === "revise")
        await run(reviseDocument, sara.actor, {
          room: room.id,
          document: open.id,
          audience: all,
          upload: await send(index, "x"),
          note: "n",
        });
      else if (act === "share-draft") {
        if (noisy) for (let n = 0; n < quiet; n++) await draft(open.id, await send(index, `more${n}`));
        await publish(open.id, await draft(open.id, await send(index, "x")), open.title);
      } else if (act === "edit")
        await run(editDocument, sara.actor, {
          room: room.id,
          document: open.id,
          version: open.version,
          title,
          category: "quality.plan",
        });
      else
        await run(withdrawDocument, sara.actor, {
          room: room.id,
          document: open.id,
          version: open.version,
          reason: "r",
        });
    }
  }
  return world;
}

/** Everything the customer's engineer gets: the operations' outputs, and the bare rows that the database lets through. */
async function view(world: World): Promise<string> {
  const { erik, room } = world;
  const lists = await Promise.all(
    (["number", "title", "newest"] as const).map((sort) =>
      run(listDocuments, erik.actor, { room: room.id, sort, limit: 3 }),
    ),
  );
  const all = await run(listDocuments, erik.actor, { room: room.id, limit: 100 });
  const documents = [];
  for (const { id } of all.documents)
    documents.push(await run(showDocument, erik.actor, { room: room.id, document: id }));
  const evidence = await run(artefactDocuments, erik.actor, { room: room.id, category: "technical.drawing" });
  const rows = await asActor(erik.actor, async (tx) => ({
    document: await tx.selectFrom("document").selectAll().orderBy("ordinal").execute(),
    revision: await tx
      .selectFrom("document_revision")
      .select([
        "id",
        "audience_id",
        "document_id",
        "side",
        "by_side",
        "ordinal",
        "purpose",
        "status",
        "reason",
      ])
      .select(["shared_at", "shared_by", "version"])
      .orderBy("shared_at")
      .execute(),
    facts: (
      await sql`select f.* from private.revision_facts(${room.id}) f
        join document_revision r on r.id = f.revision_id order by r.shared_at`.execute(tx)
    ).rows,
    memory: await tx.selectFrom("document_memory").select(["id", "kind", "text", "at"]).execute(),
    approval: await tx.selectFrom("document_approval").select(["id", "person_id", "at"]).execute(),
    right: await tx.selectFrom("document_right").selectAll().execute(),
    log: await tx
      .selectFrom("log_entry")
      .select(["seq", "kind", "subject_id", "body"])
      .where("kind", "like", "document.%")
      .orderBy("seq")
      .execute(),
  }));
  return normalised(JSON.stringify({ all, lists, documents, evidence, rows }), room.code);
}

/** Ids by first appearance, times by their order, the room's code: all that may differ between two rooms. */
function normalised(text: string, code: string): string {
  const ids = new Map<string, string>();
  const times = [...new Set(text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g))].sort();
  const cursors = (cursor: string) => {
    const [section, key, id] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return JSON.stringify([section, /^\d{13}$/.test(key) ? "time" : key, id]).replaceAll('"', "'");
  };
  return text
    .replaceAll(code, "CODE")
    .replace(/"next":"([\w-]+)"/g, (_, cursor: string) => `"next":"${cursors(cursor)}"`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => `time ${times.indexOf(time)}`)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      ids.set(id, ids.get(id) ?? `id ${ids.size}`);
      return ids.get(id) ?? "";
    });
}

describe("the line of visibility in the register", () => {
  it("makes a busy backstage and a quiet one look the same, to the byte, and gives numbers and letters without gaps", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const busy = await actOut(steps, true);
        const quiet = await actOut(steps, false);
        expect(await view(busy)).toBe(await view(quiet));
        const { documents } = await run(listDocuments, busy.erik.actor, { room: busy.room.id, limit: 100 });
        expect(documents.map((one) => one.number).sort()).toEqual(
          documents.map((_, index) => `D-${String(index + 1).padStart(3, "0")}`),
        );
        for (const { id } of documents) {
          const { revisions } = await run(showDocument, busy.erik.actor, {
            room: busy.room.id,
            document: id,
          });
          expect(revisions.map((one) => one.label.text)).toEqual(
            revisions.map((_, index) => letterOf(revisions.length - index)),
          );
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 120_000);
});
