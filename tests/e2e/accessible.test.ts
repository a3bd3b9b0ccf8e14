import type { RouteConfigEntry } from "@react-router/dev/routes";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import routes from "../../src/routes.ts";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { accessibilityFindings, desk, phone, signInAs, testBrowser } from "./browser.ts";
import { screens, type Who } from "./screens.ts";

/**
 * WCAG 2.2 A and AA on every screen of the map of addresses: light and dark, on a desk and on a phone, as both sides. A screen
 * without a line in `screens.ts` fails the first test. What both sides have in common is looked at whole in one way and for its
 * colours in another as each of them (E2E_LONG: whole in all four); all findings of a person come at once.
 */
const browser = testBrowser();

/** The addresses of all screens (routes whose module has a component) in the map. */
function screenRoutes(entries: RouteConfigEntry[], above = ""): string[] {
  return entries.flatMap((entry) => {
    const path = [above, entry.path].filter(Boolean).join("/");
    const below = screenRoutes(entry.children ?? [], path);
    // A frame around others is seen with them.
    return entry.children ? below : entry.file.endsWith(".tsx") ? [path] : [];
  });
}

/** Ids that stand for the names in addresses, as the person sees them; what the person does not have is missing. */
async function namesFor(api: Api, roomWord: string): Promise<Record<string, string | undefined>> {
  const get = (path: string) => api.call("GET", path);
  const { rooms } = await get("/rooms?state=all");
  const room = rooms.find((one: { name: string }) => one.name.toLowerCase().includes(roomWord)).id;
  const at = `/rooms/${room}`;
  const { me, audiences, side } = await get(at);
  const [{ expected }, { sendings }] = await Promise.all([
    get(`${at}/expected-documents`),
    get(`${at}/sendings`),
  ]);
  const [{ members }, { documents }, { threads }, { items }, { activities, gates, handovers }] =
    await Promise.all([
      get(`${at}/members`),
      get(`${at}/documents`),
      get(`${at}/threads`),
      get(`${at}/schedule-items`),
      get(`${at}/process`),
    ]);
  const mine = audiences.find((one: { kind: string }) => one.kind === side);
  const custom = audiences.find((one: { kind: string }) => one.kind === "custom");
  const made =
    custom ??
    (await api.call("POST", `${at}/audiences`, { name: `Working group of ${side}`, people: [me.id] }));
  const own = {
    audience: mine.id,
    title: `A plan of ours`,
    kind: "meeting",
    day: "2027-03-02",
    zone: "Europe/Helsinki",
  };
  const { item: ours } = await api.call("POST", `${at}/schedule-items`, own);
  const { upload } = await api.upload(room, "note.txt", "A note.");
  const note = { audience: mine.id, upload, title: "A note of ours", category: "other.other" };
  const { id: ownDocument } = await api.call("POST", `${at}/documents`, note);
  const paged = await api.upload(room, "pages.pdf", pagesOf([line("Steam at 540 C"), line("Second page")]));
  const pdf = { audience: mine.id, upload: paged.upload, title: "Pages of ours", category: "other.other" };
  const { id: pdfDocument, revision: pdfRevision } = await api.call("POST", `${at}/documents`, pdf);
  const listed = await api.upload(room, "list.csv", "Item;Power\nBoiler;540\n");
  const list = { audience: mine.id, upload: listed.upload, title: "A list of ours", category: "other.other" };
  const { id: table, revision: tableRevision } = await api.call("POST", `${at}/documents`, list);
  const { id: mark } = await api.call(
    "POST",
    `${at}/documents/${pdfDocument}/revisions/${pdfRevision}/markup`,
    {
      audience: mine.id,
      kind: "highlight",
      page: 0,
      start: 0,
      end: 5,
      text: "Which pressure?",
    },
  );
  return {
    room,
    mark,
    mine: mine.id,
    pdf: pdfDocument,
    pdfRevision,
    table,
    tableRevision,
    revision: documents[0]?.revisions[0]?.id,
    ours,
    own: ownDocument,
    audience: made.id ?? made.audience,
    person: members.find((one: { id: string; side: string }) => one.id !== me.id && one.side === side)?.id,
    document: documents[0]?.id,
    expected: expected[0]?.id,
    sending: sendings[0]?.id,
    request: await requestOf(
      api,
      room,
      audiences.find((one: { kind: string }) => one.kind === "room").id,
      await apiAs(inject("url"), side === "seller" ? "Mikael Lindqvist" : "David Okafor"),
    ),
    thread: threads[0]?.id,
    item: items[0]?.id,
    gate: gates.at(-1)?.id,
    decided: gates[0]?.id,
    handover: handovers[0]?.id,
    activity: activities.find((one: { state: string }) => one.state !== "done")?.id,
  };
}

/** A colleague's wish to share something, while their lead wants to see it first. */
async function requestOf(lead: Api, room: string, audience: string, colleague: Api): Promise<string> {
  const rule = `/rooms/${room}/sharing-rule`;
  const { version } = await lead.call("GET", rule);
  const set = await lead.call("PUT", rule, { required: true, version });
  const { upload } = await colleague.upload(room, "wish.txt", "A wish.");
  const wish = { audience, upload, title: "A wish of ours", category: "other.other" };
  const { request } = await colleague.call("POST", `/rooms/${room}/documents`, wish);
  await lead.call("PUT", rule, { required: false, version: set.version });
  return request;
}

const looks = {
  deskLight: { viewport: desk, colorScheme: "light" },
  phoneDark: { viewport: phone, colorScheme: "dark" },
  deskDark: { viewport: desk, colorScheme: "dark" },
  phoneLight: { viewport: phone, colorScheme: "light" },
} as const;
type Look = keyof typeof looks;

/** Opens every address that somebody has and gathers what is wrong with it. */
async function walk(page: Page, whos: Who[], names: Record<string, string | undefined>, ways: Look[]) {
  const findings: string[] = [];
  for (const [route, [who, ...addresses]] of Object.entries(screens)) {
    if (!whos.includes(who)) continue;
    for (const address of addresses) {
      const missing = [...address.matchAll(/:(\w+)/g)]
        .filter(([, name = ""]) => !names[name])
        .map(([word]) => word);
      const to = address.replace(/:(\w+)/g, (_, name: string) => names[name] ?? "");
      if (missing.length > 0) {
        findings.push(`${route}: nothing to show for ${missing}`);
        continue;
      }
      const answer = await page.goto(to);
      const expected = /nowhere|nobody-has/.test(to) ? [404, 410, 200] : [200];
      if (!expected.includes(answer?.status() ?? 0)) {
        findings.push(`${to}: ${answer?.status()}`);
        continue;
      }
      for (const [place, way] of ways.entries()) {
        await page.setViewportSize(looks[way].viewport);
        await page.emulateMedia({ colorScheme: looks[way].colorScheme });
        findings.push(
          ...(await accessibilityFindings(page, place > 0 && !long ? colours : undefined)).map(
            (finding) => `${way} ${finding}`,
          ),
        );
      }
    }
  }
  return findings;
}

const every = Object.keys(looks) as Look[];
const long = Boolean(process.env.E2E_LONG);
const ways = (some: Look[]): Look[] => (long ? every : some);
const colours = ["color-contrast"];

describe("every screen", () => {
  it("is in the list", () => {
    expect(screenRoutes(routes).filter((path) => !(path in screens))).toEqual([]);
    expect(Object.keys(screens).filter((path) => !screenRoutes(routes).includes(path))).toEqual([]);
  });
});

// At once: each walks in a browser window of its own, and looking through a screen keeps one processor busy.
describe.concurrent("no violation on any screen", { timeout: 600_000 }, () => {
  let hanna: Api;
  const url = inject("url");
  beforeAll(async () => {
    hanna = await apiAs(url, "Hanna Virtanen");
  });

  it("as the supplier's lead", async () => {
    const api = await apiAs(url, "Petri Salonen");
    const names = await namesFor(api, "dryer");
    const { companies } = await api.call("GET", "/companies");
    const { blueprints } = await api.call("GET", "/blueprints");
    const page = await browser.open();
    await signInAs(page, "Petri Salonen");
    const all = {
      ...names,
      company: companies[0].id,
      blueprint: blueprints[0].versions?.[0]?.id ?? blueprints[0].id,
    };
    expect(await walk(page, ["all", "staff"], all, ways(["deskLight", "phoneDark"]))).toEqual([]);
  });

  it("as the customer's lead", async () => {
    const names = await namesFor(await apiAs(url, "Margaret Ellis"), "dryer");
    const page = await browser.open({ locale: "fi-FI" });
    await signInAs(page, "Margaret Ellis");
    expect(await walk(page, ["all"], names, ways(["phoneLight", "deskDark"]))).toEqual([]);
  });

  it("as an owner, and as somebody who is not signed in", async () => {
    const { people } = await hanna.call("GET", "/deployment/people");
    const person = people.find((one: { name: string }) => one.name === "Mari Lehtonen").id;
    const page = await browser.open();
    await signInAs(page, "Hanna Virtanen");
    const findings = await walk(page, ["owner"], { person }, every);
    const newcomer = { name: "Nina New", email: `nina-${Date.now()}@northmill.example`, locale: "en" };
    const { link } = await hanna.call("POST", "/deployment/invitations", newcomer);
    const visitor = await browser.open();
    findings.push(...(await walk(visitor, ["visitor"], { token: link.split("/").at(-1) }, every)));
    expect(findings).toEqual([]);
  });
});
