/**
 * The viewer: when the first page is seen over Slow 4G (as `first-visit.ts`), what is sent for it, what a page costs the
 * server against `pdftoppm` asked in turn, a document of 500 pages and 100 MB, and twenty people at once. The two documents
 * are taken from the folder FRONTSTAGE_SAMPLES, or made. `node bench/viewer.ts`
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { type Api, apiAs } from "../tests/e2e/api.ts";
import { addDrawing, roomOf } from "../tests/e2e/room.ts";
import { line, pagesOf, pdfOf, streamOf } from "../tests/fixtures/pdf.ts";
import { median, type Served, serve } from "./deployment.ts";
import { alone, type Result } from "./result.ts";

const rounds = 5;

/** A document in a room: where it lies, and its file. */
interface Sample {
  name: string;
  at: string;
  file: string;
  pages: number;
}

export async function viewer(): Promise<Result[]> {
  const dataDir = mkdtempSync("/tmp/frontstage-bench-");
  const server = await serve({ DATA_DIR: dataDir, DEMO: "true" });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const api = await apiAs(server.url, "Mikael Lindqvist");
    const room = await roomOf(api);
    const add = (name: string, pages: number, content: Uint8Array<ArrayBuffer>) =>
      addSample(api, room, dataDir, name, pages, content);
    const text = await add("text of 120 pages", 120, sampleOr("owasp-asvs-5.0.pdf", textDocument));
    const drawing = await add("A1 drawing", 2, sampleOr("a1-drawing-40000-strokes.pdf", a1Drawing));
    const large = await add("500 pages, 100 MB", 500, largeDocument());
    const results: Result[] = [];
    for (const sample of [text, drawing])
      results.push(...(await firstPage(browser, server, dataDir, sample)));
    results.push(...(await clientCode(browser, server, text)));
    for (const sample of [text, drawing]) results.push(await againstPdftoppm(server, api, dataDir, sample));
    results.push(...(await largeOne(server, api, dataDir, large)));
    results.push(...(await atOnce(server, dataDir, [text, large])));
    return results;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function addSample(
  api: Api,
  room: string,
  dataDir: string,
  name: string,
  pages: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<Sample> {
  const { at } = await addDrawing(api, room, name, content);
  const file = join(dataDir, `${pages}.pdf`);
  writeFileSync(file, content);
  return { name, at, file, pages };
}

function sampleOr(name: string, make: () => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const path = join(process.env.FRONTSTAGE_SAMPLES ?? "nowhere", name);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : make();
}

const words =
  "the steam of the boiler drives a turbine whose shaft turns the generator and condenses below".split(" ");

function textDocument(): Uint8Array<ArrayBuffer> {
  const page = (number: number) =>
    Array.from({ length: 42 }, (_, row) => {
      const said = Array.from({ length: 11 }, (_, at) => words[(row * 7 + at * 5 + number) % words.length]);
      return `BT /F 11 Tf 60 ${790 - row * 17} Td (${said.join(" ")}) Tj ET`;
    }).join("\n");
  return pagesOf(Array.from({ length: 120 }, (_, number) => line(`Chapter ${number}`, 815) + page(number)));
}

function a1Drawing(): Uint8Array<ArrayBuffer> {
  const at = (seed: number, span: number) => (seed * 7919) % span;
  const strokes = Array.from({ length: 40_000 }, (_, n) => {
    const [x, y] = [at(n, 2340), at(n * 3 + 1, 1650)];
    return `${(n % 7) / 10} 0 0 RG ${(n % 3) + 0.2} w ${x} ${y} m ${x + (n % 40)} ${y + (n % 23)} l S`;
  });
  const drawn = Buffer.from(pagesOf([strokes.join("\n"), line("Detail")])).toString("latin1");
  return new Uint8Array(Buffer.from(drawn.replaceAll("[0 0 595 842]", "[0 0 2384 1684]"), "latin1"));
}

/** Photographs of noise: nothing in it can be packed. */
function largeDocument(): Uint8Array<ArrayBuffer> {
  const side = 258;
  const kids = Array.from({ length: 500 }, (_, page) => `${3 + page * 3} 0 R`).join(" ");
  const pages = Array.from({ length: 500 }, (_, page) => {
    const first = 3 + page * 3;
    const noise = randomBytes(side * side * 3);
    const image = Buffer.concat([
      Buffer.from(
        `<</Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace/DeviceRGB/BitsPerComponent 8/Length ${noise.length}>>stream\n`,
      ),
      noise,
      Buffer.from("\nendstream"),
    ]);
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I ${first + 2} 0 R>>>>/Contents ${first + 1} 0 R>>`,
      streamOf("q 500 0 0 500 48 200 cm /I Do Q"),
      image,
    ];
  });
  return pdfOf(["<</Type/Catalog/Pages 2 0 R>>", `<</Type/Pages/Kids[${kids}]/Count 500>>`, ...pages.flat()]);
}

/** Forgets all images and texts, so that the server makes them anew. */
const forget = (dataDir: string) => rmSync(join(dataDir, "pages"), { recursive: true, force: true });

/** A phone says that it is one; the server then begins with the coarser image, which is what the phone will ask for. */
const userAgent =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

async function opened(browser: Browser, server: Served, slow: boolean) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 390, height: 844 },
    userAgent,
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Tom Whitaker" }).click();
  await page.waitForURL("/");
  await page.goto("about:blank");
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.clearBrowserCache");
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
    await devtools.send("Network.emulateNetworkConditions", line);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  return { page, close: () => context.close() };
}

/** From the click to the decoded image of page 1. */
async function firstPage(
  browser: Browser,
  server: Served,
  dataDir: string,
  { name, at }: Sample,
): Promise<Result[]> {
  const times: Record<"ready" | "cold", number[]> = { ready: [], cold: [] };
  let sent = 0;
  let image = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const state of ["cold", "ready"] as const) {
      const { page, close } = await opened(browser, server, true);
      if (state === "cold") forget(dataDir);
      sent = 0;
      page.on("response", (response) => {
        const length = Number(response.headers()["content-length"] ?? 0);
        if (/\/pages\/1\/image\?width=(?:480|800)$/.test(response.url())) image = length;
        sent += length;
      });
      const began = performance.now();
      await page.goto(`${at}/view`, { waitUntil: "commit" });
      await page.waitForFunction(() => {
        const first = document.querySelector<HTMLImageElement>('.sheet[data-page="1"] img');
        return first?.complete && first.naturalWidth > 0;
      });
      times[state].push(performance.now() - began);
      await close();
    }
  return [
    { what: `${name}: first page seen over Slow 4G`, value: median(times.ready), unit: "ms", budget: 2500 },
    { what: `${name}: the same, when no page was drawn before`, value: median(times.cold), unit: "ms" },
    { what: `${name}: the image of the first page`, value: image / 1000, unit: "kB" },
    { what: `${name}: all that is sent with a length until then`, value: sent / 1000, unit: "kB" },
  ];
}

/** What the viewer's screen loads that the document's does not. */
async function clientCode(browser: Browser, server: Served, { at }: Sample): Promise<Result[]> {
  const scripts = async (address: string) => {
    const { page, close } = await opened(browser, server, false);
    const loaded = new Map<string, number>();
    const weighing: Promise<unknown>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      weighing.push(response.body().then((body) => loaded.set(response.url(), gzipSync(body).length)));
    });
    await page.goto(address, { waitUntil: "load" });
    await page.waitForTimeout(1500);
    await Promise.all(weighing);
    await close();
    return loaded;
  };
  const room = await scripts(at.replace(/\/documents\/.*/, ""));
  const viewed = await scripts(`${at}/view`);
  const own = [...viewed].filter(([url]) => !room.has(url)).reduce((sum, [, size]) => sum + size, 0);
  return [
    {
      what: "client code of the viewer beyond a room's overview, gzip",
      value: own / 1000,
      unit: "kB",
      budget: 40,
    },
  ];
}

/** Pages asked over HTTP for the first time, each in turn with pdftoppm drawing the same page as large. */
async function againstPdftoppm(server: Served, api: Api, dataDir: string, sample: Sample): Promise<Result> {
  forget(dataDir);
  const { cookie } = api;
  await fetch(`${server.url}${sample.at}/pages/1/image?width=160`, { headers: { cookie } });
  const count = Math.min(30, sample.pages);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const page = 1 + Math.floor((n * sample.pages) / count);
    // While pdftoppm draws, nothing here runs, and the server may have closed the line.
    await fetch(`${server.url}/sign-in`).catch(() => null);
    const began = performance.now();
    const answer = await fetch(`${server.url}${sample.at}/pages/${page}/image?width=1200`, {
      headers: { cookie },
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`page ${page}: ${answer.status}`);
    const between = performance.now();
    const range = ["-f", String(page), "-l", String(page)];
    const size = ["-scale-to-x", "1200", "-scale-to-y", "-1", "-png"];
    execFileSync("pdftoppm", [...range, ...size, sample.file, join(dataDir, "page")]);
    ours.push(between - began);
    theirs.push(performance.now() - between);
  }
  const sum = (times: number[]) => times.reduce((all, one) => all + one, 0);
  console.log(
    `${sample.name}: ${Math.round(median(ours))} ms a page, pdftoppm ${Math.round(median(theirs))} ms`,
  );
  return {
    what: `${sample.name}: server time a page : pdftoppm`,
    value: sum(ours) / sum(theirs),
    unit: "ratio",
    budget: 1.3,
  };
}

async function largeOne(server: Served, api: Api, dataDir: string, sample: Sample): Promise<Result[]> {
  forget(dataDir);
  const time = async (address: string) => {
    const began = performance.now();
    const answer = await fetch(`${server.url}${sample.at}${address}`, { headers: { cookie: api.cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return performance.now() - began;
  };
  const screen = await time("/view");
  const pages = [];
  for (const page of [1, 250, 500, 100, 400]) pages.push(await time(`/pages/${page}/image?width=800`));
  return [
    { what: `${sample.name}: the screen, nothing drawn before`, value: screen, unit: "ms", budget: 2000 },
    { what: `${sample.name}: any page, not drawn before`, value: median(pages), unit: "ms", budget: 1000 },
    { what: `${sample.name}: memory of Node at its highest`, value: memory(server), unit: "MB" },
  ];
}

/** Twenty people who all open a document at a page of their own, none of which was drawn before. */
async function atOnce(server: Served, dataDir: string, samples: Sample[]): Promise<Result[]> {
  forget(dataDir);
  const names = ["Tom Whitaker", "Helen Price", "David Okafor", "Priya Nair", "Mikael Lindqvist"];
  const people = await Promise.all(names.map((name) => apiAs(server.url, name)));
  const firsts = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const sample = samples[n % samples.length] as Sample;
      const cookie = people[n % people.length]?.cookie ?? "";
      const page = 1 + ((n * 17) % (sample.pages - 4));
      const began = performance.now();
      const get = async (address: string) => {
        const answer = await fetch(`${server.url}${sample.at}${address}`, { headers: { cookie } });
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        await answer.arrayBuffer();
      };
      await get(`/view?page=${page}`);
      await get(`/pages/${page}/image?width=800`);
      const first = performance.now() - began;
      await Promise.all([1, 2, 3].map((next) => get(`/pages/${page + next}/image?width=800`)));
      return first;
    }),
  );
  const sorted = firsts.toSorted((a, b) => a - b);
  return [
    {
      what: "20 viewers at once, nothing drawn before: first page, median",
      value: median(firsts),
      unit: "ms",
    },
    { what: "20 viewers at once: the last of them", value: sorted.at(-1) ?? 0, unit: "ms" },
    {
      what: "memory of Node at its highest, with all of the viewer's figures",
      value: memory(server),
      unit: "MB",
      budget: 1500,
    },
  ];
}

/** The most that the process ever held; the threads of PDFium and sharp included. */
function memory(server: Served): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
}

await alone(import.meta.main, viewer);
