import { describe, expect, it } from "vitest";
import { accessibilityFindings, testBrowser } from "./browser.ts";
import { commenting, drag, everyone, height, item, lines, pointOn, write } from "./marks.ts";

/** Comments on pages in a real browser: each kind of mark by mouse and by keys, and without scripts. */
const browser = testBrowser();
const [seller, buyer] = ["Mikael Lindqvist", "Tom Whitaker"];
const { call, comment, opened, shared } = commenting(browser, seller);

describe("a comment on a page", () => {
  it("is drawn with each tool by mouse, in the audience that was chosen first", async () => {
    const { at } = await shared("Marked by mouse");
    const page = await opened(seller, at);
    await page.getByRole("button", { name: "Comment on the page" }).click();
    const draw: [string, () => Promise<void>][] = [
      [
        "Pin",
        async () => {
          const { x, y } = await pointOn(page, 500, 780);
          await page.mouse.click(x, y);
        },
      ],
      ["Area", () => drag(page, [60, height(1) - 10], [300, height(1) + 30])],
      ["Highlight", () => drag(page, [62, height(0) + 8], [250, height(0) + 8])],
      ["Strike-out", () => drag(page, [62, height(2) + 8], [200, height(2) + 8])],
      [
        "Drawing",
        async () => {
          await drag(page, [100, 300], [300, 340]);
          await drag(page, [100, 340], [300, 380]);
          expect(await page.locator(".mark-make").first().getByRole("radio").first().isVisible()).toBe(false);
          await page.getByRole("button", { name: "Done drawing" }).click();
        },
      ],
      ["Arrow", () => drag(page, [500, 400], [380, height(3)])],
    ];
    for (const [tool, act] of draw) {
      await page.getByRole("button", { name: tool, exact: true }).click();
      await page.locator('.sheet[data-page="1"] .mark-ground').waitFor();
      await act();
      await write(page, `By ${tool}`, tool === "Area" ? /Only our team/ : everyone);
    }
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(6);
    expect(await page.locator(".mark-badge.tone-seller").count()).toBe(1);
    const { markup } = await call("GET", `${at}/markup`);
    const drawing = markup.find((one: { kind: string }) => one.kind === "ink");
    expect(drawing.place.shape.strokes).toHaveLength(2);
    const borders = await page
      .locator(".mark-badge")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderTopStyle));
    expect(borders.filter((one) => one === "dashed")).toHaveLength(1);
    expect(await accessibilityFindings(page)).toEqual([]);

    const theirs = await opened(buyer, at);
    await expect.poll(() => theirs.locator(".mark-badge").count()).toBe(5);
    expect(await theirs.content()).not.toContain("By Area");
  });

  it("is not lost while it is written: by closing the list, drawing the mark anew, or reading on", async () => {
    const { at } = await shared("Half-written");
    await comment(at, "room", "First", { kind: "pin" });
    const page = await opened(seller, at);
    const toTools = page.getByRole("button", { name: "Comment on the page" });
    const draw = async (y: number) => {
      await page.getByRole("button", { name: "Area", exact: true }).click();
      await page.locator('.sheet[data-page="1"] .mark-ground').waitFor();
      await drag(page, [60, y], [300, y + 40]);
    };
    await toTools.click();
    await draw(height(1));
    const form = page.locator(".mark-make").first();
    await form.getByRole("radio", { name: everyone }).check();
    await form.locator("textarea").fill("Half of a thought");
    await page.locator(".mark-panel").getByRole("button", { name: "Close" }).click();
    await form.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: /^Comments/ }).click();
    expect(await form.locator("textarea").inputValue()).toBe("Half of a thought");
    await draw(height(2));
    expect(await form.locator("textarea").inputValue()).toBe("Half of a thought");
    await form.getByRole("button", { name: "Comment", exact: true }).click();
    await item(page, "Half of a thought").waitFor();

    // Each choice of the filter stands once, however often it is changed.
    await page.locator(".mark-panel summary", { hasText: /shown/ }).click();
    const state = page.locator("#filter-state");
    await state.selectOption("closed");
    await state.selectOption("");
    expect(await state.count()).toBe(1);
  });

  it("is drawn by keys alone, and on words that are chosen from a list", async () => {
    const { at } = await shared("Marked by keys");
    const page = await opened(buyer, at);
    await page.getByRole("button", { name: "Comment on the page" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Area", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("mark-ground");
    await page.keyboard.press("Enter");
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name))
      .toBe("audience");
    await write(page, "By keys");
    await page.locator(".mark-panel summary", { hasText: "Comment on page 1" }).click();
    const form = page.locator(".mark-make");
    await form.getByLabel("What it is about").selectOption({ label: lines[1] ?? "" });
    await form.getByLabel("Kind of mark").selectOption("strike");
    await write(page, "From the list");
    await expect.poll(() => page.locator(".mark-strike path").count()).toBeGreaterThan(0);
    expect(await item(page, "From the list").locator(".mark-quote").innerText()).toBe(lines[1]);
  });

  it("is drawn by keys in several strokes", async () => {
    const { at } = await shared("Drawn by keys");
    const page = await opened(buyer, at);
    await page.getByRole("button", { name: "Comment on the page" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Drawing", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("mark-ground");
    const keys = "Space ArrowRight ArrowRight Space ArrowDown Space ArrowLeft ArrowLeft Enter";
    for (const key of keys.split(" ")) await page.keyboard.press(key);
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name))
      .toBe("audience");
    await write(page, "Two strokes");
    const { markup } = await call("GET", `${at}/markup`);
    expect(markup[0].place.shape.strokes.map((one: unknown[]) => one.length)).toEqual([3, 3]);
  });

  it("is seen, made, answered and settled without scripts", async () => {
    const { at } = await shared("Marked without scripts");
    await comment(at, "room", "Shown on the page", { kind: "highlight", start: 0, end: 14 });
    const page = await opened(buyer, at, { javaScriptEnabled: false });
    const [box, sheet] = [
      await page.locator(".mark-highlight rect").boundingBox(),
      await page.locator('.sheet[data-page="1"] img').first().boundingBox(),
    ];
    if (!box || !sheet) throw new Error("no mark on the page");
    // The words stand 60 points from the left and 700 from below, letters of 24 points.
    expect((box.x - sheet.x) / sheet.width).toBeCloseTo(60 / 595, 1);
    expect((box.y + box.height - sheet.y) / sheet.height).toBeCloseTo((842 - height(0)) / 842, 1);
    await page.locator(".mark-badge").first().click();
    expect(page.url()).toMatch(/comment=[\da-f-]{36}#c-/);
    expect(await item(page, "Shown on the page").getAttribute("open")).not.toBeNull();
    await page.goto(`${at}/view`);
    await page.locator(".mark-panel summary", { hasText: "Comment on page 1" }).click();
    const form = page.locator(".mark-make");
    await form.getByRole("radio", { name: everyone }).check();
    await form.getByLabel("What it is about").selectOption({ label: lines[0] ?? "" });
    await form.locator("textarea").fill("Without scripts");
    await form.getByRole("button", { name: "Comment", exact: true }).click();
    expect(page.url()).toContain("#c-");
    const mine = item(page, "Without scripts"); // the one that was just made is open
    await mine.getByLabel("Answer", { exact: true }).fill("Also without");
    await mine.getByRole("button", { name: "Answer", exact: true }).click();
    await item(page, "Without scripts").locator(".mark-messages").getByText("Also without").waitFor();
    await item(page, "Without scripts").getByRole("button", { name: "Close" }).click();
    await expect
      .poll(() => item(page, "Without scripts").locator(".state").first().innerText())
      .toBe("Closed");
    await page.getByRole("link", { name: "List for printing" }).click();
    await page.waitForURL(/comments$/);
    expect(await page.locator("main").innerText()).toContain("Also without");
  });
});
