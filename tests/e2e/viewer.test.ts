import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { apiAs } from "./api.ts";
import { accessibilityFindings, desk, phone, signInAs, testBrowser } from "./browser.ts";
import { addDrawing, roomOf } from "./room.ts";

/** Pages of a PDF looked at in a real browser: with and without scripts, on a desk and on a phone. */
const browser = testBrowser();
const words = ["Boiler", "Turbine", "Condenser", "Stack", "Penstock", "Switchyard"];
const link = `/Annots[<</Type/Annot/Subtype/Link/Rect[50 50 200 90]/Border[0 0 0]/A<</S/URI/URI(https://example.org/x)>>>>]`;
const good = pagesOf(
  words.map((word, index) => line(`${word} on page ${index + 1}`) + line("Steam everywhere", 400)),
  link,
);
/** The third page leads to nothing; the others are whole. */
const broken = new Uint8Array(
  Buffer.from(
    Buffer.from(pagesOf(words.slice(0, 3).map((word) => line(word))))
      .toString("latin1")
      .replace("6 0 R 8 0 R]", "6 0 R 0 0 R]"),
    "latin1",
  ),
);

let at = "";
let bad = "";
let locked = "";
beforeAll(async () => {
  const api = await apiAs(inject("url"), "Mikael Lindqvist");
  const room = await roomOf(api);
  const add = async (title: string, content: Uint8Array<ArrayBuffer>) =>
    `${(await addDrawing(api, room, title, content)).at}/view`;
  at = await add("Steam circuit", good);
  bad = await add("Damaged drawing", broken);
  locked = await add("Cut off on its way", good.slice(0, 60));
});

const images = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>(".sheet-page img")].map((one) => one.naturalWidth),
  );

describe("the viewer", () => {
  it("shows pages, letters over them, finds words, follows keys and keeps the address", async () => {
    const page = await browser.open({ viewport: desk });
    await signInAs(page, "Tom Whitaker");
    await page.goto(`${at}?page=2`);
    await expect.poll(() => images(page)).toContain(800);
    await page.locator(".viewer-live").waitFor();
    const second = page.locator('.sheet[data-page="2"]');
    await second.getByText("Turbine on page 2").waitFor();
    // The letters lie on the image's; both are measured in one moment, for the page may still be coming into sight.
    const lies = () =>
      second.getByText("Turbine on page 2").evaluate((run) => {
        const [letters, sheet] = [
          run.getBoundingClientRect(),
          run.closest(".sheet")?.getBoundingClientRect(),
        ];
        if (!sheet) return Number.NaN;
        const across = (letters.x - sheet.x) / sheet.width - 60 / 595;
        const down = (letters.bottom - sheet.y) / sheet.height - (842 - 775) / 842;
        return Math.max(Math.abs(across) * 6, Math.abs(down));
      });
    await expect.poll(lies).toBeLessThan(0.03);

    await page.locator(".viewer-stage").focus();
    await page.keyboard.press("End");
    await expect.poll(() => page.url()).toContain("page=6");
    await page.keyboard.press("Home");
    await expect.poll(() => page.url()).toContain("page=1");
    await page.keyboard.press("PageDown");
    await expect.poll(() => page.url()).toContain("page=2");
    const wide = (await second.boundingBox())?.width ?? 0;
    await page.keyboard.press("+");
    await expect.poll(async () => (await second.boundingBox())?.width ?? 0).toBeCloseTo(wide * 1.25, 0);
    await page.keyboard.press("r");
    await expect
      .poll(async () => {
        const box = await page.locator('.sheet[data-page="2"]').boundingBox();
        return box && box.width > box.height;
      })
      .toBe(true);
    await page.keyboard.press("/");
    await page.getByLabel("Find in the document").fill("switchyard");
    await page.keyboard.press("Enter");
    await page
      .locator(".viewer-hits")
      .getByRole("link", { name: /Page 6/ })
      .click();
    await page.locator('.sheet[data-page="6"] .sheet-mark').first().waitFor();
    await expect.poll(() => page.url()).toContain("page=6");
    const external = page.locator('.sheet[data-page="6"] .sheet-link').first();
    expect(await external.getAttribute("rel")).toContain("noopener");
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it("leads from place to place, over pages that were not loaded yet, by keys and buttons", async () => {
    const page = await browser.open({ viewport: desk });
    await signInAs(page, "Tom Whitaker");
    await page.goto(`${at}?page=2`);
    await page.locator(".viewer-live").waitFor();
    const bar = page.locator(".viewer-found output");
    const now = page.locator(".sheet-mark-now");
    const onPage = (number: number) =>
      page.locator(`.sheet[data-page="${number}"] .sheet-mark-now`).waitFor();
    // The browser's own search would know of a few pages only.
    await page.keyboard.press("Control+f");
    await page.getByLabel("Find in the document").fill("stéam EVERYwhere");
    await page.keyboard.press("Enter");
    await expect.poll(() => bar.textContent()).toBe("2 of 6");
    await onPage(2);
    await page.keyboard.press("Enter");
    await onPage(3);
    await page.keyboard.press("F3");
    await page.keyboard.press("F3");
    await page.keyboard.press("F3");
    await onPage(6);
    await expect.poll(() => page.url()).toContain("page=6");
    await page.getByRole("button", { name: "Next place" }).click();
    await onPage(1);
    await page.keyboard.press("Shift+F3");
    await onPage(6);
    await expect.poll(() => bar.textContent()).toBe("6 of 6");
    await expect.poll(() => now.count()).toBe(1);
    // Every place is marked, and the one that is looked at lies in the window.
    expect(await page.locator(".sheet-mark").count()).toBeGreaterThan(1);
    await expect
      .poll(async () => {
        const [place, stage] = [await now.boundingBox(), await page.locator(".viewer-stage").boundingBox()];
        return place && stage && place.y > stage.y && place.y < stage.y + stage.height;
      })
      .toBe(true);
    expect(page.url()).toContain("find=");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "End the search" }).click();
    await expect.poll(() => page.locator(".sheet-mark").count()).toBe(0);
  });

  it("gives words with blanks and lines when they are copied, and shows nothing selected beside them", async () => {
    const page = await browser.open({ viewport: desk });
    await signInAs(page, "Tom Whitaker");
    await page.goto(at);
    await page.locator(".viewer-live .sheet-run").nth(1).waitFor({ state: "attached" });
    const copied = await page.locator('.sheet[data-page="1"] .sheet-text').evaluate((layer) => {
      getSelection()?.selectAllChildren(layer);
      return getSelection()?.toString();
    });
    expect(copied?.trim().split("\n")).toEqual(["Boiler on page 1", "Steam everywhere"]);
    const shown = await page.locator('.sheet[data-page="1"] .sheet-text').evaluate((layer) => {
      const colour = (element: Element | null) =>
        element && getComputedStyle(element, "::selection").backgroundColor;
      return [
        colour(layer.firstElementChild),
        colour(layer.querySelector("br")),
        colour(layer.querySelector(".sheet-run")),
      ];
    });
    expect(shown).toEqual(["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)", "rgb(11, 87, 208)"]);
  });

  it("becomes sharper with size, by tiles in the end, and only where one looks", async () => {
    const page = await browser.open({ viewport: desk });
    await signInAs(page, "Tom Whitaker");
    const asked: string[] = [];
    page.on("request", (request) => request.url().includes("/image?") && asked.push(request.url()));
    await page.goto(at);
    await page.locator(".viewer-live").waitFor();
    for (let step = 0; step < 6; step++) await page.getByRole("button", { name: "Larger" }).click();
    await expect.poll(() => asked.some((url) => url.includes("zoom="))).toBe(true);
    expect(asked.filter((url) => url.includes("zoom=")).length).toBeLessThan(30);
    expect(asked.some((url) => url.includes("/pages/6/"))).toBe(false);
  });

  it("is read on a phone: two fingers, a sheet of contents, nothing wider than the window", async () => {
    const page = await browser.open({ viewport: phone, hasTouch: true, isMobile: true });
    await signInAs(page, "Tom Whitaker");
    await page.goto(at);
    const first = page.locator('.sheet[data-page="1"]');
    await page.locator(".viewer-live").waitFor();
    const before = (await first.boundingBox())?.width ?? 0;
    expect(before).toBeLessThan(390);
    const session = await page.context().newCDPSession(page);
    const fingers = (type: "touchStart" | "touchMove" | "touchEnd", spread?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: spread ? [-1, 1].map((side, id) => ({ x: 195 + side * spread, y: 420, id })) : [],
      });
    await fingers("touchStart", 40);
    for (const spread of [50, 60, 70, 80]) await fingers("touchMove", spread);
    await fingers("touchEnd");
    await expect.poll(async () => ((await first.boundingBox())?.width ?? 0) / before).toBeGreaterThan(1.7);
    await page.getByRole("button", { name: "Contents, pages, find" }).click();
    await page.getByRole("link", { name: "Page 4" }).click();
    await expect.poll(() => page.url()).toContain("page=4");
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it("is a plain page without scripts: image, text, numbers, find", async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAs(page, "Tom Whitaker");
    await page.goto(`${at}?page=3`);
    expect(await page.locator(".sheet").count()).toBe(1);
    await page.getByText("Text of page 3", { exact: true }).click();
    await page.locator(".viewer-words").getByText("Condenser on page 3").waitFor();
    await page.getByRole("link", { name: "Next page" }).click();
    expect(page.url()).toContain("page=4");
    await page.getByLabel("Page", { exact: true }).fill("6");
    await page.getByRole("button", { name: "Go" }).click();
    expect(page.url()).toContain("page=6");
    await page.getByLabel("Find in the document").fill("steam");
    await page.getByRole("button", { name: "Find" }).click();
    expect(await page.locator(".viewer-hits li").count()).toBe(6);
    expect(await page.locator(".sheet-mark").count()).toBe(1);
    await page.getByRole("link", { name: "Next page with these words" }).click();
    expect(page.url()).toMatch(/page=2.*find=steam/);
    expect(await page.locator(".sheet-mark").count()).toBe(1);
    await page.getByRole("link", { name: "Previous page with these words" }).click();
    const source = await page.locator(".sheet img").getAttribute("src");
    const answer = await page.request.get(source ?? "");
    expect(answer.headers()["content-type"]).toMatch(/^image\/(png|webp)$/);
  });

  it("says in the page's place that it cannot be drawn, and in the document's that it cannot be read", async () => {
    const page = await browser.open();
    await signInAs(page, "Tom Whitaker");
    await page.goto(bad);
    await page.locator(".viewer-live").waitFor();
    await page.locator(".viewer-stage").focus();
    await page.keyboard.press("End");
    await page.locator('.sheet[data-page="3"]').getByText("This page cannot be drawn").waitFor();
    await page.keyboard.press("Home");
    await expect.poll(() => images(page)).toContain(800);
    await page.goto(locked);
    expect(await page.locator("main").innerText()).toContain("This file cannot be read");
    expect(await page.getByRole("link", { name: "Download" }).count()).toBe(1);
  });
});

/** Real documents lie beside some checkouts; their folder is named by the environment. */
const samples = process.env.FRONTSTAGE_SAMPLES;
it.skipIf(!samples)("shows a real document of 120 pages", async () => {
  const api = await apiAs(inject("url"), "Mikael Lindqvist");
  const content = new Uint8Array(readFileSync(join(samples ?? "", "owasp-asvs-5.0.pdf")));
  const { at } = await addDrawing(api, await roomOf(api), "Security", content);
  const page = await browser.open();
  await signInAs(page, "Mikael Lindqvist");
  await page.goto(`${at}/view?page=60`);
  await expect.poll(() => images(page)).toContain(800);
});
