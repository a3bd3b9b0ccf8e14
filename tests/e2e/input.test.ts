import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, takeOver } from "./api.ts";
import { testBrowser } from "./browser.ts";
import { audiencesOf } from "./room.ts";
import { startServer, type TestServer } from "./server.ts";

/** What goes wrong with what people put in: it is said in words, what was typed stays, and nothing is there twice. */
const browser = testBrowser();
let server: TestServer;
let api: Api;
let page: Page;
let room = "";
let everyone = "";
const folder = mkdtempSync("/tmp/frontstage-e2e-home-");

beforeAll(async () => {
  // A home of its own, so that one of its blueprints can be spoilt.
  for (const name of ["build", "migrations", "node_modules", "package.json", "scripts"])
    symlinkSync(join(process.cwd(), name), join(folder, name));
  cpSync("blueprints", join(folder, "blueprints"), { recursive: true });
  appendFileSync(join(folder, "blueprints", "small-project-sale.yaml"), "\n  - { key: stray, phases: }\n");
  server = await startServer({ MAX_UPLOAD_MB: "1" }, undefined, folder);
  api = await takeOver(server.url, server.output());
  const made = await api.call("POST", "/rooms", { name: "Dryer section", newCompany: "Riverside" });
  room = `/rooms/${made.room}`;
  everyone = (await audiencesOf(api, made.room)).room ?? "";
  page = await open();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A window of the owner's own browser. */
async function open(): Promise<Page> {
  const opened = await browser.open({ baseURL: server.url });
  const value = api.cookie.split("=")[1] ?? "";
  await opened.context().addCookies([{ name: "frontstage", value, url: server.url }]);
  return opened;
}

const main = () => page.locator("main");
const submit = (on: Page, name: string | RegExp) =>
  on.locator("main").getByRole("button", { name }).first().click();

describe("a blueprint with a fault", () => {
  it("is named with its file and line; the others are offered", async () => {
    await page.goto("/blueprints");
    await main()
      .getByText(/small-project-sale\.yaml, line \d+/)
      .first()
      .waitFor();
    await page.goto("/rooms/new");
    const offered = await page.locator("[name=blueprint] option").allInnerTexts();
    expect(offered).toEqual(expect.arrayContaining([expect.stringContaining("Capital project sale")]));
  });
});

describe("a file", () => {
  const fill = async (name: string, buffer: Buffer) => {
    await page.goto(`${room}/documents/new`);
    await page.getByRole("radio", { name: "Everyone in the room" }).check();
    await page.locator("[name=title]").fill("Guarantee test");
    await page.locator("[name=category]").selectOption("technical.drawing");
    await page.locator("[name=file]").setInputFiles({ name, mimeType: "application/pdf", buffer });
    await submit(page, "Add the document");
    await page.locator(".error-summary, [role=alert]").first().waitFor();
    expect(await page.locator("[name=title]").inputValue()).toBe("Guarantee test");
    expect(await page.getByRole("radio", { name: "Everyone in the room" }).isChecked()).toBe(true);
    return main().innerText();
  };

  it("that is a program with the name of a paper is refused, with words beside the field", async () => {
    const program = Buffer.concat([Buffer.from("MZ\x90\x00\x03"), Buffer.alloc(400, 1)]);
    expect(await fill("guarantee.pdf", program)).toMatch(/guarantee\.pdf|program|type/i);
  });

  it("that is too large is refused, with the limit", async () => {
    expect(await fill("guarantee.pdf", Buffer.alloc(3_000_000, "x"))).toMatch(/1\s?MB/);
    expect((await api.call("GET", `${room}/documents`)).documents).toEqual([]);
  });
});

describe("an invitation", () => {
  it("that was used or taken back says so and offers a way on", async () => {
    const made = await api.call("POST", "/deployment/invitations", {
      name: "Nina New",
      email: `nina-${randomUUID()}@northmill.example`,
      locale: "en",
    });
    const guest = await browser.open({ baseURL: server.url });
    await guest.goto(made.link);
    await submit(guest, /Accept/);
    await guest.waitForURL((url) => !url.pathname.startsWith("/invitation"));
    const other = await browser.open({ baseURL: server.url });
    expect((await other.goto(made.link))?.status()).toBe(410);
    await other.getByRole("link", { name: "Sign in" }).first().waitFor();
    expect((await other.goto("/invitation/nobody-has-this"))?.status()).toBe(404);
  });
});

describe("the same thing twice", () => {
  it("a form sent by two quick clicks is carried out once", async () => {
    const text = `Twice ${randomUUID()}`;
    await page.goto(`${room}/conversation/new?audience=${everyone}`);
    await page.locator("[name=text]").fill(text);
    await page.locator("main").getByRole("button", { name: /^Send/ }).dblclick();
    await page.waitForURL(/conversation\/[\da-f-]{36}/);
    const { threads } = await api.call("GET", `${room}/threads`);
    expect(threads.length).toBe(1);
    await page.goto(`${room}/conversation/${threads[0].id}`);
    expect(await main().locator("ol > li").filter({ hasText: text }).count()).toBe(1);
  });

  it("a form that was sent is sent again with the browser's back button: still once", async () => {
    const plain = await browser.open({ baseURL: server.url, javaScriptEnabled: false });
    const value = api.cookie.split("=")[1] ?? "";
    await plain.context().addCookies([{ name: "frontstage", value, url: server.url }]);
    await plain.goto(`${room}/schedule/new?audience=${everyone}`);
    await plain.locator("[name=title]").fill("Visit");
    await plain.locator("[name=day]").fill("2037-05-05");
    const key = await plain.locator("[name=idempotencyKey]").inputValue();
    const fields = {
      idempotencyKey: key,
      kind: "meeting",
      title: "Visit",
      day: "2037-05-05",
      zone: "Europe/Helsinki",
    };
    const send = () =>
      fetch(`${server.url}${room}/schedule/new?audience=${everyone}`, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: api.cookie },
        body: new URLSearchParams(fields),
      });
    const answers = await Promise.all([send(), send(), send()]);
    const places = new Set(answers.map((answer) => answer.headers.get("location")));
    expect([...places].length, "all lead to the one that was made").toBe(1);
    const { items } = await api.call("GET", `${room}/schedule-items`);
    expect(items.filter((item: { title: string }) => item.title === "Visit").length).toBe(1);
  });
});

describe("two at once", () => {
  it("a form that is out of date is refused, shows what holds now, and keeps what was typed", async () => {
    const [one, other] = [await open(), await open()];
    for (const tab of [one, other]) await tab.goto(`${room}/details`);
    const scope = (tab: Page) => tab.locator("[name=scope]").first();
    for (const tab of [one, other])
      if (!(await scope(tab).isVisible()))
        await tab
          .locator("details", { has: scope(tab) })
          .last()
          .locator("summary")
          .first()
          .click();
    await scope(one).fill("Hood and steam system");
    await scope(other).fill("Hood only");
    const save = (tab: Page) =>
      tab
        .locator("form", { has: tab.locator("[name=scope]") })
        .getByRole("button", { name: "Save" })
        .click();
    await save(one);
    await one.getByText("Hood and steam system").first().waitFor();
    await save(other);
    await other.locator(".error-summary, [role=alert]").first().waitFor();
    expect(await scope(other).inputValue()).toBe("Hood only");
    expect(JSON.stringify(await api.call("GET", `${room}/details`))).toContain("Hood and steam system");
  });

  it("of two people who decide at the same moment one decides, and the other is told", async () => {
    const proposed = await api.call("POST", `${room}/schedule-items`, {
      audience: everyone,
      kind: "meeting",
      title: "Decide me",
      day: "2037-06-01",
      zone: "Europe/Helsinki",
    });
    const at = `${room}/schedule-items/${proposed.item}`;
    const { version } = (await api.call("GET", at)).item;
    const attempts = await Promise.allSettled([
      api.call("POST", `${at}/cancellation`, { version, reason: "Not needed" }),
      api.call("POST", `${at}/times`, { version, day: "2037-06-02", zone: "Europe/Helsinki" }),
    ]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = attempts.find((one) => one.status === "rejected")?.reason;
    expect([409, 422]).toContain(refused.status);
    expect((await api.call("GET", at)).item.version).toBe(version + 1);
  });
});
