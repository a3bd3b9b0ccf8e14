import { describe, expect, it } from "vitest";
import { accessibilityFindings, phone, testBrowser } from "./browser.ts";
import { commenting, item, pointOn, write } from "./marks.ts";

/** Comments on pages on a phone: made by finger, and the place in sight above the words. */
const browser = testBrowser();
const buyer = "Tom Whitaker";
const onPhone = { viewport: phone, hasTouch: true, isMobile: true };
const { comment, opened, shared } = commenting(browser, "Mikael Lindqvist");

describe("a comment on a phone", () => {
  it("is drawn by finger on a phone, whose pages scroll when no tool is chosen", async () => {
    const { at } = await shared("Marked by finger");
    await comment(at, "room", "For the phone", { kind: "highlight", start: 0, end: 10 });
    const page = await opened(buyer, at, onPhone);
    await page.locator(".mark-badge").first().tap();
    await item(page, "For the phone").getByRole("button", { name: "Answer", exact: true }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.locator(".mark-panel").getByRole("button", { name: "Close", exact: true }).first().tap();
    await page.getByRole("button", { name: "Comment on the page" }).tap();
    expect(await page.locator(".mark-ground").count()).toBe(0);
    await page.getByRole("button", { name: "Drawing" }).tap();
    const session = await page.context().newCDPSession(page);
    const [a, b] = [await pointOn(page, 100, 500), await pointOn(page, 300, 450)];
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [{ ...at, id: 1 }] : [] });
    await touch("touchStart", a);
    for (const part of [0.3, 0.6, 1])
      await touch("touchMove", { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part });
    await touch("touchEnd");
    // Not by tap: the browser takes a tap in the same instant for a part of the gesture before.
    await page.getByRole("button", { name: "Done drawing" }).click();
    await write(page, "By finger");
    await expect.poll(() => page.locator(".mark-ink").count()).toBe(1);
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it("stays in sight above its words on a phone, pressed on the page or followed by a link, also enlarged", async () => {
    const { at } = await shared("Seen on a phone");
    const { id } = await comment(at, "room", "At the foot of the page", {
      kind: "area",
      shape: { boxes: [[60, 60, 200, 140]] },
    });
    const page = await opened(buyer, at, onPhone);
    /** How far the marked place is above the panel and below the upper edge of the window, and within its sides. */
    const inSight = () =>
      page.evaluate(() => {
        const box = (name: string) => document.querySelector(name)?.getBoundingClientRect();
        const [mark, panel, stage] = [
          box(".mark-shape.mark-chosen"),
          box(".mark-panel"),
          box(".viewer-stage"),
        ];
        if (!mark || !panel || !stage) return "not there";
        const seen = mark.top >= stage.top && mark.bottom <= panel.top;
        return seen && mark.left >= stage.left && mark.right <= stage.right;
      });
    await page.locator(".mark-badge").first().tap();
    await expect.poll(inSight).toBe(true);
    await page.goto(`${at}/view?page=1&comment=${id}#c-${id}`);
    await expect.poll(inSight).toBe(true);
    await page.locator(".mark-panel").getByRole("button", { name: "Close", exact: true }).first().tap();
    for (let turn = 0; turn < 3; turn++)
      await page.getByRole("button", { name: "Larger", exact: true }).tap();
    // By script: enlarged, the number may lie where no finger comes without scrolling.
    await page
      .locator(".mark-badge")
      .first()
      .evaluate((badge) => (badge as HTMLElement).click());
    await expect.poll(inSight).toBe(true);
  });
});
