import { describe, expect, it } from "vitest";
import { expectAccessible, phone, signInAs, testBrowser } from "./browser.ts";

/** A paper's way across the line: added backstage without any script, shared, found, taken, seen to be taken. */
const browser = testBrowser();
const title = `Nip load table ${Date.now().toString(36)}`;
const file = {
  name: "nip_internal_v9.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Line load 125 kN per metre, wolframcarbide roll"),
};

describe("a document", () => {
  it("goes from the supplier's backstage to the customer, and its reading comes back", async () => {
    const seller = await browser.open({ javaScriptEnabled: false });
    await signInAs(seller, "Mikael Lindqvist");
    const link = await seller.getByRole("link", { name: /dryer/i }).first().getAttribute("href");
    const register = `${/\/rooms\/[0-9a-f-]{36}/.exec(link ?? "")?.[0]}/documents`;
    await seller.goto(register);
    await seller.getByRole("link", { name: "Add a document" }).first().click();
    await seller.getByRole("radio", { name: /Only our team/ }).check();
    await seller.getByLabel("Title").fill(title);
    await seller.getByLabel("Category").selectOption("technical.calculation");
    await seller.getByLabel("Note").fill("margin still open");
    await seller.getByLabel("File").setInputFiles(file);
    await seller.getByRole("button", { name: "Add the document" }).click();
    await seller.waitForURL(/documents\/[\da-f-]{36}$/);
    const page = seller.url();
    expect(await seller.locator("main").innerText()).toMatch(/S-\d{3}[\s\S]*Draft 1[\s\S]*nip_internal_v9/);

    const buyer = await browser.open({ viewport: phone });
    await signInAs(buyer, "Tom Whitaker");
    expect((await buyer.goto(page))?.status()).toBe(404);

    await seller.goto(page);
    await seller.getByRole("link", { name: "Share more widely" }).first().click();
    await seller.getByRole("button", { name: "Share it" }).waitFor();
    expect(await seller.locator("main").innerText()).toContain("Tom Whitaker");
    await seller.getByRole("radio", { name: /Everyone in the room/ }).check();
    await seller.getByRole("button", { name: "Share it" }).click();
    await seller.waitForURL(page);

    await expect
      .poll(async () => {
        await buyer.goto(`${register}?text=wolframcarbide`);
        return buyer.locator("main").innerText();
      })
      .toContain(title);
    await expectAccessible(buyer);
    await buyer.getByRole("link", { name: title }).click();
    await buyer.getByRole("heading", { name: title }).waitFor();
    const seen = await buyer.locator("main").innerText();
    expect(seen).toMatch(/D-\d{3}[\s\S]*Revision A/);
    expect(seen).not.toMatch(/margin still open|nip_internal|S-\d{3}|Draft/);
    await expectAccessible(buyer);
    const [download] = await Promise.all([
      buyer.waitForEvent("download"),
      buyer.getByRole("link", { name: "Download revision A" }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`_D-\\d{3}_A_${title}\\.txt$`));

    await seller.goto(page);
    const taken = seller.locator("#taken");
    expect(await taken.innerText()).toMatch(/Tom Whitaker[\s\S]*downloaded/);
  });

  it("is in the first screenful of a phone, the filter behind a line that tells what is chosen, without scripts", async () => {
    const page = await browser.open({ viewport: phone, javaScriptEnabled: false });
    await signInAs(page, "Margaret Ellis");
    const link = await page.getByRole("link", { name: /dryer/i }).first().getAttribute("href");
    await page.goto(`${/\/rooms\/[0-9a-f-]{36}/.exec(link ?? "")?.[0]}/documents`);
    const first = await page.getByRole("checkbox").first().boundingBox();
    expect((first?.y ?? Infinity) + 50).toBeLessThan(phone.height - 57);
    expect(await page.getByLabel("Search", { exact: true }).isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: "Chosen as ZIP" }).isVisible()).toBe(false);
    await page.getByText("Search and filter", { exact: true }).click();
    await page.getByLabel("Status").selectOption({ label: "Valid" });
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/status=/);
    await page.getByText("Showing: Valid", { exact: true }).waitFor();
    expect(await page.getByLabel("Search", { exact: true }).isVisible()).toBe(false);
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Chosen as ZIP" }).waitFor();
  });
});
