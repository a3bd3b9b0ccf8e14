/**
 * The first visit to a room's overview in Chromium, nothing cached, over Slow 4G (150 ms, 1.6 Mbit/s) with a processor four
 * times slower: when the largest thing is painted, and every byte it takes. The demonstration's busiest room, as the customer
 * and as the seller. `node bench/first-visit.ts`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { median, type Served, serve } from "./deployment.ts";
import { alone, type Result } from "./result.ts";

const turns = 5;
const people = { customer: "Margaret Ellis", seller: "Petri Salonen" };

export async function firstVisit(): Promise<Result[]> {
  const dataDir = mkdtempSync("/tmp/frontstage-bench-");
  const server = await serve({ DATA_DIR: dataDir, DEMO: "true" });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const results: Result[] = [];
    for (const side of ["customer", "seller"] as const)
      results.push(...(await visits(browser, server, side)));
    return results;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function visits(browser: Browser, server: Served, side: keyof typeof people): Promise<Result[]> {
  const paints: number[] = [];
  let bytes: Bytes | undefined;
  for (let turn = 0; turn < turns; turn += 1) {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 390, height: 844 },
      locale: "en-GB",
    });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: people[side] }).click();
    await page.waitForURL("/");
    const room = await overviewOf(page);
    await page.goto("about:blank");
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.clearBrowserCache");
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    bytes = await weighed(page, room);
    paints.push(await largestPaint(page));
    await context.close();
  }
  if (!bytes) throw new Error("nothing was visited");
  const name = `first visit to an overview, ${side}`;
  return [
    { what: `${name}: largest paint on Slow 4G`, value: median(paints), unit: "ms", budget: 2000 },
    { what: `${name}: HTML, gzip`, value: bytes.html / 1000, unit: "kB", budget: 30 },
    { what: `${name}: scripts, gzip`, value: bytes.script / 1000, unit: "kB", budget: 130 },
    { what: `${name}: scripts as sent (Brotli)`, value: bytes.scriptSent / 1000, unit: "kB" },
    { what: `${name}: styles, gzip`, value: bytes.style / 1000, unit: "kB", budget: 15 },
    { what: `${name}: requests`, value: bytes.requests, unit: "requests" },
  ];
}

/** The overview of the first room on the person's home, which may name things inside a room before it. */
async function overviewOf(page: Page): Promise<string> {
  const links = await page
    .locator("main a[href^='/rooms/']")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const room = links.find((link) => /^\/rooms\/[0-9a-f-]{36}$/.test(link));
  if (!room) throw new Error("nobody's home names a room");
  return room;
}

interface Bytes {
  html: number;
  script: number;
  scriptSent: number;
  style: number;
  requests: number;
}

/** Opens an address and weighs all that it loads: by gzip, whatever was negotiated, and scripts as they were sent. */
async function weighed(page: Page, path: string): Promise<Bytes> {
  const bytes: Bytes = { html: 0, script: 0, scriptSent: 0, style: 0, requests: 0 };
  const weighing: Promise<void>[] = [];
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (type === "eventsource" || response.url().endsWith("/live")) return;
    bytes.requests += 1;
    weighing.push(
      (async () => {
        const gzip = gzipSync(await response.body()).length;
        if (type === "document") bytes.html += gzip;
        if (type === "stylesheet") bytes.style += gzip;
        if (type === "script") {
          bytes.script += gzip;
          bytes.scriptSent += Number(response.headers()["content-length"] ?? 0);
        }
      })(),
    );
  });
  await page.goto(path, { waitUntil: "load" });
  await page.waitForTimeout(1500); // what the scripts fetch once they run
  await Promise.all(weighing);
  page.removeAllListeners("response");
  return bytes;
}

const largestPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );

await alone(import.meta.main, firstVisit);
