import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, takeOver } from "./api.ts";
import { expectAccessible, phone, testBrowser } from "./browser.ts";
import { freePort, startServer, type TestServer } from "./server.ts";

/** Files sent from the forms: several at once, paused, with the page closed and the server killed in the middle, on a phone. */
const browser = testBrowser();
const dataDir = mkdtempSync("/tmp/frontstage-e2e-");
const files = mkdtempSync("/tmp/frontstage-e2e-files-");
let server: TestServer;
let settings: Record<string, string>;
let api: Api;
let room: string;

beforeAll(async () => {
  settings = { PORT: String(await freePort()) };
  server = await startServer(settings, dataDir);
  api = await takeOver(server.url, server.output());
  room = (await api.call("POST", "/rooms", { name: "Dryer section", newCompany: "Riverside" })).room;
});
afterAll(async () => {
  await server?.stop();
  rmSync(files, { recursive: true, force: true });
});

async function open(options: object = {}): Promise<Page> {
  const [name = "", value = ""] = api.cookie.split("=");
  const page = await browser.open({ baseURL: server.url, ...options });
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`/rooms/${room}/documents/new`);
  await page.getByRole("radio", { name: /Everyone in the room/ }).check();
  await page.getByText(/or drop files/).waitFor({ state: "attached" });
  return page;
}

/** A drawing of so many bytes on the disk; the browser reads it from there. */
function drawing(name: string, size: number): { path: string; hash: string } {
  const bytes = randomBytes(size);
  const path = `${files}/${name}`;
  writeFileSync(path, bytes);
  return { path, hash: createHash("sha256").update(bytes).digest("hex") };
}

const documents = async () => (await api.call("GET", `/rooms/${room}/documents`)).documents;
const hashOf = async (title: string) => {
  const { id } = (await documents()).find((one: { title: string }) => one.title === title);
  const { revisions } = await api.call("GET", `/rooms/${room}/documents/${id}`);
  const at = `/rooms/${room}/documents/${id}/revisions/${revisions[0].id}/file-data`;
  return (await api.call("GET", at)).hash;
};
/** How much of an unfinished file the server has. */
const received = async (name: string): Promise<number> =>
  (await api.call("GET", `/rooms/${room}/uploads`)).uploads.find((one: { name: string }) => one.name === name)
    ?.received ?? 0;
const row = (page: Page, name: string) => page.locator(".file-row", { hasText: name });

/** Holds every part of a file back for a while, as a slow line does. */
const slowly = (page: Page, pause: number) =>
  page.route("**/uploads/*", async (route) => {
    if (route.request().method() === "PATCH") await new Promise((resolve) => setTimeout(resolve, pause));
    await route.continue().catch(() => undefined);
  });

describe("files", () => {
  it("become several documents by one form, each with its title; one that is refused stays with its words", async () => {
    const page = await open();
    const told: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && /uploads\/[\da-f-]{36}$/.test(request.url()))
        told.push(request.postData() ?? "");
    });
    const one = drawing("Layout_A1.jt", 3_000_000);
    writeFileSync(`${files}/setup.exe`, "MZ not a paper");
    writeFileSync(`${files}/notes.md`, "# Notes");
    await page
      .getByLabel("File", { exact: true })
      .setInputFiles([one.path, `${files}/setup.exe`, `${files}/notes.md`]);
    await row(page, "notes.md").getByText("Received and checked.").waitFor();
    await row(page, "setup.exe")
      .getByText(/is a program/)
      .waitFor();
    await row(page, "Layout_A1.jt").getByText("Received and checked.").waitFor();
    expect(told).toContain(JSON.stringify({ sha256: one.hash }));
    await expectAccessible(page);
    await row(page, "notes.md").getByLabel("Title").fill("");
    await page.getByLabel("Category").selectOption("technical.drawing");
    // The browser itself asks for the missing title; a title of blanks is refused by the server, for that one alone.
    await row(page, "notes.md").getByLabel("Title").fill("   ");
    // What was not accepted is not counted, and said where one looks.
    await page.getByRole("button", { name: "Add 2 documents" }).click();
    await page.getByText("Nothing was added yet: setup.exe cannot be taken").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Take it off the list");
    await page.getByRole("button", { name: "Take it off the list" }).click();
    await page.getByText("Nothing was added yet").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Add 2 documents" }).click();
    await page.getByText("1 document was added.").waitFor();
    expect(await page.locator(".file-row").count()).toBe(1);
    expect(await page.getByLabel("Category").inputValue()).toBe("technical.drawing");
    await page.getByLabel("Title").fill("Notes of the visit");
    await page.getByRole("button", { name: "Add the document" }).click();
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    const titles = (await documents()).map((each: { title: string }) => each.title).sort();
    expect(titles).toEqual(["Layout A1", "Notes of the visit"]);
    expect(await hashOf("Layout A1")).toBe(one.hash);
  });

  it("wait while they are paused, and the form sent too early goes by itself when they are there", async () => {
    const page = await open();
    await slowly(page, 1500); // so long that there is time to pause and to send the form
    const paper = drawing("Slow.jt", 20_000_000);
    await page.getByLabel("File", { exact: true }).setInputFiles(paper.path);
    await page.getByRole("button", { name: "Pause" }).click();
    await row(page, "Slow.jt").getByText("Paused. What was received is kept.").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("Slow");
    await page.getByLabel("Category").selectOption("technical.drawing");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Add the document" }).click();
    await page.getByText("The form is sent as soon as every file is there.").waitFor();
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    expect(await hashOf("Slow")).toBe(paper.hash);
  });

  it("go on where they stopped after the page was closed and the server was killed", async () => {
    const paper = drawing("Long.jt", 40_000_000);
    const first = await open();
    await slowly(first, 500);
    await first.getByLabel("File", { exact: true }).setInputFiles(paper.path);
    await expect.poll(() => received("Long.jt")).toBeGreaterThan(8_000_000);
    await first.close({ runBeforeUnload: false });
    const gone = new Promise((resolve) => server.process.once("exit", resolve));
    server.process.kill("SIGKILL");
    await gone;
    server = await startServer(settings, dataDir);
    const before = await received("Long.jt");

    const page = await open();
    await page.getByText("Sent earlier and not used yet").waitFor();
    await expectAccessible(page);
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "PATCH") sent += Number(request.headers()["content-length"] ?? 0);
    });
    await page.getByLabel("File", { exact: true }).setInputFiles(paper.path);
    await row(page, "Long.jt").getByText("Received and checked.").waitFor({ timeout: 60_000 });
    if (sent > 0) expect(sent).toBeLessThanOrEqual(40_000_000 - before);
    await page.getByLabel("Category").selectOption("technical.drawing");
    await page.getByRole("button", { name: "Add the document" }).click();
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    expect(await hashOf("Long")).toBe(paper.hash);
    const left = (await api.call("GET", `/rooms/${room}/uploads`)).uploads;
    expect(left.filter((one: { name: string }) => one.name === "Long.jt")).toEqual([]);
  });

  it("survive a server that is away for a while, with words, on a phone too", async () => {
    const page = await open({ viewport: phone, hasTouch: true });
    await slowly(page, 400);
    const paper = drawing("Away.jt", 25_000_000);
    await page.getByLabel("File", { exact: true }).setInputFiles(paper.path);
    // Once something has arrived the browser knows its number; a server that dies before its first answer is asked anew.
    await expect.poll(() => received("Away.jt")).toBeGreaterThan(0);
    const gone = new Promise((resolve) => server.process.once("exit", resolve));
    server.process.kill("SIGKILL");
    await gone;
    await row(page, "Away.jt").getByText("The line broke. It is tried again by itself").waitFor();
    await expectAccessible(page);
    // What stands before the server says so for a while: the file goes on where it stopped all the same.
    const begun: string[] = [];
    let away = 2;
    await page.route("**/uploads{,/*}", async (route) => {
      const method = route.request().method();
      if (method === "POST" && /uploads$/.test(route.request().url())) begun.push(route.request().url());
      if (method === "HEAD" && away-- > 0) return route.fulfill({ status: 502 });
      return route.fallback();
    });
    server = await startServer(settings, dataDir);
    await row(page, "Away.jt").getByText("Received and checked.").waitFor({ timeout: 90_000 });
    await page.getByLabel("Category").selectOption("technical.drawing");
    await page.getByRole("button", { name: "Add the document" }).click();
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    expect(await hashOf("Away")).toBe(paper.hash);
    expect(begun).toEqual([]);
    expect((await api.call("GET", `/rooms/${room}/uploads`)).uploads).toEqual([]);
  });

  it("come from a folder, and go on by themselves where the browser has kept a way to the file", async () => {
    const page = await open();
    mkdirSync(`${files}/visit/photos`, { recursive: true });
    writeFileSync(`${files}/visit/minutes.txt`, "Minutes of the visit");
    writeFileSync(`${files}/visit/.DS_Store`, "litter");
    writeFileSync(`${files}/visit/photos/list.txt`, "List of photos");
    await page.locator("input[webkitdirectory]").setInputFiles(`${files}/visit`);
    await row(page, "visit/minutes.txt").getByText("Received and checked.").waitFor();
    await row(page, "visit/photos/list.txt").getByText("Received and checked.").waitFor();
    expect(await row(page, "visit/").count()).toBe(2);

    // A handle as the browser gives one for a dropped file, here from the page's own file system, which needs no permission.
    const bytes = randomBytes(12_000_000);
    const modified = await page.evaluate(
      async ([room, coded]) => {
        const root = await navigator.storage.getDirectory();
        const handle = await root.getFileHandle("kept.jt", { create: true });
        const stream = await handle.createWritable();
        await stream.write(Uint8Array.from(atob(coded ?? ""), (one) => one.charCodeAt(0)));
        await stream.close();
        const file = await handle.getFile();
        const told = `filename ${btoa("kept.jt")},modified ${btoa(String(file.lastModified))},sha256 ${btoa("later")}`;
        const tus = { "tus-resumable": "1.0.0" };
        const begun = await fetch(`/rooms/${room}/uploads`, {
          method: "POST",
          headers: { ...tus, "upload-length": String(file.size), "upload-metadata": told },
        });
        const path = begun.headers.get("location") ?? "";
        await fetch(path, {
          method: "PATCH",
          headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
          body: file.slice(0, 5_000_000),
        });
        await new Promise((resolve) => {
          const opening = indexedDB.open("frontstage-uploads", 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore("handles");
          opening.onsuccess = () => {
            const store = opening.result.transaction("handles", "readwrite").objectStore("handles");
            store.put(handle, path.split("/").at(-1)).onsuccess = resolve;
          };
        });
        return file.lastModified;
      },
      [room, bytes.toString("base64")],
    );
    expect(modified).toBeGreaterThan(0);
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(`/rooms/${room}/documents/new`);
    await row(page, "kept.jt").getByText("Received and checked.").waitFor();
    // What was received of the folder and not used needs no file any more.
    await page.getByRole("button", { name: "Use minutes.txt" }).click();
    await row(page, "minutes.txt").getByText("Received and checked.").waitFor();
    expect(await page.locator(".file-row").filter({ hasText: "list.txt" }).count()).toBe(1);
  });

  it("come as a revision too, one at a time", async () => {
    const id = (await documents()).find((one: { title: string }) => one.title === "Slow").id;
    const page = await open();
    await page.goto(`/rooms/${room}/documents/${id}/revise`);
    await page.getByRole("radio", { name: /Everyone in the room/ }).check();
    await page.getByText(/or drop the file/).waitFor({ state: "attached" });
    const next = drawing("Slow_B.jt", 2_000_000);
    await page.getByLabel("File", { exact: true }).setInputFiles(next.path);
    await page.getByRole("button", { name: "Add the revision" }).click();
    await page.waitForURL(/documents\/[\da-f-]{36}$/);
    expect(await hashOf("Slow")).toBe(next.hash);
  });
});
