import { RouterContextProvider } from "react-router";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { often } from "#platform/files/held.ts";
import { readerContext } from "#platform/identity/context.ts";
import { operationNamed, run } from "#platform/operations/index.ts";
import { endPages } from "#platform/pages/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../../tests/fixtures/pdf.ts";
import { rightsIn } from "../../../../tests/fixtures/rights.ts";
import { newWorld } from "../../../../tests/fixtures/world.ts";
import { addDocument, withdrawDocument } from "../index.ts";
import { loader as fileLoader } from "./file.ts";
import { loader as zipLoader } from "./zip-file.ts";

/** A right that ends while a file is on its way ends the file. */
const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
const usual = { ...often };
beforeEach(async () => {
  world = await newWorld();
  often.milliseconds = 0; // so that each piece is asked about
});
afterEach(() => Object.assign(often, usual));
afterAll(endPages);
const { give } = rightsIn(() => world);

const size = 3_000_000;
const noise = () => Uint8Array.from({ length: size }, (_, at) => 97 + ((at * 7919 + (at >> 7)) % 25));
const manyPages = () =>
  pagesOf(Array.from({ length: 16 }, (_, page) => line(`Page ${page}`) + line("Words", 600)));

async function shared(content: Uint8Array<ArrayBuffer>, name: string) {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, content, name),
    title: "Data sheet",
    category: "technical.data-sheet",
  });
  return { room: room.id, document: id, revision };
}
type At = Awaited<ReturnType<typeof shared>>;

function asked<Args>(address: string, params: object, headers: Record<string, string>): Args {
  const context = new RouterContextProvider();
  const { erik } = world;
  context.set(readerContext, {
    actor: erik.actor,
    name: erik.name,
    email: "",
    companyName: "",
    staff: false,
    owner: false,
    sessionId: "",
    viewing: null,
  });
  const request = new Request(`http://localhost/${address}`, { headers });
  return { request, context, params, url: new URL(request.url) } as Args;
}

/** Takes the first of it, lets something happen, and then the rest. */
async function slowly(answer: Response, meanwhile: () => Promise<unknown>) {
  const reader = answer.body?.getReader();
  let came = (await reader?.read())?.value?.byteLength ?? 0;
  await meanwhile();
  try {
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) return { came, whole: true };
      came += next.value.byteLength;
    }
  } catch (error) {
    return { came, whole: false, why: (error as Error).name };
  }
}

const ends: [string, (at: At) => Promise<unknown>][] = [
  ["a level that is lowered", (at) => give(at.document, { level: "view" })],
  ["a withdrawal", (at) => run(withdrawDocument, world.sara.actor, { ...at, reason: "Wrong", version: 1 })],
  [
    "a time that is over",
    async (at) => {
      await give(at.document, {
        level: "original",
        until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      });
      await database.owner("update document_right set until = now() where document_id = $1", [at.document]);
    },
  ],
  [
    "being taken out of the room",
    () => {
      const remove = operationNamed("members.remove");
      if (!remove) throw new Error("people cannot be taken out");
      return run(remove, world.berta.actor, { room: world.room.id, person: world.erik.id });
    },
  ],
];

describe.each(ends)("%s", (_, end) => {
  it.each([{}, { range: "bytes=1000-" }] as Record<string, string>[])(
    "breaks a file off (%o)",
    async (headers) => {
      const at = await shared(noise(), "noise.txt");
      const { came, ...told } = await slowly(await fileLoader(asked("file", at, headers)), () => end(at));
      expect(told).toEqual({ whole: false, why: "RightEnded" });
      expect(came).toBeLessThan(size / 2);
    },
  );
});

it("a file whose right stays comes whole, and a range too, whatever is changed for others", async () => {
  const at = await shared(noise(), "noise.txt");
  const others = { holder: "partner" } as const;
  const whole = await slowly(await fileLoader(asked("file", at, {})), () =>
    give(at.document, { ...others, level: "view" }),
  );
  expect(whole).toEqual({ came: size, whole: true });
  const range = await slowly(await fileLoader(asked("file", at, { range: "bytes=1000-" })), () =>
    give(at.document, { ...others, level: "exists", version: 1 }),
  );
  expect(range).toEqual({ came: size - 1000, whole: true });
});

it("a marked copy is broken off, and comes whole while its right stays", { timeout: 90_000 }, async () => {
  const at = await shared(manyPages(), "pages.pdf");
  await give(at.document, { level: "watermarked" });
  const copy = () => fileLoader(asked("file", at, {}));
  const kept = await slowly(await copy(), async () => undefined);
  expect(kept.whole).toBe(true);
  const { came, ...told } = await slowly(await copy(), () =>
    give(at.document, { level: "view", version: 1 }),
  );
  expect(told).toEqual({ whole: false, why: "RightEnded" });
  expect(came).toBeLessThan(kept.came);
});

it("a ZIP is broken off within a file", async () => {
  const at = await shared(noise(), "noise.txt");
  const zip = () => zipLoader(asked("documents.zip", { room: at.room }, {}));
  expect(await slowly(await zip(), async () => undefined)).toMatchObject({ whole: true });
  const { came, whole } = await slowly(await zip(), () => give(at.document, { level: "view" }));
  expect(whole).toBe(false);
  expect(came).toBeLessThan(size / 2);
});
