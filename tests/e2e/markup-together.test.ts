import { describe, expect, it } from "vitest";
import { phone, signInAs, testBrowser } from "./browser.ts";
import { commenting, drag, everyone, height, item, lines, linesAsPdf } from "./marks.ts";

/** Comments on pages that live on: two people on one page at once, and a new revision. */
const browser = testBrowser();
const [seller, buyer] = ["Mikael Lindqvist", "Tom Whitaker"];
const { call, comment, opened, revised, shared } = commenting(browser, seller);

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
    await call("GET", `${at}/markup`);
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
    const next = await revised(
      document,
      linesAsPdf(["New first line", "Steam at 90 bar", ...lines.slice(1)]),
    );
    const placed = async () =>
      (await call("GET", `${next}/markup`)).markup.map(
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
    const list = await revised(document, "valve;bar\nV1;84\n", "list.csv");
    const page = await browser.open({ viewport: phone });
    await signInAs(page, buyer);
    await page.goto(`${list}/view`);
    await page.getByRole("link", { name: "Comment on its pages", exact: true }).waitFor();
    await page.getByRole("link", { name: "1 comment", exact: true }).click();
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
    const page = await browser.open();
    await signInAs(page, buyer);
    await page.goto(at.replace(/documents.*/, `conversation/${thread}`));
    await page.getByRole("link", { name: /^Comment 1 on page 1 of D-/ }).click();
    await page.waitForURL((url) => url.searchParams.get("comment") === id);
    await page.locator(".mark-badge.mark-chosen").waitFor();
  });
});
