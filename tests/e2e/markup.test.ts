import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { line, pagesOf } from "../fixtures/pdf.ts";
import { type Api, apiAs } from "./api.ts";
import { accessibilityFindings, desk, phone, signInAs, testBrowser } from "./browser.ts";

/** Comments on pages in a real browser: each kind of mark by mouse, finger and keys; two people at once; a new revision. */
const browser = testBrowser();
const [seller, buyer] = ["Mikael Lindqvist", "Tom Whitaker"];
const lines = [
  "Steam pressure shall be 84 bar",
  "Noise below 85 decibel",
  "Delivery in forty weeks",
  "Spare parts for two years",
];
const height = (row: number) => 700 - row * 80;
const pdf = (all: string[]) =>
  pagesOf([all.map((text, row) => line(text, height(row))).join(""), line("Page two")]);

let api: Api;
let room = "";
let audiences: Record<string, string> = {};
beforeAll(async () => {
  api = await apiAs(inject("url"), seller);
  const { rooms } = await api.call("GET", "/rooms?state=all");
  room = rooms.find((one: { name: string }) => /dryer/i.test(one.name)).id;
  const frame = await api.call("GET", `/rooms/${room}`);
  audiences = Object.fromEntries(
    frame.audiences.map((one: { kind: string; id: string }) => [one.kind, one.id]),
  );
});

async function shared(title: string): Promise<{ document: string; at: string }> {
  const { upload } = await api.upload(room, "pages.pdf", pdf(lines));
  const made = await api.call("POST", `/rooms/${room}/documents`, {
    audience: audiences.room,
    upload,
    title,
    category: "technical.drawing",
  });
  return { document: made.id, at: `/rooms/${room}/documents/${made.id}/revisions/${made.revision}` };
}
const comment = (at: string, audience: string, text: string, more: object) =>
  api.call("POST", `${at}/markup`, { audience: audiences[audience], page: 0, text, ...more });

async function opened(
  name: string,
  at: string,
  options: Parameters<typeof browser.open>[0] = {},
): Promise<Page> {
  const page = await browser.open({ viewport: desk, ...options });
  await signInAs(page, name);
  await page.goto(`${at}/view`);
  if (options?.javaScriptEnabled !== false) {
    await page.locator(".viewer-live").waitFor();
    await page.locator(".sheet-run").first().waitFor({ state: "attached" });
  }
  return page;
}

/** A point of the first page, in points from its lower left, on the screen. */
async function pointOn(page: Page, x: number, y: number) {
  const sheet = await page.locator('.sheet[data-page="1"]').boundingBox();
  if (!sheet) throw new Error("no page");
  const scale = sheet.width / 595;
  return { x: sheet.x + x * scale, y: sheet.y + (842 - y) * scale };
}
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [a, b] = [await pointOn(page, ...from), await pointOn(page, ...to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2 - 3);
  await page.mouse.move(b.x, b.y);
  await page.mouse.up();
}
/** Chooses who reads it, writes and sends. */
async function write(page: Page, audience: RegExp, text: string): Promise<void> {
  const form = page.locator(".mark-make").first();
  expect(await form.locator("textarea").isVisible()).toBe(false);
  expect(await form.locator("input[type=radio]:checked").count()).toBe(0);
  await form.getByRole("radio", { name: audience }).check();
  await form.locator("textarea").fill(text);
  await form.getByRole("button", { name: "Comment", exact: true }).click();
  await page.locator(".mark-said", { hasText: text }).waitFor();
}
const everyone = /Everyone in the room/;
const item = (page: Page, text: string): Locator => page.locator(".mark-item", { hasText: text }).first();

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
      await write(page, tool === "Area" ? /Only our team/ : everyone, `By ${tool}`);
    }
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(6);
    expect(await page.locator(".mark-badge.tone-seller").count()).toBe(1);
    const { markup } = await api.call("GET", `${at}/markup`);
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
    await write(page, everyone, "By keys");
    await page.locator(".mark-panel summary", { hasText: "Comment on page 1" }).click();
    const form = page.locator(".mark-make");
    await form.getByLabel("What it is about").selectOption({ label: lines[1] ?? "" });
    await form.getByLabel("Kind of mark").selectOption("strike");
    await write(page, everyone, "From the list");
    await expect.poll(() => page.locator(".mark-strike path").count()).toBeGreaterThan(0);
    expect(await item(page, "From the list").locator(".mark-quote").innerText()).toBe(lines[1]);
  });

  it("is drawn by finger on a phone, whose pages scroll when no tool is chosen", async () => {
    const { at } = await shared("Marked by finger");
    await comment(at, "room", "For the phone", { kind: "highlight", start: 0, end: 10 });
    const page = await opened(buyer, at, { viewport: phone, hasTouch: true, isMobile: true });
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
    await write(page, everyone, "By finger");
    await expect.poll(() => page.locator(".mark-ink").count()).toBe(1);
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it("stays in sight above its words on a phone, pressed on the page or followed by a link, also enlarged", async () => {
    const { at } = await shared("Seen on a phone");
    const { id } = await comment(at, "room", "At the foot of the page", {
      kind: "area",
      shape: { boxes: [[60, 60, 200, 140]] },
    });
    const page = await opened(buyer, `${at}`, { viewport: phone, hasTouch: true, isMobile: true });
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
    await write(page, everyone, "Two strokes");
    const { markup } = await api.call("GET", `${at}/markup`);
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

describe("two people on one page", () => {
  it("see each other's comments and answers within a second, also while they type", async () => {
    const { at } = await shared("Seen at once");
    const [ours, theirs] = [await opened(seller, at), await opened(buyer, at)];
    for (const page of [ours, theirs])
      await page.getByRole("button", { name: "Comments", exact: true }).click();
    await theirs.locator(".mark-panel summary", { hasText: "Comment on page 1" }).click();
    await theirs.locator(".mark-make").getByRole("radio", { name: everyone }).check();
    await theirs.locator(".mark-make textarea").fill("Half a wor");
    await theirs.waitForTimeout(1500);
    const asked: string[] = [];
    theirs.on("request", (request) => asked.push(request.url()));
    // A busy machine may be late once; the quickest of three tells how news travels.
    const seen: number[] = [];
    for (const count of [1, 2, 3]) {
      await comment(at, "room", "At once", { kind: "pin", shape: { at: [200, 100 * count] } });
      const began = Date.now();
      await expect.poll(() => theirs.locator(".mark-badge").count(), { interval: 20 }).toBe(count);
      seen.push(Date.now() - began);
    }
    const asking = Date.now();
    await api.call("GET", `${at}/markup`);
    expect(Math.min(...seen)).toBeLessThan(1000 + 5 * (Date.now() - asking));
    expect(asked.filter((url) => url.includes("/image?"))).toEqual([]);
    expect(await theirs.locator(".mark-make textarea").inputValue()).toBe("Half a wor");
    await comment(at, "seller", "Behind the line", { kind: "pin", shape: { at: [300, 200] } });
    await ours.locator(".mark-badge.tone-seller").waitFor();
    expect(await theirs.locator(".mark-badge").count()).toBe(3);
  });
});

describe("a new revision", () => {
  it("brings the comments along, tells of those without a place, and lets them be put there", async () => {
    const { document, at } = await shared("Revised");
    await comment(at, "room", "On noise", { kind: "highlight", words: `${lines[0]?.length ?? 0 + 2}-60` });
    await comment(at, "room", "On delivery", {
      kind: "arrow",
      shape: {
        line: [
          [300, 500],
          [200, height(2) + 8],
        ],
      },
    });
    await comment(at, "seller", "On pressure", { kind: "strike", start: 0, end: 22 });
    const { upload } = await api.upload(
      room,
      "b.pdf",
      pdf(["New first line", "Steam at 90 bar", ...lines.slice(1)]),
    );
    const { id } = await api.call("POST", `/rooms/${room}/documents/${document}/revisions`, {
      audience: audiences.room,
      upload,
    });
    const next = `/rooms/${room}/documents/${document}/revisions/${id}`;
    const placed = async () =>
      (await api.call("GET", `${next}/markup`)).markup.map(
        (one: { place: { how: string } | null }) => one.place?.how,
      );
    await expect.poll(placed).not.toContain(undefined);
    const page = await opened(seller, next);
    const lost = page.getByRole("region", { name: "Without a place on this revision" });
    await lost.getByText("On pressure").first().click();
    expect(await item(page, "On pressure").innerText()).toContain("made on revision A");
    await item(page, "On pressure").getByRole("button", { name: "Put it here" }).click();
    await drag(page, [62, height(1) + 8], [200, height(1) + 8]);
    await expect.poll(placed).not.toContain("lost");
    await expect.poll(() => lost.count()).toBe(0);
    await page.locator(".mark-strike path").first().waitFor({ state: "attached" });
    const answer = item(page, "On delivery");
    await answer.locator("summary").first().click();
    await answer.getByRole("button", { name: "Accept" }).click();
    await expect.poll(() => item(page, "On delivery").locator("summary .state").innerText()).toBe("Accepted");
    await page.getByText("Choose which are shown").click();
    await page.getByLabel("State").selectOption("accepted");
    await expect.poll(() => page.locator(".mark-badge").count()).toBe(1);
  });

  it("without pages leads to the comments nevertheless", async () => {
    const { document, at } = await shared("Became a list");
    await comment(at, "room", "Still wanted", { kind: "pin", shape: { at: [200, 200] } });
    const { upload } = await api.upload(room, "list.csv", "valve;bar\nV1;84\n");
    const { id } = await api.call("POST", `/rooms/${room}/documents/${document}/revisions`, {
      audience: audiences.room,
      upload,
    });
    const page = await browser.open({ viewport: phone });
    await signInAs(page, buyer);
    await page.goto(`/rooms/${room}/documents/${document}/revisions/${id}/view`);
    await page.getByText("1 comment was made on this document").getByRole("link").click();
    await page.getByText("Still wanted").waitFor();
    await page.getByRole("link", { name: "Open in the conversations" }).click();
    await page.waitForURL(/conversation/);
    await page.getByText("Still wanted").first().waitFor();
  });

  it("a comment's thread in the conversations leads back to its place", async () => {
    const { at } = await shared("Talked about");
    const { thread, id } = await comment(at, "room", "Where is this?", {
      kind: "pin",
      shape: { at: [200, 200] },
    });
    const page = await browser.open({ viewport: desk });
    await signInAs(page, buyer);
    await page.goto(`/rooms/${room}/conversation/${thread}`);
    await page.getByRole("link", { name: /^Comment 1 on page 1 of D-/ }).click();
    await page.waitForURL((url) => url.searchParams.get("comment") === id);
    await page.locator(".mark-badge.mark-chosen").waitFor();
  });
});
