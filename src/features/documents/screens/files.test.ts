import { RouterContextProvider } from "react-router";
import { beforeAll, describe, expect, it } from "vitest";
import { config, setConfig } from "#platform/config.ts";
import { readerContext } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../../tests/fixtures/documents.ts";
import { newWorld, type TestPerson } from "../../../../tests/fixtures/world.ts";
import { addDocument, documentRights, listDocuments, showDocument, withdrawDocument } from "../index.ts";
import { action as addAction } from "./add.tsx";
import { loader as fileLoader } from "./file.ts";
import { action as filesAction } from "./files.ts";
import { action as rightsAction } from "./rights.tsx";
import { loader as zipLoader } from "./zip-file.ts";

testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  setConfig({ ...config(), MAX_UPLOAD_MB: 1 });
  world = await newWorld();
});

/** A route's arguments, as far as ours use them. */
function asked<Args>(who: TestPerson, request: Request, params: Record<string, string>): Args {
  const context = new RouterContextProvider();
  context.set(readerContext, {
    actor: who.actor,
    name: who.name,
    email: "",
    companyName: "",
    staff: false,
    owner: false,
    sessionId: "",
    viewing: null,
  });
  return { request, context, params, url: new URL(request.url) } as Args;
}

async function shared(content: string) {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences.room,
    upload: await upload(sara, room, content),
    title: "Data sheet",
    category: "technical.data-sheet",
  });
  const get = (who: TestPerson, headers: Record<string, string> = {}, method = "GET") =>
    fileLoader(
      asked(who, new Request("http://localhost/file", { method, headers }), {
        room: room.id,
        document: id,
        revision,
      }),
    );
  const taken = async () =>
    (await run(showDocument, sara.actor, { room: room.id, document: id })).taken.map((one) => one.by);
  return { id, get, taken };
}

describe("a download", () => {
  it("gives ranges of the file, and is noted once", async () => {
    const { get, taken } = await shared("0123456789");
    const whole = await get(world.berta);
    expect(whole.status).toBe(200);
    expect(await whole.text()).toBe("0123456789");
    expect(whole.headers.get("content-disposition")).toContain("Data sheet.txt");
    const part = await get(world.berta, { range: "bytes=2-4" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(await part.text()).toBe("234");
    expect((await get(world.berta, { range: "bytes=20-" })).status).toBe(416);
    expect(await taken()).toEqual([world.berta.name]);
  });

  it("is not one when only its validity is asked for", async () => {
    const { get, taken } = await shared("unread");
    const head = await get(world.erik, {}, "HEAD");
    expect(head.status).toBe(200);
    const etag = head.headers.get("etag") ?? "";
    expect((await get(world.erik, { "if-none-match": etag })).status).toBe(304);
    expect(await taken()).toEqual([]);
  });

  it("cannot be had in parts that do not begin at the beginning without being noted", async () => {
    const { get, taken } = await shared("0123456789");
    await get(world.erik, { range: "bytes=1-" });
    expect(await taken()).toEqual([world.erik.name]);
  });

  it("is not there for others, and says so of a withdrawn one", async () => {
    const { id, get } = await shared("soon gone");
    expect((await get(world.olga)).status).toBe(404);
    await run(withdrawDocument, world.sara.actor, {
      room: world.room.id,
      document: id,
      reason: "x",
      version: 1,
    });
    expect((await get(world.berta)).status).toBe(410);
    const led = await get(world.berta, { accept: "text/html" }).catch((answer: Response) => answer);
    expect(led.headers.get("location")).toContain(`/documents/${id}?problem=file-withdrawn`);
  });
});

interface Refused {
  data: {
    ok: false;
    fields: Record<string, { code: string }>;
    values: Record<string, string>;
    kept: { name: string } | null;
  };
  init: { status: number };
}

describe("rights of several sides in one form", () => {
  it("are saved together; what is refused comes back as it was chosen and does not undo the others", async () => {
    const { sara, room } = world;
    const { id } = await shared("for rights");
    const rights = () => run(documentRights, sara.actor, { room: room.id, document: id });
    const send = (fields: Record<string, string>) => {
      const request = new Request("http://localhost/rights", { method: "POST", body: form(fields) });
      return rightsAction(asked(sara, request, { room: room.id, document: id }));
    };
    const form = (fields: Record<string, string>) => {
      const body = new FormData();
      for (const holder of ["buyer", "partner"]) {
        body.append("holder", holder);
        const usual = { version: "0", was: "all  on ", level: "all", mayApprove: "on" };
        for (const [name, value] of Object.entries(usual)) body.append(`${name}-${holder}`, value);
      }
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return body;
    };
    const levels = async () =>
      Object.fromEntries((await rights()).holders.map((one) => [one.holder, [one.level, one.version]]));
    const both = (await send({ "level-buyer": "view", "level-partner": "view" })) as Response;
    expect(both.headers.get("location")).toContain("saved=2");
    expect(await levels()).toMatchObject({ buyer: ["view", 1], partner: ["view", 1] });
    // One of them was changed by somebody else meanwhile: its version is another.
    const partly = (await send({
      "version-buyer": "1",
      "level-buyer": "comment",
      "level-partner": "comment",
    })) as unknown as { data: { saved: number; refused: Record<string, { values: object }> } };
    expect(partly.data.saved).toBe(1);
    expect(Object.keys(partly.data.refused)).toEqual(["partner"]);
    expect(partly.data.refused.partner?.values).toMatchObject({ level: "comment" });
    expect(await levels()).toMatchObject({ buyer: ["comment", 2], partner: ["view", 1] });
  });
});

describe("the ZIP", () => {
  const zip = async (question: string) => {
    const { room, erik } = world;
    const request = new Request(`http://localhost/documents.zip?${question}`, { method: "HEAD" });
    const answer = zipLoader(asked(erik, request, { room: room.id }));
    return answer.catch((thrown: unknown) => thrown as Response);
  };

  it("of nothing that is ticked leads back with words; the whole list is an act of its own", async () => {
    await shared("not chosen");
    const nothing = await zip("only=chosen&back=status%3Dcurrent");
    expect(nothing.status).toBe(302);
    expect(nothing.headers.get("location")).toBe(
      `/rooms/${world.room.id}/documents?status=current&nothing=chosen`,
    );
    expect((await zip("document=none")).status).toBe(302);
    expect((await zip("")).status).toBe(200);
  });
});

describe("the form", () => {
  const send = (body: BodyInit, headers: Record<string, string> = {}) => {
    const request = new Request("http://localhost/new", {
      method: "POST",
      body,
      headers,
      duplex: "half",
    } as RequestInit);
    return addAction(asked(world.sara, request, { room: world.room.id })) as unknown as Promise<Refused>;
  };
  const form = (file: File | null, fields: Record<string, string> = {}) => {
    const data = new FormData();
    const typed = { audience: world.room.audiences.room, title: "Typed", category: "other.other", ...fields };
    for (const [name, value] of Object.entries(typed)) data.append(name, value);
    if (file) data.append("file", file);
    return data;
  };
  const count = async () => (await run(listDocuments, world.sara.actor, { room: world.room.id })).count;

  it("keeps what was typed when the file is too large or no such file", async () => {
    const before = await count();
    const large = await send(form(new File(["x".repeat(1_500_000)], "large.txt")));
    expect(large.init.status).toBe(413);
    expect(large.data).toMatchObject({
      fields: { file: { code: "file-too-large" } },
      values: { title: "Typed" },
    });
    const wrong = await send(form(new File(["MZ\u0000\u0001 not a pdf"], "offer.pdf")));
    expect(wrong.data.values.title).toBe("Typed");
    expect(wrong.data.fields.file).toBeDefined();
    expect((await send(form(new File([], "empty.txt")))).data.fields.file?.code).toBe("file-empty");
    expect((await send(form(null))).data.fields).toMatchObject({ upload: { code: "upload-missing" } });
    expect(await count()).toBe(before);
  });

  it("keeps the file when a field is refused, and takes it at the second try", async () => {
    const refused = await send(form(new File(["good"], "good.txt"), { title: "" }));
    expect(refused.data).toMatchObject({
      fields: { title: { code: "field-missing" } },
      kept: { name: "good.txt" },
    });
    const again = (await send(
      form(null, { upload: refused.data.values.upload ?? "" }),
    )) as unknown as Response;
    expect(again.status).toBe(302);
  });

  it("says that a file is a document already, and adds it all the same when told so", async () => {
    const file = () => new File(["the one content"], "motors.txt");
    const asks = { unlessSame: "on" };
    expect(((await send(form(file(), { ...asks, title: "Motors" }))) as unknown as Response).status).toBe(
      302,
    );
    const told = await send(form(file(), { ...asks, title: "Motors again" }));
    expect(told.data).toMatchObject({
      fields: { upload: { code: "document-same-content", params: { title: "Motors" } } },
      kept: { name: "motors.txt" },
    });
    const upload = told.data.values.upload ?? "";
    const added = await send(form(null, { ...asks, again: "on", upload }));
    expect((added as unknown as Response).status).toBe(302);
  });

  it("does once what was sent twice, file and all", async () => {
    const before = await count();
    const key = { idempotencyKey: crypto.randomUUID() };
    const twice = await Promise.all([1, 2].map(() => send(form(new File(["same"], "same.txt"), key))));
    const [first, second] = twice as unknown as Response[];
    expect(first?.headers.get("location")).toBe(second?.headers.get("location"));
    expect(await count()).toBe(before + 1);
  });

  it("leaves nothing behind of an upload that was cut", async () => {
    const before = await count();
    const head = `--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nTyped\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf`;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(head));
        setTimeout(() => controller.error(new Error("the line was cut")), 20);
      },
    });
    const cut = await send(body, { "content-type": "multipart/form-data; boundary=b" });
    expect(cut.data).toMatchObject({
      fields: { file: { code: "upload-interrupted" } },
      values: { title: "Typed" },
    });
    expect(await count()).toBe(before);
  });
});

describe("the door for programs", () => {
  const post = (who: TestPerson, room: string) =>
    filesAction(
      asked(who, new Request("http://localhost/files?name=a.txt", { method: "POST", body: "program" }), {
        room,
      }),
    );
  it("takes a file from a member and from nobody else", async () => {
    const taken = await post(world.erik, world.room.id);
    expect(taken.status).toBe(201);
    expect(await taken.json()).toMatchObject({ files: [{ name: "a.txt", size: 7, type: "text/plain" }] });
    expect((await post(world.olga, world.room.id)).status).toBe(404);
    expect((await post(world.erik, crypto.randomUUID())).status).toBe(404);
  });
});
