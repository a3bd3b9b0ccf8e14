import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { apiAs } from "./api.ts";
import { phone, testBrowser } from "./browser.ts";
import { audiencesOf } from "./room.ts";

/** Reading, commenting, uploading, agreeing and deciding in a browser that runs no scripts, on a phone. */
const browser = testBrowser();
const url = inject("url");
const word = randomUUID().slice(0, 8);
let page: Page;
let room = "";

beforeAll(async () => {
  page = await browser.open({ javaScriptEnabled: false, viewport: phone });
});

const press = (name: string | RegExp) => page.locator("main").getByRole("button", { name }).first().click();

describe("without a script", () => {
  it("one signs in, finds the room and reads its places", async () => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Margaret Ellis" }).click();
    await page.getByRole("heading", { name: "My rooms" }).waitFor();
    await page
      .getByRole("link", { name: /dryer section/i })
      .first()
      .click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    room = new URL(page.url()).pathname;
    expect(room).toMatch(/^\/rooms\/[\da-f-]{36}$/);
    for (const [place, heading] of Object.entries({
      documents: "Documents",
      conversation: "Conversation",
      schedule: "Schedule",
      process: "Process",
      people: "People",
      log: "Log",
    })) {
      await page.goto(`${room}/${place}`);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      expect(await page.locator("main").innerText()).not.toMatch(/undefined|\[object/);
    }
    await page.goto(`${room}/documents`);
    await page.getByText("Search and filter", { exact: true }).click();
    await page.getByLabel("Search", { exact: true }).fill("zyzzyva");
    await press("Show");
    await page.getByText("No document fits this choice").waitFor();
  });

  it("one writes a message, and what is refused keeps what was typed", async () => {
    await page.goto(`${room}/conversation/new`);
    await page.getByRole("link", { name: /^Write to them: Everyone/ }).click();
    await page.locator("[name=text]").fill(`@Nobody Here a question ${word}`);
    await press("Send to everyone in the room");
    await page.getByText("Nobody who reads this is called").first().waitFor();
    expect(await page.locator("[name=text]").inputValue()).toBe(`@Nobody Here a question ${word}`);
    await page.locator("[name=text]").fill(`A question ${word}`);
    await press("Send to everyone in the room");
    await page.waitForURL(/conversation\/[\da-f-]{36}/);
    expect(await page.getByText(`A question ${word}`).count()).toBeGreaterThan(0);
  });

  it("one uploads a file; one that is refused loses nothing that was typed", async () => {
    await page.goto(`${room}/documents/new`);
    await page.getByRole("radio", { name: "Everyone in the room" }).check();
    await page.locator("[name=title]").fill(`Wire widths ${word}`);
    await page.locator("[name=category]").selectOption("project.minutes");
    const file = (name: string, text: string) => ({
      name,
      mimeType: "application/pdf",
      buffer: Buffer.from(text),
    });
    await page.locator("[name=file]").setInputFiles(file("widths.pdf", "MZ\u0090\u0000 this is a program"));
    await press("Add the document");
    expect(await page.locator("[name=title]").inputValue()).toBe(`Wire widths ${word}`);
    expect(await page.getByRole("radio", { name: "Everyone in the room" }).isChecked()).toBe(true);
    await page.locator("[name=file]").setInputFiles(file("widths.txt", "4200 mm"));
    await press("Add the document");
    await page.getByRole("heading", { name: `Wire widths ${word}` }).waitFor();
  });

  it("one agrees to a meeting", async () => {
    const petri = await apiAs(url, "Petri Salonen");
    const { room: audience } = await audiencesOf(petri, room.replace("/rooms/", ""));
    const title = `Talk ${word}`;
    const when = { day: "2027-04-06", from: "10:00", zone: "Europe/Helsinki" };
    const { item } = await petri.call("POST", `${room}/schedule-items`, {
      audience,
      kind: "meeting",
      title,
      ...when,
    });
    await page.goto(`${room}/schedule/${item}`);
    await press("Agree");
    await page.locator("main").getByText("Agreed").first().waitFor();
    expect((await petri.call("GET", `${room}/schedule-items/${item}`)).item.state).toBe("agreed");
  });

  it("the supplier puts a gate before its director, who decides, and one signs out", async () => {
    const petri = await apiAs(url, "Petri Salonen");
    const { room: made } = await petri.call("POST", "/rooms", {
      name: `Spare roll ${word}`,
      newCompany: `Mill ${word}`,
      value: { amount: "90000", currency: "EUR" },
      blueprint: (await petri.call("GET", "/room-options")).blueprints.find((one: { label: string }) =>
        one.label.startsWith("Small project"),
      ).key,
    });
    const at = `/rooms/${made}`;
    const { colleagues } = await petri.call("GET", `${at}/invitations/options`);
    const hanna = colleagues.find((one: { name: string }) => one.name === "Hanna Virtanen").id;
    await petri.call("POST", `${at}/members`, { person: hanna, role: "approver" });
    const { gates, roles } = await petri.call("GET", `${at}/process`);
    const gate = `${at}/process/gates/${gates.find((one: { key: string }) => one.key === "release").id}`;
    const director = roles.find((one: { key: string }) => one.key === "sales-director").id;
    const { seller: audience } = await audiencesOf(petri, made);
    const { upload } = await petri.upload(made, "cost.txt", "70 000");
    const paper = {
      audience,
      upload,
      title: "Cost",
      category: "sale.calculation",
      artefact: "calculation",
    };
    await petri.call("POST", `${at}/documents`, paper);
    const form = (fields: Record<string, string>) =>
      fetch(url + gate, {
        method: "POST",
        headers: { cookie: petri.cookie },
        redirect: "manual",
        body: new URLSearchParams(fields),
      });
    const answer = await form({ intent: `deciders:${director}`, version: "1", people: hanna });
    expect(answer.status).toBe(302);

    const lead = await browser.open({ javaScriptEnabled: false });
    const value = petri.cookie.split("=")[1] ?? "";
    await lead.context().addCookies([{ name: "frontstage", value, url }]);
    await lead.goto(gate);
    await lead
      .locator("form", { has: lead.locator('[name=intent][value="submit"]') })
      .getByRole("button")
      .click();
    const boss = await browser.open({ javaScriptEnabled: false, viewport: phone });
    await boss.goto("/sign-in");
    await boss.getByRole("button", { name: "Hanna Virtanen" }).click();
    await boss.goto(gate);
    const decide = boss.locator("form", { has: boss.locator('[name=intent][value="vote"]') });
    await decide.locator("[name=outcome][value=rework]").check();
    await decide.getByRole("button", { name: "Decide" }).click();
    await boss.getByText("Please give your reason.").first().waitFor();
    expect(await decide.locator("[name=outcome][value=rework]").isChecked()).toBe(true);
    await decide.locator("[name=outcome][value=conditional-go]").check();
    await decide.getByText("Set conditions").click();
    await decide.getByLabel("Condition 1").fill(`Second price ${word}`);
    await decide.getByRole("button", { name: "Decide" }).click();
    await boss.getByText("Every condition needs words, a person and a day").first().waitFor();
    expect(await decide.getByLabel("Condition 1").inputValue()).toBe(`Second price ${word}`);
    await decide.getByLabel("Owner").first().selectOption({ label: "Hanna Virtanen" });
    await decide.getByLabel("By", { exact: true }).first().fill("2099-01-31");
    await decide.getByRole("button", { name: "Decide" }).click();
    await boss.locator("main").getByText("Conditional go").first().waitFor();
    await boss.locator("summary", { hasText: "Mark as done" }).click();
    await boss.locator("main").getByRole("button", { name: "Mark as done" }).click();
    await boss.locator("main").getByText("done", { exact: true }).first().waitFor();
    await boss.goto(`${at}/process`);
    expect(await boss.locator("main").innerText()).not.toMatch(/undefined|\[object/);

    await page.goto("/");
    await page.locator("details.menu summary", { hasText: "Margaret Ellis" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(room);
    expect(page.url()).toContain("/sign-in");
  });
});
