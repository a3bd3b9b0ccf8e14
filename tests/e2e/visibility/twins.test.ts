import { afterAll, beforeAll, expect, it } from "vitest";
import { allRows, audiencesOfAll } from "../../visibility/hidden.ts";
import { judged } from "../../visibility/readers.ts";
import { tellTwin } from "../../visibility/twins/tell.ts";
import { outside, plain, type Twin } from "../../visibility/twins/twin.ts";
import { addressBook, pathOf } from "./addresses.ts";
import { type Answer, ask } from "./answers.ts";
import { each } from "./crawl.ts";
import { openStage, type Stage } from "./stage.ts";
import { templates } from "./templates.ts";

/**
 * Nothing countable crosses the line, over bytes: two rooms with the same frontstage, one of them busy behind the line. Every
 * page, file and picture that the customer's people and the consultant can open is the same to the letter, ids and times apart.
 */
let stage: Stage;
const twins: Twin[] = [];
const pages = templates().filter((template) => /^\/(?:rooms\/:room|notifications|\?|$)/.test(template));
/** Opening things marks what is told of them as read: the list of it comes after them, and its own links, which do so too, last. */
const order = [/^(?!\/notifications)/, /^\/notifications(?!\/:room)/, /^\/notifications\/:room/];

beforeAll(async () => {
  stage = await openStage();
  for (const busy of [false, true]) twins.push(await tellTwin(stage.look, busy));
  await stage.quiet();
  // Who opened what is written down once in some minutes; here once and for all, in the same order.
  for (const twin of twins)
    for (const reader of outside) {
      const cookie = await stage.enter(twin[reader].id);
      const files = await stage.look<{ document: string; revision: string }>(
        `select d.id as document, v.id as revision from document d join document_revision v on v.document_id = d.id
         where d.room_id = $1 and v.audience_id in (select audience_id from audience_person where person_id = $2)
         order by d.title, v.audience_id`,
        [twin.room.id, twin[reader].id],
      );
      for (const { document, revision } of files) {
        const page = `${stage.url}/rooms/${twin.room.id}/documents/${document}`;
        for (const end of ["", "/view", "/pages/1/image?width=480", "/pages/1/text", "/file", "/file?inline"])
          await ask(end ? `${page}/revisions/${revision}${end}` : page, cookie);
      }
      // A register that was looked at has nothing new, and a conversation that was opened is read, from then on.
      await ask(`${stage.url}/rooms/${twin.room.id}/documents`, cookie);
      const threads = await stage.look<{ id: string }>("select id from thread where room_id = $1", [
        twin.room.id,
      ]);
      for (const { id } of threads)
        await ask(`${stage.url}/rooms/${twin.room.id}/conversation/${id}`, cookie);
    }
}, 300_000);
afterAll(() => stage?.stop());

for (const [turn, these] of order.entries())
  for (const reader of outside)
    it(`${reader} cannot tell the twins apart${["", " by the list of what they are told", " by what they are told of"][turn]}`, {
      timeout: 300_000,
    }, async () => {
      const asked = pages.filter((template) => these.test(template));
      const [quiet, busy] = await Promise.all(twins.map((twin) => allThat(twin, reader, asked)));
      expect([...(busy?.keys() ?? [])].sort()).toEqual([...(quiet?.keys() ?? [])].sort());
      expect(quiet?.size).toBeGreaterThan(turn ? 0 : 40);
      for (const [template, answers] of quiet ?? [])
        expect(busy?.get(template)?.sort().join("\n"), template).toBe(answers.sort().join("\n"));
    });

/** All answers that somebody gets in their room, by template. */
async function allThat(
  twin: Twin,
  reader: (typeof outside)[number],
  asked: string[],
): Promise<Map<string, string[]>> {
  const rows = await allRows(stage.look);
  const { id } = twin[reader];
  const { allowed } = judged(rows, (await audiencesOfAll(stage.look)).get(id));
  const cookie = await stage.enter(id);
  const book = addressBook(stage.look);
  const all = new Map<string, string[]>();
  await each(asked, async (template) => {
    const mine = (await book(template)).filter(({ ids }) =>
      ids.every(({ name, id }) => ["token", "file", "*"].includes(name) || allowed.has(id)),
    );
    for (const address of mine) {
      const answers = all.get(template) ?? [];
      answers.push(alike(await ask(stage.url + pathOf(address), cookie)));
      all.set(template, answers);
    }
  });
  return all;
}

/** An answer without what is new each time: ids, moments (also as they are shown), nonces, sealed cursors. */
function alike({ status, headers, body, text }: Answer): string {
  const nonce = /'nonce-([^']+)'/.exec(headers)?.[1] ?? "no nonce";
  // What is made of ids and moments: a PDF's size, a calendar's tag.
  const told = /application\/pdf|text\/calendar/.test(headers)
    ? headers.replace(/content-length: \d+|etag: \S+/g, "")
    : headers;
  return plain(
    [status, told, text || body]
      .join("\n")
      .replaceAll(nonce, "<nonce>")
      .replaceAll("\r\n ", "")
      .replace(/TWIN-?[AB]/g, "TWIN")
      .replace(/<time [^>]*dateTime="\d{4}-\d\d-\d\dT[^>]*>[^<]*/gi, "<time>")
      // Also in a line of words: the twins are made one after the other, on a slow machine on both sides of a minute.
      .replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d\b/g, "<moment>")
      .replace(/(DTSTAMP|CREATED|LAST-MODIFIED):\d{8}T\d{6}Z/g, "$1")
      .replace(/(?<![\w-])[\w-]{43,}(?:\.[\w-]+)*(?![\w-])/g, ({ length }) => `<sealed, ${length}>`),
  ).replaceAll(/></g, ">\n<");
}
