import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

/** Sizes that are tried: a desk and a phone. */
export const desk = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** The browser of a test file. */
export function testBrowser(): { open(options?: Parameters<Browser["newContext"]>[0]): Promise<Page> } {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  afterAll(() => browser?.close());
  return {
    /** A page of a browser of its own (own cookies), at the demonstration's address. */
    async open(options) {
      if (!browser) throw new Error("no browser");
      const context = await browser.newContext({
        baseURL: inject("url"),
        viewport: desk,
        locale: "en-GB",
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        throw error;
      });
      return page;
    },
  };
}

/** Signs in as one of the demonstration's people by a click. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/**
 * What violates WCAG 2.2 A and AA on the page as it stands, and whether it is wider than the window; one line each.
 * @param rules only these of axe's rules; all of them when absent
 */
export async function accessibilityFindings(page: Page, rules?: string[]): Promise<string[]> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const size = page.viewportSize() ?? desk;
  // The whole page in view: a bar that sticks to the foot must not be counted as covering what scrolls below it.
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  const axe = new AxeBuilder({ page }).setLegacyMode(true); // no page has a frame of another origin
  if (rules) axe.withRules(rules);
  else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const { violations } = await axe.analyze();
  await page.setViewportSize(size);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return [
    ...violations.map(
      ({ id, nodes }) => `${page.url()} ${id}: ${nodes.map((node) => node.target).join(", ")}`,
    ),
    ...(width > size.width ? [`${page.url()} scrolls sideways: ${width} of ${size.width}`] : []),
  ];
}

/** No violation of WCAG 2.2 A and AA, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([]);
}
