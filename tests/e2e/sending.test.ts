import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { expectAccessible, phone, signInAs, testBrowser } from "./browser.ts";

/** What is asked for, uploaded into, sent under a number, opened and taken as a ZIP, without a script on the supplier's side. */
const browser = testBrowser();
const word = Date.now().toString(36);

describe("what is expected and what is sent", () => {
  it("goes from a pasted list to a receipt", async () => {
    const seller = await browser.open({ javaScriptEnabled: false });
    await signInAs(seller, "Petri Salonen");
    const link = await seller.getByRole("link", { name: /dryer/i }).first().getAttribute("href");
    const register = `${/\/rooms\/[0-9a-f-]{36}/.exec(link ?? "")?.[0]}/documents`;
    await seller.goto(register);
    await seller.getByRole("link", { name: "Ask for documents" }).click();
    await seller.getByRole("radio", { name: /Everyone in the room/ }).check();
    await seller.getByRole("radio", { name: "Customer" }).check();
    await seller.getByLabel("What is needed").fill(`- Felt list ${word}\n2. Pump curves ${word}`);
    await seller.getByLabel("Category").selectOption({ index: 1 });
    await seller.getByLabel("Needed by").fill("2037-01-05");
    await seller.getByRole("button", { name: "Ask", exact: true }).click();
    await seller.waitForURL((url) => url.pathname === register);
    expect(await seller.locator("#expected").innerText()).toMatch(
      new RegExp(`Felt list ${word}[\\s\\S]*Expected from Riverside Paper by`),
    );

    const buyer = await browser.open({ viewport: phone });
    await signInAs(buyer, "Tom Whitaker");
    await buyer.goto(register.replace("/documents", ""));
    await buyer.getByText(`Please send: Felt list ${word}`).click();
    await expectAccessible(buyer);
    await buyer.getByRole("link", { name: "Upload it" }).click();
    await buyer.waitForURL(/documents\/new/);
    expect(await buyer.getByLabel("Title").inputValue()).toBe(`Felt list ${word}`);
    await buyer.getByLabel("File").setInputFiles({
      name: "felts.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Felts of groups 2 to 4"),
    });
    await buyer.getByRole("button", { name: "Add the document" }).click();
    await buyer.getByRole("heading", { name: `Felt list ${word}` }).waitFor();

    await seller.goto(register);
    expect(await seller.locator("#expected").innerText()).not.toContain(`Felt list ${word}`);
    await seller.getByRole("checkbox", { name: new RegExp(`Felt list ${word}`) }).check();
    await seller.getByRole("button", { name: "Send to people" }).click();
    await seller.waitForURL(/sendings\/new/);
    await seller.getByRole("radio", { name: /Everyone in the room/ }).check();
    await seller.getByRole("checkbox", { name: /Tom Whitaker/ }).check();
    await seller.getByLabel("Subject").fill(`Felts back ${word}`);
    await seller.getByRole("button", { name: "Send", exact: true }).click();
    await seller.waitForURL(/sendings\/[\da-f-]{36}$/);
    const sending = seller.url();
    expect(await seller.locator("main").innerText()).toMatch(/T-\d{3}[\s\S]*Not opened yet/);

    await buyer.goto(sending);
    await expectAccessible(buyer);
    const [download] = await Promise.all([
      buyer.waitForEvent("download"),
      buyer.getByRole("link", { name: "Download all as ZIP" }).click(),
    ]);
    const names = execFileSync("python3", [
      "-c",
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))",
      await download.path(),
    ]).toString();
    expect(names).toMatch(new RegExp(`_A_Felt list ${word}\\.txt\\nList\\.xlsx`));
    await seller.goto(sending);
    expect(await seller.locator("main").innerText()).toMatch(/Tom Whitaker[\s\S]*downloaded/);
  });
});
