import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendMessage, thread, threads, withdrawMessage } from "#features/conversations/index.ts";
import { addDocument, publishDocument, reviseDocument, withdrawDocument } from "#features/documents/index.ts";
import { asActor } from "#platform/database/index.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { endPages, pageText } from "#platform/pages/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { testFiles, upload } from "../../../tests/fixtures/documents.ts";
import { line, pagesOf } from "../../../tests/fixtures/pdf.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { assignMarkup, makeMarkup, markupOnRevision, placeMarkup, settleMarkup } from "./index.ts";
import type { Kind } from "./model/kinds.ts";
import { commentsWaiting } from "./queries/waiting.ts";
import { sightOf } from "./sight.ts";

const database = testDatabase();
testFiles();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(endPages);

type At = { room: string; document: string; revision: string };
type Audience = "room" | "seller" | "buyer" | "commercial";

const lines = (words: string[]) => words.map((text, index) => line(text, 780 - index * 40)).join("");
const first = [
  ["Steam pressure shall be 84 bar", "Noise below 85 decibel", "Delivery in forty weeks"],
  ["Second page about turbines", "Spare parts for two years"],
];
const pdf = (pages: string[][]) => pagesOf(pages.map(lines));

async function shared(pages = first, kind: Audience = "room"): Promise<At> {
  const { sara, room } = world;
  const { id, revision } = await run(addDocument, sara.actor, {
    room: room.id,
    audience: room.audiences[kind],
    upload: await upload(sara, room, pdf(pages), "pages.pdf"),
    title: "Specification",
    category: "technical.drawing",
  });
  return { room: room.id, document: id, revision };
}

async function revise(at: At, pages: string[][], kind: Audience = "room"): Promise<At> {
  const { sara, room } = world;
  const { id } = await run(reviseDocument, sara.actor, {
    room: at.room,
    document: at.document,
    audience: room.audiences[kind],
    upload: await upload(sara, room, pdf(pages), "next.pdf"),
  });
  await runWaitingJobs();
  return { ...at, revision: id };
}

const list = async (who: TestPerson, at: At) => (await run(markupOnRevision, who.actor, at)).markup;
const make = (who: TestPerson, at: At, audience: Audience, more: object = {}) =>
  run(makeMarkup, who.actor, {
    ...at,
    audience: world.room.audiences[audience],
    kind: "pin",
    page: 0,
    shape: { at: [300, 700] },
    text: "Why?",
    ...more,
  });
/** A mark on words of a page. */
async function onWords(who: TestPerson, at: At, audience: Audience, words: string, more: object = {}) {
  const [row] = await database.owner<{ blob: string }>("select blob from document_revision where id = $1", [
    at.revision,
  ]);
  const page = (more as { page?: number }).page ?? 0;
  const { text } = await pageText(row?.blob ?? "", page);
  const start = text.indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  return make(who, at, audience, {
    kind: "highlight",
    shape: undefined,
    start,
    end: start + words.length,
    ...more,
  });
}

describe("a comment on a page", () => {
  it("is made in one audience, numbered within it, and opens its thread there", async () => {
    const { sara, sam, berta } = world;
    const at = await shared();
    expect((await make(sara, at, "seller")).ordinal).toBe(1);
    expect((await make(sam, at, "seller")).ordinal).toBe(2);
    const one = await onWords(berta, at, "room", "Noise below 85");
    expect(one.ordinal).toBe(1);
    expect((await list(berta, at)).map((mark) => mark.id)).toEqual([one.id]);
    expect(await list(sara, at)).toHaveLength(3);
    const [mark] = await list(berta, at);
    expect(mark).toMatchObject({
      kind: "highlight",
      state: "open",
      earlier: null,
      place: { how: "made", page: 0, quote: { exact: "Noise below 85" } },
      messages: [{ text: "Why?" }],
    });
    const shown = await run(thread, sara.actor, { room: at.room, thread: one.thread });
    expect(shown.subject).toMatchObject({
      type: "place",
      values: { ordinal: 1, page: 1 },
      mark: { kind: "highlight", state: "open", revision: { kind: "letter", text: "A" } },
    });
    expect(shown.subject.path).toContain(`/revisions/${at.revision}/view?page=1&comment=${one.id}`);
    const { threads: all } = await run(threads, sara.actor, { room: at.room, subject: at.document });
    expect(all.filter(({ subject }) => subject.type === "place")).toHaveLength(3);
  });

  it("keeps the words near a shape, and takes no shape of another kind", async () => {
    const { sara } = world;
    const at = await shared();
    await make(sara, at, "room", { kind: "area", shape: { boxes: [[60, 775, 200, 800]] } });
    expect((await list(sara, at))[0]?.place?.quote?.exact).toContain("Steam");
    await expect(make(sara, at, "room", { kind: "arrow" })).rejects.toMatchObject({ code: "mark-nothing" });
    await expect(make(sara, at, "room", { kind: "highlight" })).rejects.toMatchObject({
      code: "mark-nothing",
    });
    await make(sara, at, "room", { shape: undefined, drawn: '{"at":[1,2]}' });
    await make(sara, at, "room", { shape: undefined, text: "About the page" });
    for (const kind of ["pin", "area", "arrow", "ink", "strike"] satisfies Kind[])
      await make(sara, at, "room", { kind, shape: undefined, words: "0-5" });
    expect(await list(sara, at)).toHaveLength(8);
  });

  it("is answered by an answer of somebody else, from whatever screen, and settled by whose document it is", async () => {
    const { sara, sam, berta, erik } = world;
    const at = await shared();
    const { id, thread: talk } = await make(berta, at, "room", { assignedTo: sam.id, dueOn: "2036-01-02" });
    await expect(make(berta, at, "room", { dueOn: "2020-01-02" })).rejects.toMatchObject({
      fields: { dueOn: { code: "day-past" } },
    });
    const state = async () => (await list(berta, at))[0];
    const waiting = (who: TestPerson) =>
      asActor(who.actor, (tx) => commentsWaiting(tx, who.id, new Date("2036-01-04T00:00:00Z"), at.room));
    expect(await waiting(sam)).toMatchObject([
      { id, late: 2, document: expect.stringContaining("Specification") },
    ]);
    expect(await waiting(sara)).toEqual([]);
    await run(sendMessage, berta.actor, { room: at.room, thread: talk, text: "More" });
    expect((await state())?.state).toBe("open");
    await run(sendMessage, sam.actor, { room: at.room, thread: talk, text: "Because" });
    expect(await state()).toMatchObject({ state: "answered", version: 2 });
    expect(await waiting(sam)).toEqual([]);
    const settle = (who: TestPerson, to: string, version: number) =>
      run(settleMarkup, who.actor, { ...at, markup: id, state: to as "open", version });
    await expect(settle(erik, "accepted", 2)).rejects.toMatchObject({ status: 403 });
    await expect(settle(sara, "accepted", 1)).rejects.toMatchObject({ code: "stale" });
    expect((await settle(sara, "accepted", 2)).version).toBe(3);
    expect((await settle(berta, "closed", 3)).version).toBe(4);
    expect((await settle(erik, "open", 4)).version).toBe(5);
    await run(assignMarkup, berta.actor, { ...at, markup: id, version: 5, assignedTo: erik.id, dueOn: null });
    expect((await state())?.assignedTo?.name).toBe(erik.name);
    const own = await make(sara, at, "seller");
    await expect(
      run(assignMarkup, sara.actor, { ...at, markup: own.id, version: 1, assignedTo: berta.id, dueOn: null }),
    ).rejects.toMatchObject({ fields: { assignedTo: { code: "assigned-outside" } } });
  });

  it("does not tell the words of a paper that was withdrawn", async () => {
    const { sara, berta } = world;
    const at = await shared();
    await make(berta, at, "room", { kind: "highlight", shape: undefined, start: 0, end: 14 });
    const words = async () => (await list(berta, at)).map((mark) => mark.place?.quote?.exact ?? null);
    expect(await words()).toEqual(["Steam pressure"]);
    await run(withdrawDocument, sara.actor, { ...at, version: 1, reason: "wrong" });
    expect(await words()).toEqual([]);
  });

  it("goes when its words are withdrawn, unless somebody has answered", async () => {
    const { sara, berta } = world;
    const at = await shared();
    const [alone, answered] = [await make(berta, at, "room"), await make(berta, at, "room")];
    await run(sendMessage, sara.actor, { room: at.room, thread: answered.thread, text: "Because" });
    for (const mark of await list(berta, at))
      await run(withdrawMessage, berta.actor, { room: at.room, message: mark.messages[0]?.id, version: 1 });
    expect(await list(berta, at)).toMatchObject([{ id: answered.id, struck: true }]);
    expect((await list(sara, at)).map(({ id }) => id)).not.toContain(alone.id);
  });
});

describe("on a new revision", () => {
  it("comments are found by their words, shapes go along, and what is gone is told", async () => {
    const { berta } = world;
    const at = await shared();
    const noise = await onWords(berta, at, "room", "Noise below 85");
    const steam = await onWords(berta, at, "room", "Steam pressure shall be 84 bar");
    const area = await make(berta, at, "room", { kind: "area", shape: { boxes: [[58, 695, 300, 720]] } });
    const corner = await make(berta, at, "room", { shape: { at: [500, 300] } });
    const next = await revise(at, [
      ["A new first page"],
      ["Introduction", "Steam pressure shall be 90 bar", "Noise below 85 decibel", "Delivery in forty weeks"],
      first[1] ?? [],
    ]);
    const marks = new Map((await list(berta, next)).map((mark) => [mark.id, mark]));
    expect(marks.size).toBe(4);
    expect(marks.get(noise.id)?.place).toMatchObject({ how: "moved", page: 1 });
    expect(marks.get(steam.id)?.place).toMatchObject({
      how: "lost",
      page: null,
      quote: { exact: expect.any(String) },
    });
    expect(marks.get(area.id)?.place).toMatchObject({ how: "moved", page: 1 });
    expect(marks.get(area.id)?.place?.shape).toEqual({
      boxes: [[58, 655, 300, 680]].map((box) => box.map((n) => expect.closeTo(n, 0))),
    });
    expect(marks.get(corner.id)?.place).toMatchObject({ how: "carried", page: 0, shape: { at: [500, 300] } });
    expect(marks.get(noise.id)?.earlier).toEqual({ kind: "letter", text: "A" });
    await run(placeMarkup, berta.actor, {
      ...next,
      markup: steam.id,
      kind: "highlight",
      page: 1,
      words: "13-30",
    });
    const put = (await list(berta, next)).find(({ id }) => id === steam.id);
    expect(put?.place).toMatchObject({ how: "made", page: 1 });
    // What was put there by hand is what is looked for from then on.
    const third = await revise(next, [["Introduction", "Steam pressure shall be 90 bar"]]);
    expect((await list(berta, third)).find(({ id }) => id === steam.id)?.place?.page).toBe(0);
  });

  it("a draft tells nobody of itself; once it is published everybody has the places", async () => {
    const { sara, berta } = world;
    const at = await shared();
    const open = await onWords(berta, at, "room", "Noise below 85");
    const ours = await onWords(sara, at, "seller", "Noise below 85");
    const theirs = await onWords(berta, at, "buyer", "Noise below 85");
    const count = async (audience: string) =>
      Number(
        (
          await database.owner<{ count: string }>(
            "select count(*) from markup_place where audience_id = $1",
            [audience],
          )
        )[0]?.count,
      );
    const { audiences } = world.room;
    const before = { room: await count(audiences.room), buyer: await count(audiences.buyer) };
    const draft = await revise(at, [["New title", "Noise below 85 decibel"]], "seller");
    expect({ room: await count(audiences.room), buyer: await count(audiences.buyer) }).toEqual(before);
    expect((await list(sara, draft)).map(({ id, place }) => [id, place?.page])).toEqual(
      expect.arrayContaining([
        [open.id, 0],
        [ours.id, 0],
      ]),
    );
    const [made] = await database.owner<{ version: number }>("select version from document where id = $1", [
      at.document,
    ]);
    await run(publishDocument, sara.actor, {
      ...draft,
      to: audiences.room,
      version: made?.version ?? 1,
      title: "Specification",
    });
    await runWaitingJobs();
    const seen = await list(berta, draft);
    expect(seen.map(({ id, place }) => [id, place?.how])).toEqual(
      expect.arrayContaining([
        [open.id, "carried"],
        [theirs.id, "carried"],
      ]),
    );
    expect(seen).toHaveLength(2);
    expect(await list(sara, draft)).toHaveLength(2);
  });

  it("a place is for those who may know of both", () => {
    const kinds = ["room", "seller", "buyer", "commercial"] as const;
    const people = { room: ["a", "b", "c"], seller: ["a"], buyer: ["b", "c"], commercial: ["a", "b"] };
    for (const comment of kinds)
      for (const revision of kinds) {
        const group = (kind: (typeof kinds)[number]) => ({
          id: kind,
          kind,
          people: people[kind].map((id) => ({ id })),
        });
        const sight = sightOf(group(comment), group(revision));
        if (!sight) continue;
        for (const { id } of sight.people) {
          expect(people[comment]).toContain(id);
          expect(people[revision]).toContain(id);
        }
      }
  });

  it("nothing is ever dropped, whatever becomes of the pages", { timeout: 120_000 }, async () => {
    const { berta } = world;
    const word = fc.constantFrom("steam", "noise", "bar", "turbine", "page", "weeks", "valve");
    const page = fc.array(
      fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
      { minLength: 1, maxLength: 4 },
    );
    const pages = fc.array(page, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        pages,
        pages,
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 3 }),
        async (old, next, marks) => {
          const at = await shared(old);
          for (const [which, row, drawn] of marks) {
            const on = which % old.length;
            const text = old[on]?.[row % (old[on]?.length ?? 1)] ?? "";
            if (drawn) await make(berta, at, "room", { page: on, shape: { at: [(row * 7) % 595, 400] } });
            else await onWords(berta, at, "room", text, { page: on });
          }
          const then = await revise(at, next);
          const found = await list(berta, then);
          expect(found).toHaveLength(marks.length);
          for (const { place, kind } of found) {
            if (!place) throw new Error("without a word about its place");
            if (place.how === "lost") continue;
            expect(place.page).toBeLessThan(next.length);
            if (kind === "highlight")
              expect(next[place.page ?? 0]?.join(" ").replaceAll(" ", "")).toContain(
                place.quote?.exact.replaceAll(/\s/g, ""),
              );
          }
        },
      ),
      { numRuns: 8 },
    );
  });
});
