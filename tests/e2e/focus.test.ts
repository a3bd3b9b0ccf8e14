import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { signInAs, testBrowser } from "./browser.ts";

/** By keys alone, as those work who do not see the screen: where one goes on after each act. */
const browser = testBrowser();
let api: Api;
let room = "";
let view = "";

beforeAll(async () => {
  api = await apiAs(inject("url"), "Mikael Lindqvist");
  const { rooms } = await api.call("GET", "/rooms?state=all");
  room = rooms.find((one: { name: string }) => /dryer/i.test(one.name)).id;
  const { audiences } = await api.call("GET", `/rooms/${room}`);
  const { upload } = await api.upload(room, "pages.pdf", pagesOf([line("Steam at 540 C"), line("Second")]));
  const made = await api.call("POST", `/rooms/${room}/documents`, {
    audience: audiences.find((one: { kind: string }) => one.kind === "room").id,
    upload,
    title: "Read by keys",
    category: "technical.drawing",
  });
  view = `/rooms/${room}/documents/${made.id}/revisions/${made.revision}/view`;
});

/** What has the focus: its element and the beginning of its words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const now = document.activeElement as HTMLElement | null;
    return `${now?.localName} ${(now?.getAttribute("aria-label") ?? now?.innerText ?? "").split("\n")[0]?.trim()}`;
  });
const expectFocus = (page: Page, what: string | RegExp) =>
  expect.poll(() => focused(page)).toEqual(typeof what === "string" ? what : expect.stringMatching(what));
async function pressed(page: Page, role: "link" | "button", name: string | RegExp, within = "body") {
  const target = page.locator(within).getByRole(role, { name, exact: true }).first();
  await target.focus();
  await page.keyboard.press("Enter");
}
/** Opens a screen and waits until its scripts run: only they ask for the number at the bell. */
async function open(page: Page, path: string) {
  const awake = page.waitForResponse(/notifications\/unread/);
  await page.goto(path);
  await awake;
}

describe("the focus", () => {
  it("goes to the heading of another screen, and to what was done or refused", async () => {
    const page = await browser.open();
    await signInAs(page, "Tom Whitaker");
    await open(page, `/rooms/${room}`);
    await pressed(page, "link", /^Documents/, ".rail");
    await expectFocus(page, "h1 Documents");
    await pressed(page, "link", /^Conversation/, ".rail");
    await expectFocus(page, "h1 Conversation");
    expect(await page.title()).toMatch(/^Conversation · .*dryer/i);
    await page.goBack();
    await expectFocus(page, "h1 Documents");
    await pressed(page, "link", "Add a document");
    await expectFocus(page, "h1 Add a document");
    await page.getByRole("radio", { name: /Everyone in the room/ }).check();
    const file = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from(`A note ${Date.now()}`) };
    await page.getByLabel("File", { exact: true }).setInputFiles(file);
    await page.getByText("Received and checked.").waitFor();
    await page.getByLabel("Category").selectOption({ index: 1 });
    await page.getByLabel("Title", { exact: true }).fill("   ");
    await pressed(page, "button", /^Add the document/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.role)).toBe("alert");
    await page.getByLabel("Title", { exact: true }).fill("A note by keys");
    await pressed(page, "button", /^Add the document/);
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    await expectFocus(page, "h1 A note by keys");

    await open(page, "/account");
    await pressed(page, "button", "Save", "main");
    await expectFocus(page, /^div Saved/);
  });

  it("goes into the lists beside the pages and back, to a comment that was made, and stays with it", async () => {
    const page = await browser.open();
    await signInAs(page, "Tom Whitaker");
    await page.goto(view);
    await page.locator(".viewer-live").waitFor();
    await page.locator(".sheet-run").first().waitFor({ state: "attached" });
    await pressed(page, "button", "Contents, pages, find");
    await expectFocus(page, "aside Contents, pages, find");
    await page.keyboard.press("Escape");
    await expectFocus(page, "button Contents, pages, find");
    await pressed(page, "button", "Comments");
    await expectFocus(page, "aside Comments");
    await pressed(page, "button", "Close", ".mark-panel");
    await expectFocus(page, "button Comments");

    await pressed(page, "button", "Comment on the page");
    await expectFocus(page, "button Pin");
    await page.keyboard.press("Enter");
    await expectFocus(page, /^div Pin on page 1/);
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name))
      .toBe("audience");
    const form = page.locator(".mark-make").first();
    await form.getByRole("radio", { name: /Everyone in the room/ }).check();
    await form.locator("textarea").fill("Made by keys");
    await form.getByRole("button", { name: "Comment", exact: true }).press("Enter");
    await page.locator(".mark-said", { hasText: "Made by keys" }).waitFor();
    await expectFocus(page, /^summary 1/);
    const item = page.locator(".mark-item-open");
    await item.getByRole("button", { name: "Close", exact: true }).press("Enter");
    await item.locator("summary .state", { hasText: "Closed" }).first().waitFor();
    await expectFocus(page, /^summary 1/);
  });
});

it("nothing lies beyond the edge of the narrowest window", async () => {
  const page = await browser.open({ viewport: { width: 320, height: 256 }, locale: "fi-FI" });
  await signInAs(page, "Tom Whitaker");
  const at = `/rooms/${room}`;
  const places = ["", "/documents", "/process", "/schedule", "/conversation", "/people", "/log"];
  const paths = ["/", ...places.map((one) => at + one), view];
  const wide: string[] = [];
  for (const path of paths) {
    await open(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wide.push(`${path}: ${width}`);
  }
  expect(wide).toEqual([]);
});
