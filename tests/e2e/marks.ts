import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { beforeAll, inject } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { signInAs, type testBrowser } from "./browser.ts";
import { addDrawing, audiencesOf, roomOf } from "./room.ts";

/** Lines that are commented, and how far from below, in points, each of them stands on its page. */
export const lines = [
  "Steam pressure shall be 84 bar",
  "Noise below 85 decibel",
  "Delivery in forty weeks",
  "Spare parts for two years",
];
export const height = (row: number): number => 700 - row * 80;
/** A PDF whose first page has these lines, and whose second says which it is. */
export const linesAsPdf = (all: string[], second = "Page two"): Uint8Array<ArrayBuffer> =>
  pagesOf([all.map((text, row) => line(text, height(row))).join(""), line(second)]);

/**
 * For the tests of a file: a room of the demonstration, papers to be commented in it, and windows that look at them.
 * @param name who works through the REST surface
 */
export function commenting(browser: ReturnType<typeof testBrowser>, name: string) {
  let api: Api;
  let room = "";
  let audiences: Record<string, string> = {};
  beforeAll(async () => {
    api = await apiAs(inject("url"), name);
    room = await roomOf(api);
    audiences = await audiencesOf(api, room);
  });
  return {
    call: (method: string, path: string, body?: unknown) => api.call(method, path, body),
    /** A paper of two pages for everyone, with `lines` on its first. */
    shared: (title: string) => addDrawing(api, room, title, linesAsPdf(lines)),
    /** Its next revision; the address. */
    async revised(
      document: string,
      content: string | Uint8Array<ArrayBuffer>,
      file = "b.pdf",
    ): Promise<string> {
      const { upload } = await api.upload(room, file, content);
      const at = `/rooms/${room}/documents/${document}/revisions`;
      const { id } = await api.call("POST", at, { audience: audiences.room, upload });
      return `${at}/${id}`;
    },
    comment: (at: string, audience: "room" | "seller", text: string, more: object) =>
      api.call("POST", `${at}/markup`, { audience: audiences[audience], page: 0, text, ...more }),
    /** A window in which somebody looks at a revision. */
    async opened(who: string, at: string, options: BrowserContextOptions = {}): Promise<Page> {
      const page = await browser.open(options);
      await signInAs(page, who);
      if (options.javaScriptEnabled === false) await page.goto(`${at}/view`);
      else await openViewer(page, at);
      return page;
    },
  };
}

/** Opens the viewer of a revision at `at`, and waits until its script runs and the first page has its letters. */
export async function openViewer(page: Page, at: string): Promise<void> {
  await page.goto(`${at}/view`);
  await page.locator(".viewer-live").waitFor();
  await page.locator(".sheet-run").first().waitFor({ state: "attached" });
}

/** A point of the first page of A4, in points from its lower left, on the screen. */
export async function pointOn(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const sheet = await page.locator('.sheet[data-page="1"]').boundingBox();
  if (!sheet) throw new Error("no page");
  const scale = sheet.width / 595;
  return { x: sheet.x + x * scale, y: sheet.y + (842 - y) * scale };
}

/** Draws from one point of the first page to another with the mouse, not quite straight. */
export async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [a, b] = [await pointOn(page, ...from), await pointOn(page, ...to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2 - 3);
  await page.mouse.move(b.x, b.y);
  await page.mouse.up();
}

/** Takes up the pen and one of its tools by name. */
export async function chooseTool(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Comment on the page" }).click();
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator('.sheet[data-page="1"] .mark-ground').waitFor();
}

export const everyone = /Everyone in the room/;

/** Of a new mark: chooses who reads it, which nobody chose before, writes and sends. */
export async function write(page: Page, text: string, audience = everyone): Promise<void> {
  const form = page.locator(".mark-make").first();
  if (await form.locator("textarea").isVisible()) throw new Error("written before it is chosen who reads it");
  if (await form.locator("input[type=radio]:checked").count()) throw new Error("an audience nobody chose");
  await form.getByRole("radio", { name: audience }).check();
  await form.locator("textarea").fill(text);
  await form.getByRole("button", { name: "Comment", exact: true }).click();
  await page.locator(".mark-said", { hasText: text }).waitFor();
}

/** A comment in the list beside the pages. */
export const item = (page: Page, text: string): Locator =>
  page.locator(".mark-item", { hasText: text }).first();
