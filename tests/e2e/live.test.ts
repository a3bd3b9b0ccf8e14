import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiAs } from "./api.ts";
import { signInAs, testBrowser } from "./browser.ts";

const browser = testBrowser();
const seller = "Petri Salonen";
const buyer = "Margaret Ellis";

interface Frame {
  id: string;
  audiences: { id: string; kind: string }[];
}

/** The one room of the demonstration that both are in and that is still open. */
async function sharedRoom() {
  const [theirs, ours] = [await apiAs(inject("url"), buyer), await apiAs(inject("url"), seller)];
  const { rooms } = await theirs.call<{ rooms: { id: string }[] }>("GET", "/rooms");
  const room = rooms[0]?.id ?? "";
  const frame = await ours.call<Frame>("GET", `/rooms/${room}`);
  const audience = (kind: string) => frame.audiences.find((one) => one.kind === kind)?.id ?? "";
  const propose = (title: string, kind: string) =>
    ours.call("POST", `/rooms/${room}/schedule-items`, {
      audience: audience(kind),
      kind: "meeting",
      title,
      day: "2028-02-01",
      from: "09:00",
      zone: "Europe/Helsinki",
    });
  return { room, propose };
}

/** Opens a screen and waits until it asks for the stream, which it may do before it is loaded. */
async function opened(page: Page, path: string): Promise<void> {
  await Promise.all([page.waitForRequest(/\/live/), page.goto(path)]);
}
const streamsOf = (page: Page) => {
  const found: string[] = [];
  page.on("request", (request) => {
    if (/\/rooms\/[^/]+\/live/.test(request.url())) found.push(request.url());
  });
  return found;
};

describe("live", () => {
  it("shows what the other side does, and asks for nothing when they work behind the line", async () => {
    const { room, propose } = await sharedRoom();
    const page = await browser.open();
    await signInAs(page, buyer);
    await opened(page, `/rooms/${room}/schedule`);
    await page.waitForTimeout(500);
    await propose("Seen at once by both", "room");
    await page.getByText("Seen at once by both").first().waitFor();
    await page.waitForTimeout(2500);
    let asked = 0;
    page.on("request", () => {
      asked += 1;
    });
    await propose("Never for the customer", "seller");
    await page.waitForTimeout(2500);
    expect(asked).toBe(0);
    expect(await page.content()).not.toContain("Never for the customer");
  });

  it("keeps what is being typed, says that something waits, and shows it when asked", async () => {
    const { room, propose } = await sharedRoom();
    const page = await browser.open();
    await signInAs(page, buyer); // one's own acts are no news
    await opened(page, `/rooms/${room}/people/invite`);
    const name = page.locator("main form input[type=text]").first();
    await name.fill("Half a na");
    await propose("Comes while typing", "room");
    const show = page.locator(".page-note").getByRole("button");
    await show.waitFor();
    expect(await name.inputValue()).toBe("Half a na");
    await show.click();
    await show.waitFor({ state: "detached" });
    expect(await name.inputValue()).toBe("Half a na");
  });

  it("holds one stream for two tabs", async () => {
    const { room, propose } = await sharedRoom();
    const first = await browser.open();
    const second = await first.context().newPage();
    const [ofFirst, ofSecond] = [streamsOf(first), streamsOf(second)];
    await signInAs(first, buyer);
    await first.goto(`/rooms/${room}/schedule`);
    await second.goto(`/rooms/${room}/schedule`);
    await expect.poll(() => ofFirst.length + ofSecond.length).toBe(1);
    await second.waitForTimeout(1000);
    expect(ofFirst.length + ofSecond.length).toBe(1);
    await propose("Told from tab to tab", "room");
    await first.getByText("Told from tab to tab").first().waitFor();
    await second.getByText("Told from tab to tab").first().waitFor();
  });
});

describe("without JavaScript or without a line", () => {
  it("puts the changes away by a button", async () => {
    const { room } = await sharedRoom();
    const page = await browser.open();
    await signInAs(page, "Tom Whitaker");
    const cookies = await page.context().cookies();
    const plain = await browser.open({ javaScriptEnabled: false });
    await plain.context().addCookies(cookies);
    await plain.goto(`/rooms/${room}`);
    expect(await plain.locator("#changes li").count()).toBeGreaterThan(0);
    await plain.locator("#changes button").click();
    expect(await plain.locator("#changes li").count()).toBe(0);
    expect(new URL(plain.url()).pathname).toBe(`/rooms/${room}`);
  });

  it("says that there is no connection, in the frame", async () => {
    const { room } = await sharedRoom();
    const page = await browser.open();
    await signInAs(page, buyer);
    await page.goto(`/rooms/${room}/log`); // its script is here then; one that is not leads to the browser's own page
    await page.locator(".rail").getByRole("link", { name: "Overview" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.context().setOffline(true);
    await page.locator(".rail").getByRole("link", { name: "Log" }).click();
    await page.getByRole("heading", { level: 1, name: "No connection" }).waitFor();
  });

  it("has the same page for what is not there and for what is not theirs", async () => {
    const page = await browser.open();
    await signInAs(page, "Juhani Mäkelä");
    const { room } = await sharedRoom();
    const texts = [];
    for (const path of [`/rooms/${room}`, `/rooms/${crypto.randomUUID()}`, "/rooms/nonsense", "/nowhere"]) {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(404);
      texts.push(await page.locator("main").innerText());
    }
    expect(new Set(texts).size).toBe(1);
  });
});
