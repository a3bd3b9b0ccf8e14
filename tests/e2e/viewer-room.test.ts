import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { phone, signInAs, testBrowser } from "./browser.ts";

/** What is seen of a document while it is commented: the window stays, the fields come into it, the marked place stays in sight. */
const browser = testBrowser();
const [seller, buyer] = ["Mikael Lindqvist", "Tom Whitaker"];
const small = { width: 1280, height: 860 };
const rows = Array.from({ length: 12 }, (_, row) =>
  line(`Line ${row + 1} of the page says this`, 760 - row * 60),
);

let api: Api;
let room = "";
let audience = "";
beforeAll(async () => {
  api = await apiAs(inject("url"), seller);
  const { rooms } = await api.call("GET", "/rooms?state=all");
  room = rooms.find((one: { name: string }) => /dryer/i.test(one.name)).id;
  const frame = await api.call("GET", `/rooms/${room}`);
  audience = frame.audiences.find((one: { kind: string }) => one.kind === "room").id;
});

async function shared(title: string): Promise<string> {
  const page = rows.join("");
  const { upload } = await api.upload(room, "pages.pdf", pagesOf([page, page, page]));
  const given = { audience, upload, title, category: "technical.drawing" };
  const made = await api.call("POST", `/rooms/${room}/documents`, given);
  return `/rooms/${room}/documents/${made.id}/revisions/${made.revision}`;
}
const comment = (at: string, text: string, more: object) =>
  api.call("POST", `${at}/markup`, { audience, page: 0, kind: "pin", text, ...more });

async function opened(at: string, options: Parameters<typeof browser.open>[0]): Promise<Page> {
  const page = await browser.open(options);
  await signInAs(page, buyer);
  await page.goto(`${at}/view`);
  await page.locator(".viewer-live").waitFor();
  await page.locator(".sheet-run").first().waitFor({ state: "attached" });
  return page;
}
/** How far the document is higher than the window, and how far it was moved. */
const window = (page: Page) =>
  page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, scrollY]);

describe("the window around a document", () => {
  it("neither grows nor moves when a comment is opened or words are found", async () => {
    const at = await shared("Stays where it is");
    for (const row of [1, 2, 3, 4, 5, 6])
      await comment(at, `Comment ${row} with some words`, {
        shape: { at: [300, 760 - row * 100] },
        page: row % 3,
      });
    const page = await opened(at, { viewport: small });
    await page.locator(".mark-badge").first().waitFor();
    for (const row of [6, 5, 4]) {
      await page
        .locator(".mark-item summary", { hasText: `Comment ${row}` })
        .first()
        .click();
      await page.locator(".mark-item-open .mark-acts").waitFor();
      expect(await window(page)).toEqual([0, 0]);
    }
    await page.locator(".viewer-stage").focus();
    await page.keyboard.press("/");
    await page.locator("#viewer-find").fill("Line 11");
    await page.keyboard.press("Enter");
    await page.locator(".viewer-hits a").last().click();
    await page.locator(".sheet-mark").first().waitFor({ state: "attached" });
    await page.waitForTimeout(500);
    expect(await window(page)).toEqual([0, 0]);
  });
});

/** A point of the first page, in points from its lower left, on the screen. */
async function pointOn(page: Page, x: number, y: number) {
  const sheet = await page.locator('.sheet[data-page="1"]').boundingBox();
  if (!sheet) throw new Error("no page");
  const scale = sheet.width / 595;
  return { x: sheet.x + x * scale, y: sheet.y + (842 - y) * scale };
}
const within = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  const bar = await page.locator(".bar").boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= (bar ? Math.min(bar.y, height) : height) + 1;
};

describe("a new comment", () => {
  it("has its text and its button in sight as soon as it is chosen who reads it, on a desk and on a phone", async () => {
    const at = await shared("In sight");
    for (const options of [{ viewport: small }, { viewport: phone, hasTouch: true, isMobile: true }]) {
      const page = await opened(at, options);
      await page.getByRole("button", { name: "Comment on the page" }).click();
      await page.getByRole("button", { name: "Pin", exact: true }).click();
      await page.locator('.sheet[data-page="1"] .mark-ground').waitFor();
      const { x, y } = await pointOn(page, 300, 500);
      await page.mouse.click(x, y);
      await page.locator(".mark-make").getByText("Everyone in the room").first().click();
      await expect.poll(() => within(page, ".mark-make textarea")).toBe(true);
      await expect.poll(() => within(page, ".mark-make .actions .btn-primary")).toBe(true);
      // What was marked is not under the panel.
      await expect
        .poll(async () => {
          const mark = await page.locator(".mark-pin.tone-draft").boundingBox();
          const panel = await page.locator(".mark-panel").boundingBox();
          if (!mark || !panel) throw new Error("not shown");
          return mark.x > panel.x && mark.y + mark.height > panel.y && mark.y < panel.y + panel.height;
        })
        .toBe(false);
      await expect.poll(() => within(page, ".mark-pin.tone-draft")).toBe(true);
    }
  });
});

describe("marks on the pages", () => {
  it("are hidden and shown by a button and by a key; one that is opened from the list is shown all the same", async () => {
    const at = await shared("Hidden and shown");
    for (const row of [1, 2]) await comment(at, `Comment ${row}`, { shape: { at: [300, 760 - row * 100] } });
    const page = await opened(at, { viewport: small });
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(2);
    const hide = page.getByRole("button", { name: /^Hide the marks/ });
    await hide.click();
    await expect.poll(() => page.locator(".mark-badge, .mark-shape").count()).toBe(0);
    expect(await hide.getAttribute("aria-pressed")).toBe("true");
    await page.locator(".mark-item summary", { hasText: "Comment 2" }).click();
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(1);
    await page.locator(".viewer-stage").focus();
    await page.keyboard.press("m");
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(2);
  });

  it("carry numbers that cover no words", async () => {
    const at = await shared("Numbers beside words");
    await comment(at, "In the midst of words", { shape: { at: [120, 762] } });
    const page = await opened(at, { viewport: small });
    const badge = page.locator(".mark-badge").first();
    await badge.waitFor();
    await expect
      .poll(async () => {
        const box = await badge.boundingBox();
        if (!box) return ["not there"];
        return page.locator('.sheet[data-page="1"] .sheet-run').evaluateAll(
          (runs, { x, y, width, height }) =>
            runs.flatMap((run) => {
              const one = run.getBoundingClientRect();
              const covered = one.left < x + width && one.right > x && one.top < y + height && one.bottom > y;
              return covered ? [run.textContent] : [];
            }),
          box,
        );
      })
      .toEqual([]);
  });
});

describe("a page", () => {
  it("is shown whole from its head, and stays the same when it is turned or when there is none with that number", async () => {
    const at = await shared("Whole and turned");
    const page = await opened(at, { viewport: small });
    const field = page.locator(".viewer-page input");
    await field.fill("99");
    await field.press("Enter");
    await expect.poll(() => field.inputValue()).toBe("3");
    await field.fill("2");
    await field.press("Enter");
    await expect.poll(() => page.url()).toContain("page=2");
    await page.getByRole("button", { name: "Whole page" }).click();
    await expect
      .poll(async () => {
        const [sheet, stage] = [
          await page.locator('.sheet[data-page="2"]').boundingBox(),
          await page.locator(".viewer-stage").boundingBox(),
        ];
        if (!sheet || !stage) return false;
        return sheet.y >= stage.y - 1 && sheet.y + sheet.height <= stage.y + stage.height + 1;
      })
      .toBe(true);
    await page.locator(".viewer-stage").focus();
    await page.keyboard.press("r");
    await page.waitForTimeout(600);
    expect(await field.inputValue()).toBe("2");
  });
});
