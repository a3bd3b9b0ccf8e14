/**
 * A picture of every screen in its main states, as both sides see it, on a desk and on a phone, light and dark, in both
 * languages: `npm run shots`, into `shots/`. Uses a demonstration of its own, or a running one named by `--url=`.
 * `--only=documents` limits it to screens whose name contains the word.
 */
import { mkdirSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { startServer } from "../tests/e2e/server.ts";

const option = (name: string) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

/** Screens by name; `{room}` is the room of the picture, `{first …}` the first link of a list on that page. */
const inRoom: [name: string, path: string, link?: string][] = [
  ["overview", ""],
  ["process", "/process"],
  ["activity", "/process", 'main a[href*="/process/activities/"]'],
  ["gate", "/process", 'main a[href*="/process/gates/"]'],
  ["handover", "/process", 'main a[href*="/process/handovers/"]'],
  ["picture", "/process/picture"],
  ["documents", "/documents"],
  ["document", "/documents", 'main a[href*="/documents/"][href*="-"]'],
  ["document-new", "/documents/new"],
  ["conversation", "/conversation"],
  ["thread", "/conversation", 'main a[href*="/conversation/"]:not([href$="/new"])'],
  ["conversation-new", "/conversation/new"],
  ["schedule", "/schedule"],
  ["timeline", "/schedule?view=timeline"],
  ["schedule-item", "/schedule", 'main a[href*="/schedule/"]:not([href$="/new"])'],
  ["schedule-new", "/schedule/new"],
  ["people", "/people"],
  ["log", "/log"],
];
const outside: [name: string, path: string, who: "all" | "staff" | "owner"][] = [
  ["home", "/", "all"],
  ["account", "/account", "all"],
  ["security", "/account/security", "all"],
  ["notifications", "/notifications", "all"],
  ["room-new", "/rooms/new", "staff"],
  ["companies", "/companies", "staff"],
  ["blueprints", "/blueprints", "staff"],
  ["deployment", "/deployment", "owner"],
];
const people = [
  { name: "Petri Salonen", as: "seller", room: "dryer", staff: true, owner: false },
  { name: "Margaret Ellis", as: "customer", room: "dryer", staff: false, owner: false },
  { name: "Juhani Mäkelä", as: "customer-fi", room: "rullain", staff: false, owner: false },
  { name: "Hanna Virtanen", as: "director", room: "roll handling", staff: true, owner: true },
];
const looks = [
  { look: "desk", width: 1280, height: 900, colorScheme: "light" },
  { look: "phone", width: 390, height: 844, colorScheme: "light" },
  { look: "desk-dark", width: 1280, height: 900, colorScheme: "dark" },
] as const;

const given = option("url");
const server = given ? undefined : await startServer({ DEMO: "true" });
const url = given ?? server?.url ?? "";
const only = option("only");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
mkdirSync("shots", { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  if (only && !name.includes(only)) return;
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.screenshot({ path: `shots/${name}.png`, fullPage: true });
}

try {
  for (const { look, width, height, colorScheme } of looks) {
    const visitor = await (
      await browser.newContext({ baseURL: url, viewport: { width, height }, colorScheme })
    ).newPage();
    for (const [name, path] of [
      ["visitor", "/"],
      ["sign-in", "/sign-in"],
      ["missing", "/nowhere"],
    ] as const) {
      await visitor.goto(path);
      await take(visitor, `${name}.${look}`);
    }
    for (const person of people) {
      const page = await (
        await browser.newContext({ baseURL: url, viewport: { width, height }, colorScheme })
      ).newPage();
      await page.goto("/sign-in");
      await page.getByRole("button", { name: person.name }).click();
      await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
      for (const [name, path, who] of outside) {
        if ((who === "staff" && !person.staff) || (who === "owner" && !person.owner)) continue;
        if (only && !name.includes(only)) continue;
        await page.goto(path);
        await take(page, `${name}.${person.as}.${look}`);
      }
      await page.goto("/");
      const room = await page
        .locator('a[href^="/rooms/"]')
        .filter({ hasText: new RegExp(person.room, "i") })
        .first()
        .getAttribute("href");
      for (const [name, path, link] of inRoom) {
        if (only && !name.includes(only)) continue;
        await page.goto(`${room}${path}`);
        if (link) {
          const target = await page
            .locator(link)
            .first()
            .getAttribute("href", { timeout: 1500 })
            .catch(() => null);
          if (!target) continue;
          await page.goto(new URL(target, page.url()).pathname);
        }
        await take(page, `${name}.${person.as}.${look}`);
      }
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await server?.stop();
}
