import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { desk, expectAccessible, phone, signInAs, testBrowser } from "./browser.ts";

/** Two people, or two windows of one, change the same words: the later save is shown both versions and chooses. */
const browser = testBrowser();

/** Two windows on the particulars of the dryer section's room. */
async function twoWindows(options: { javaScriptEnabled?: boolean } = {}): Promise<[Page, Page]> {
  const one = await browser.open(options);
  await signInAs(one, "Petri Salonen");
  const link = await one.getByRole("link", { name: /dryer/i }).first().getAttribute("href");
  const details = `${/\/rooms\/[0-9a-f-]{36}/.exec(link ?? "")?.[0]}/details`;
  const other = await one.context().newPage();
  for (const page of [one, other]) await page.goto(details);
  return [one, other];
}
const form = (page: Page) => page.locator("form", { has: page.locator("[name=customerName]") });
const save = (page: Page) => form(page).getByRole("button", { name: "Save", exact: true }).click();
/** To the letter: a refusal says "This was not saved." */
const saved = (page: Page) => page.getByText("Saved.", { exact: true }).waitFor();
const told = (page: Page) => form(page).locator("table").innerText();

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])("a stale form, %o", (options) => {
  it("shows what was written beside what it says now and by whom, and overwrites only when told to", async () => {
    const [one, other] = await twoWindows(options);
    const run = Date.now().toString(36);
    await form(one).getByLabel("Site").fill(`Hall A ${run}`);
    await form(other).getByLabel("Site").fill(`Hall B ${run}`);
    await form(other).getByLabel("Business line").fill(`Drying ${run}`);
    await save(one);
    await saved(one);

    await save(other);
    await form(other).locator("table").waitFor();
    expect(await told(other)).toMatch(
      new RegExp(
        `You wrote[\\s\\S]*It now says[\\s\\S]*Drying ${run}[\\s\\S]*Hall B ${run}\\s+Hall A ${run}`,
      ),
    );
    expect(await told(other)).not.toContain("Customer"); // what does not differ is not in the way
    expect(await form(other).innerText()).toContain("Last changed by Petri Salonen");
    // axe is a script itself
    for (const size of options.javaScriptEnabled ? [desk, phone] : []) {
      await other.setViewportSize(size);
      await expectAccessible(other);
    }

    await form(other).getByRole("button", { name: "Save mine over it" }).click();
    await saved(other);
    await one.goto(one.url()); // a reload would send the form once more
    expect(await form(one).getByLabel("Site").inputValue()).toBe(`Hall B ${run}`);
    expect(await form(one).getByLabel("Business line").inputValue()).toBe(`Drying ${run}`);
  });

  it("can be given up for what it says now", async () => {
    const [one, other] = await twoWindows(options);
    const run = Date.now().toString(36);
    await form(one).getByLabel("Site").fill(`Hall C ${run}`);
    await form(other).getByLabel("Site").fill(`Hall D ${run}`);
    await save(one);
    await saved(one);
    await save(other);
    await form(other).getByRole("link", { name: "Keep what it says now" }).click();
    await expect.poll(() => form(other).getByLabel("Site").inputValue()).toBe(`Hall C ${run}`);
    expect(await form(other).locator("table").count()).toBe(0);
  });
});

describe("a form in which nothing is typed", () => {
  it("follows what others save, and one in which something is typed holds its own ground", async () => {
    const [one, other] = await twoWindows();
    const run = Date.now().toString(36);
    await form(one).getByLabel("Site").fill(`Hall E ${run}`);
    await save(one);
    const site = () => form(other).getByLabel("Site").inputValue();
    await expect.poll(site).toBe(`Hall E ${run}`);
    await form(other).getByLabel("Site").fill(`Hall F ${run}`);
    await save(other);
    await saved(other);
    expect(await form(other).locator("table").count()).toBe(0);
  });
});
