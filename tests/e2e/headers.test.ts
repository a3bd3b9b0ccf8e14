import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiAs } from "./api.ts";
import { signInAs, testBrowser } from "./browser.ts";
import { roomOf } from "./room.ts";

/** What a browser is told on every answer, what it may be made to do, whom it talks to, and how much it loads. */
const browser = testBrowser();
const url = inject("url");

describe("a page", () => {
  it("runs the scripts of its own answer only, and cannot be framed", async () => {
    const { cookie, ...petri } = await apiAs(url, "Petri Salonen");
    const room = await roomOf({ cookie, ...petri }, "dryer");
    const nonces = new Set<string>();
    for (const path of ["/", "/sign-in", `/rooms/${room}`, `/rooms/${room}/documents`, "/nowhere"]) {
      const answer = await fetch(url + path, { headers: path === "/sign-in" ? {} : { cookie } });
      const policy = answer.headers.get("content-security-policy") ?? "";
      const nonce = /script-src 'self' 'nonce-([\w+/=-]{16,})'(;|$)/.exec(policy)?.[1] ?? "";
      expect(nonce, `${path}: ${policy}`).not.toBe("");
      nonces.add(nonce);
      expect(policy).toMatch(/default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/);
      expect(policy.replace(/style-src-attr 'unsafe-inline'/, "")).not.toContain("unsafe");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(answer.headers.get("referrer-policy")).toBe("same-origin");
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("x-powered-by")).toBeNull();
      const html = await answer.text();
      for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag, path).toContain(`nonce="${nonce}"`);
      expect(html.match(/\son[a-z]+="/g), `${path}: an attribute that runs`).toBeNull();
      expect(html).not.toContain("javascript:");
    }
    expect(nonces.size, "each answer has a nonce of its own").toBe(5);
  });

  it("gives its session to nobody but the browser, and takes it back at the end", async () => {
    const page = await browser.open();
    await signInAs(page, "Mikael Lindqvist");
    const [session] = (await page.context().cookies()).filter(({ name }) => name === "frontstage");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", domain: "localhost" });
    expect(session?.value).toMatch(/^[\w-]{43}$/);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.getByText("Mikael Lindqvist").first().click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/sign-in/);
    const cookie = `frontstage=${session?.value}`;
    expect((await fetch(`${url}/api/v1/rooms`, { headers: { cookie } })).status).toBe(401);
  });
});

describe("a write from another site", () => {
  it("is refused on screens, on files and on the API, and changes nothing", async () => {
    const petri = await apiAs(url, "Petri Salonen");
    const room = await roomOf(petri, "dryer");
    const { cookie } = petri;
    const before = await petri.call("GET", `/rooms/${room}/log/heads`);
    const form = "application/x-www-form-urlencoded";
    const writes: [path: string, type: string, body: string][] = [
      [`/rooms/${room}/people`, form, "intent=leave"],
      [`/rooms/${room}/people.data`, form, "intent=leave"],
      ["/sign-out", form, ""],
      ["/language", form, "locale=fi"],
      [`/rooms/${room}/view-as`, form, "intent=start"],
      [`/api/v1/rooms/${room}/files?name=a.txt`, "text/plain", "a"],
      [`/api/v1/rooms/${room}/leave`, "text/plain", "{}"],
    ];
    for (const [path, type, body] of writes)
      for (const from of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
      ]) {
        const headers = { cookie, "content-type": type, ...(from as object) };
        const answer = await fetch(url + path, { method: "POST", headers, body, redirect: "manual" });
        expect([answer.status, path, from]).toEqual([403, path, from]);
      }
    expect(await petri.call("GET", `/rooms/${room}/log/heads`)).toEqual(before);
  });
});

/** Follows links of a room breadth first; the addresses seen. */
async function crawl(page: Page, from: string, most: number): Promise<string[]> {
  const seen = [from];
  for (const next of seen) {
    await page.goto(next);
    const links = await page.$$eval("a[href]", (found) =>
      found.map((link) => link.getAttribute("href") ?? ""),
    );
    for (const link of links) {
      const { origin, pathname } = new URL(link, page.url());
      // Downloads are not pages; what is alike is seen once.
      const kind = pathname.replace(/[\da-f-]{36}/g, "?");
      const known = seen.some((one) => one.replace(/[\da-f-]{36}/g, "?") === kind);
      if (origin === url && !known && !/\/file$|\.\w+$/.test(pathname) && seen.length < most)
        seen.push(pathname);
    }
  }
  return seen;
}

describe("a browser that reads", () => {
  it.concurrent.each(["Petri Salonen", "Margaret Ellis"])(
    "as %s talks to this server and to no other",
    async (name) => {
      const page = await browser.open();
      const hosts = new Set<string>();
      const faults: string[] = [];
      page.on("request", (request) => hosts.add(new URL(request.url()).host));
      page.on(
        "console",
        (message) => message.type() === "error" && faults.push(`${page.url()} ${message.text()}`),
      );
      page.on(
        "response",
        (answer) => answer.status() >= 500 && faults.push(`${answer.status()} ${answer.url()}`),
      );
      await signInAs(page, name);
      const seen = await crawl(page, "/", 45);
      expect(seen.length).toBeGreaterThan(20);
      expect([...hosts]).toEqual([new URL(url).host]);
      expect(faults).toEqual([]);
    },
  );
});

describe("a first visit to a room", () => {
  it("loads at most 30 kB of HTML, 130 kB of JavaScript and 15 kB of CSS", async () => {
    const page = await browser.open();
    const petri = await apiAs(url, "Petri Salonen");
    const room = await roomOf(petri, "dryer");
    const [name = "", value = ""] = petri.cookie.split("=");
    await page.context().addCookies([{ name, value, url }]);
    const bytes: Record<string, number> = {};
    const files: Promise<void>[] = [];
    page.on("requestfinished", (request) => {
      files.push(
        request.sizes().then(({ responseBodySize }) => {
          const type = request.resourceType();
          bytes[type] = (bytes[type] ?? 0) + responseBodySize;
        }),
      );
    });
    await page.goto(`/rooms/${room}`, { waitUntil: "load" });
    await page.waitForTimeout(1500); // the scripts that the page's scripts ask for
    await Promise.all(files);
    // Sizes as they travel, headers included.
    expect(bytes.document, JSON.stringify(bytes)).toBeLessThanOrEqual(30_000);
    expect(bytes.script, JSON.stringify(bytes)).toBeLessThanOrEqual(130_000);
    expect(bytes.stylesheet, JSON.stringify(bytes)).toBeLessThanOrEqual(15_000);
  });
});
