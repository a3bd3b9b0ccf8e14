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
const pages = templates().filter((template) => !template.startsWith("/api/"));
/** Opening these is written down, in the order in which they are opened: they come last. */
const noted = /\/file(?:\?|$)|^\/notifications\/:room/;

beforeAll(async () => {
  stage = await openStage();
  for (const busy of [false, true]) twins.push(await tellTwin(stage.look, busy));
  await stage.quiet();
}, 300_000);
afterAll(() => stage?.stop());

for (const last of [false, true])
  for (const reader of outside)
    it(`${reader} cannot tell the twins apart${last ? " by files" : ""}`, { timeout: 300_000 }, async () => {
      const asked = pages.filter((template) => noted.test(template) === last);
      const [quiet, busy] = await Promise.all(twins.map((twin) => allThat(twin, reader, asked)));
      expect([...(busy?.keys() ?? [])].sort()).toEqual([...(quiet?.keys() ?? [])].sort());
      expect(quiet?.size).toBeGreaterThan(last ? 1 : 40);
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
      .replace(/(<time dateTime="\d{4}-\d\d-\d\dT[^>]*>)[^<]*/gi, "$1")
      .replace(/(DTSTAMP|CREATED|LAST-MODIFIED):\d{8}T\d{6}Z/g, "$1")
      .replace(/(?<![\w-])[\w-]{43,}(?:\.[\w-]+)*(?![\w-])/g, ({ length }) => `<sealed, ${length}>`),
  ).replaceAll(/></g, ">\n<");
}
