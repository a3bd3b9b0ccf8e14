import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { phone, signInAs, testBrowser } from "./browser.ts";
import { chooseTool, drag, openViewer, pointOn } from "./marks.ts";
import { addDrawing, audiencesOf, roomOf } from "./room.ts";

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
  room = await roomOf(api);
  audience = (await audiencesOf(api, room)).room ?? "";
});

async function shared(title: string): Promise<string> {
  const page = rows.join("");
  return (await addDrawing(api, room, title, pagesOf([page, page, page]))).at;
}
const comment = (at: string, text: string, more: object) =>
  api.call("POST", `${at}/markup`, { audience, page: 0, kind: "pin", text, ...more });

async function opened(at: string, options: Parameters<typeof browser.open>[0]): Promise<Page> {
  const page = await browser.open(options);
  await signInAs(page, buyer);
  await openViewer(page, at);
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
      await chooseTool(page, "Pin");
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

describe("a place that is marked while a conversation is open beside the pages", () => {
  it("brings the question who will read it into sight, and puts away the fields of that conversation", async () => {
    const at = await shared("Marked beside a conversation");
    for (const row of [1, 2, 3, 4])
      await comment(at, `Conversation ${row} with some words`, { shape: { at: [300, 760 - row * 100] } });
    for (const options of [{ viewport: small }, { viewport: phone, hasTouch: true, isMobile: true }]) {
      const page = await opened(at, options);
      if (options.viewport === phone)
        await page.getByRole("button", { name: "Comments", exact: true }).click();
      await page.locator(".mark-item summary", { hasText: "Conversation 4" }).click();
      const answer = page.locator(".mark-item-open").getByLabel("Answer", { exact: true });
      await answer.fill("Half an answer");
      // On a phone the pages are marked once the list over them is put away.
      if (options.viewport === phone)
        await page.locator(".mark-panel").getByRole("button", { name: "Close" }).first().click();
      await chooseTool(page, "Area");
      await drag(page, [60, 300], [220, 340]);
      await expect
        .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name))
        .toBe("audience");
      await expect.poll(() => within(page, ".mark-make input[type=radio]")).toBe(true);
      await expect.poll(() => page.locator(".mark-item textarea:visible").count()).toBe(0);
      if (options.viewport === phone) continue;
      // What was begun there is not lost.
      await page.locator(".mark-item summary", { hasText: "Conversation 4" }).click();
      expect(await answer.inputValue()).toBe("Half an answer");
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
