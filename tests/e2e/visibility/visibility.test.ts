import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cast, members, type Story, type Who } from "../../visibility/act.ts";
import { begin } from "../../visibility/begin.ts";
import { allRows, audiencesOfAll, fileTexts, type Row, secretsIn } from "../../visibility/hidden.ts";
import { judged, lookingAs, readersOf } from "../../visibility/readers.ts";
import { tell } from "../../visibility/tell.ts";
import { apiWith } from "../api.ts";
import { type Address, addressBook, unknown } from "./addresses.ts";
import { ask, said } from "./answers.ts";
import { crawl, each, judge, type Visitor, visitorOf } from "./crawl.ts";
import { openStage, type Stage } from "./stage.ts";
import { type Listener, listen } from "./streams.ts";
import { gone, templates } from "./templates.ts";

/**
 * Proof 3 (DESIGN §8), over bytes: the built server on a database in which the whole story has been told, with a random word in
 * every field that somebody does not see. Everybody asks for everything; no byte of what they get may hold such a word, or an id,
 * of a row that is not theirs.
 */
let stage: Stage;
let story: Story;
let rows: Row[];
let audiences: Map<string, string[]>;
const visitors = new Map<string, Visitor>();
const addresses: Address[] = [];
const streams = new Map<Who, Listener>();
const everybody = [...cast, ...lookingAs.map(([who, as]) => `${who} as ${as}`), "nobody"];
const visitor = (name: string): Visitor => {
  const found = visitors.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const few = (findings: string[]) => [...new Set(findings)].slice(0, 10);

beforeAll(async () => {
  stage = await openStage();
  story = await begin(stage.look);
  for (const who of cast) {
    const { token } = story.people[who] as unknown as { token: string };
    streams.set(who, await listen(`${stage.url}/rooms/${story.room.id}/live`, `frontstage=${token}`));
  }
  await tell(story);
  await stage.quiet();
  rows = [...(await allRows(stage.look)), ...(await fileTexts(stage.look))];
  audiences = await audiencesOfAll(stage.look);
  for (const reader of await readersOf(story)) {
    const cookie = await stage.enter(story.people[reader.who].id);
    visitors.set(reader.name, visitorOf(reader.name, cookie, reader));
    if (!reader.as) continue;
    const body = new URLSearchParams({ person: story.people[reader.as].id });
    const begun = await ask(`${stage.url}/rooms/${story.room.id}/view-as`, cookie, { method: "POST", body });
    expect(begun.status).toBe(302);
  }
  visitors.set("nobody", visitorOf("nobody", undefined, judged(rows)));
  const book = addressBook(stage.look);
  for (const template of templates()) addresses.push(...(await book(template)));
}, 300_000);
afterAll(() => stage?.stop());

describe("every address by everybody, as page, as data and over REST", () => {
  it("knows what to ask with", () => {
    expect(unknown(templates())).toEqual([]);
    expect(gone()).toEqual([]);
  });

  for (const name of everybody)
    it(name, { timeout: 600_000 }, async () => {
      // One looks as somebody else in one room; elsewhere one is oneself.
      const here = ({ template, ids }: Address) =>
        /^(?:\/api\/v1)?\/rooms\/:room/.test(template) && ids[0]?.id === story.room.id;
      const mine = name.includes(" as ") ? addresses.filter(here) : addresses;
      expect(few(await crawl(stage.url, visitor(name), mine))).toEqual([]);
    });

  it("shows every address to somebody, and nearly every word to those whose it is", () => {
    // Without a right token, or without anything there, these show nothing; the rest of this file brings tokens.
    const empty = /^\/(?:api\/v1\/rooms\/:room\/files|(?:api\/)?\*|.*:token|calendar\/:file)$/;
    const shown = (template: string) =>
      [...visitors.values()].some(({ best }) => (best.get(template) ?? 999) < 400);
    expect(templates().filter((template) => !empty.test(template) && !shown(template))).toEqual([]);
    for (const who of members) {
      const { allowed, met } = visitor(who);
      const words = [...allowed].filter((one) => one.startsWith("canary"));
      expect(words.length).toBeGreaterThan(50);
      expect(words.filter((one) => met.has(one)).length, who).toBeGreaterThan(words.length * 0.8);
    }
  });

  it("would have been caught had one side's answers gone to the other", () => {
    for (const [reached, by] of [
      ["sara", "berta"],
      ["berta", "sara"],
      ["berta", "carl"],
      ["erik", "carl"],
    ] as const) {
      const body = [...visitor(reached).met].join(" ");
      const found = judge({ ...visitor(by), met: new Set() }, "", {
        status: 200,
        headers: "",
        body,
        text: "",
      });
      expect(found.length, `${reached} to ${by}`).toBeGreaterThan(10);
    }
  });
});

describe("what is not asked for by an address of one's own", () => {
  it("the stream of a room, all through the story", () => {
    for (const [who, { status, heard }] of streams) {
      expect(status, who).toBe(members.includes(who) ? 200 : 404);
      expect(judge(visitor(who), "stream", { status, headers: "", body: heard(), text: "" })).toEqual([]);
      if (members.includes(who)) expect(heard()).toContain("event: change");
    }
  });

  it("a stream is still while the other side works behind the line", async () => {
    const path = `${stage.url}/rooms/${story.room.id}/live`;
    const others = ["berta", "erik", "carl", "sara as erik", "sara as berta"];
    const listeners = new Map<string, Listener>();
    for (const name of [...others, "sam"]) listeners.set(name, await listen(path, visitor(name).cookie));
    // A stream's beat tells nothing: it comes every twenty seconds, whatever happens.
    const told = (name: string) =>
      listeners
        .get(name)
        ?.heard()
        .replace(/^:\n\n/gm, "") ?? "";
    await until(() => [...listeners.values()].every(({ heard }) => heard().includes("event: ready")));
    const before = others.map(told);
    const { call } = apiWith(stage.url, visitor("sara").cookie ?? "");
    const audience = story.room.audiences.seller;
    const at = `/rooms/${story.room.id}`;
    const { thread } = await call("POST", `${at}/threads`, { audience, title: "Ours", text: "Words" });
    await call("POST", `${at}/threads/${thread}/messages`, { text: "More" });
    const day = { kind: "deadline", day: "2029-01-01", zone: "UTC" };
    const { item } = await call("POST", `${at}/schedule-items`, { audience, title: "Ours", ...day });
    await until(() => told("sam").includes(item));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(others.map(told)).toEqual(before);
    for (const { close } of listeners.values()) close();
  });

  it("letters", async () => {
    const people = await stage.look<{ id: string; email: string }>("select id, email from person");
    const findings: string[] = [];
    for (const { to, mail, raw } of stage.letters) {
      const person = people.find(({ email }) => email === to);
      const reader = person
        ? visitorOf(to, undefined, judged(rows, audiences.get(person.id)))
        : await invited(to);
      const body = [raw, mail.subject, mail.text, mail.html].join("\n");
      findings.push(
        ...judge(reader, `letter “${mail.subject}”`, { status: 200, headers: "", body, text: "" }),
      );
    }
    expect(few(findings)).toEqual([]);
    expect(new Set(stage.letters.map(({ to }) => to)).size).toBeGreaterThan(7);
  });

  it("links: an invitation, a way in, the end of letters", async () => {
    const linkIn = (text: string | undefined, kind: string) =>
      new RegExp(`https?:\\S+/${kind}/[\\w-]+`).exec(text ?? "")?.[0];
    const tess = story.ids.tess ?? "";
    const oskar = apiWith(stage.url, visitor("oskar").cookie ?? "");
    const [row] = await stage.look<{ email: string }>("select email from person where id = $1", [tess]);
    await oskar.call("POST", "/deployment/sign-in-links", { email: row?.email, reason: "lost the phone" });
    await stage.quiet();
    const wayIn = stage.letters.findLast(({ to }) => to === row?.email);
    const link = linkIn(wayIn?.mail.text, "sign-in/link") ?? "";
    const held: [Visitor, string][] = [
      [await holder("tess", ["select p::text from person p where id = $1", tess]), link],
    ];
    for (const { to, mail } of stage.letters) {
      const invitation = linkIn(mail.text, "invitation");
      const off = linkIn(mail.text, "notifications/off");
      if (invitation) held.push([await invited(to), invitation]);
      if (off) held.push([visitor("nobody"), off]);
    }
    const open = new Set<string>();
    for (const [who, address] of held)
      for (const end of ["", ".data"]) {
        const answer = await ask(address + end);
        if (answer.status === 200) open.add(new URL(address).pathname.replace(/[^/]+$/, ""));
        expect(judge(who, `${address}${end}`, answer)).toEqual([]);
      }
    expect([...open].sort()).toEqual(["/invitation/", "/notifications/off/", "/sign-in/link/"]);
  });

  it("calendars, read by whoever has their address", async () => {
    for (const who of cast) {
      const { link } = await apiWith(stage.url, visitor(who).cookie ?? "").call(
        "POST",
        "/me/calendar-link",
        {},
      );
      const reader = { ...visitor(who), met: new Set<string>() };
      const answer = await ask(link);
      expect(answer.headers).toContain("text/calendar");
      expect(judge(reader, link, answer)).toEqual([]);
      if (members.includes(who)) expect(reader.met.size, who).toBeGreaterThan(1);
    }
  });

  it("searches: a hidden word is found as little as one that was never written", async () => {
    const at = `/rooms/${story.room.id}/documents`;
    const findings: string[] = [];
    for (const who of members) {
      const { forbidden, cookie } = visitor(who);
      const hidden = [...forbidden].filter(([word]) => word.startsWith("canary"));
      const tables = Map.groupBy(hidden, ([, table]) => table);
      const words = [...tables].flatMap(([table, all]) => all.slice(0, /document|file/.test(table) ? 5 : 1));
      const searches = [`/api/v1${at}?text=`, `${at}.data?text=`, "/_root.data?q=", "/companies.data?words="];
      const found = (word: string) =>
        Promise.all(
          searches.map(async (path) =>
            said(await ask(stage.url + path + word, cookie), [{ name: "word", id: word }]),
          ),
        );
      const never = await found("canary0000aaaa0000");
      await each(words, async ([word, table]) => {
        const answers = await found(word);
        if (answers.some((answer, place) => answer !== never[place]))
          findings.push(`${who}: ${word} of ${table}`);
      });
      expect(words.length).toBeGreaterThan(10);
    }
    expect(findings).toEqual([]);
    const { allowed, cookie } = visitor("sara");
    const ours = [...visitor("erik").forbidden].find(
      ([word, table]) => table === "file" && allowed.has(word),
    );
    const answer = await ask(`${stage.url}/api/v1${at}?text=${ours?.[0]}`, cookie);
    expect(JSON.parse(answer.body).documents, "sara finds what is hers").toHaveLength(1);
  });
});

/** Nobody, who holds a link: what the rows of these statements say is told to them. */
async function holder(name: string, ...told: [sql: string, value: string][]): Promise<Visitor> {
  const { forbidden, allowed } = judged(rows);
  for (const [sql, value] of told)
    for (const row of await stage.look(sql, [value]))
      for (const secret of secretsIn(JSON.stringify(row))) forbidden.delete(secret);
  return visitorOf(name, undefined, { forbidden, allowed });
}

/** Whoever is invited at an address: told of the invitation, by whom it is, and the room's name. */
const invited = (email: string) =>
  holder(
    email,
    ["select i::text from invitation i where email = $1", email],
    [
      "select p.name, p.company_name from person p join invitation i on i.inviter_id = p.id where i.email = $1",
      email,
    ],
    ["select r.name from room r join invitation i on i.room_id = r.id where i.email = $1", email],
  );

async function until(true_: () => boolean): Promise<void> {
  for (let tries = 0; !true_(); tries += 1) {
    if (tries > 600) throw new Error("it does not happen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
