import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import pg from "pg";
import type { Page } from "playwright-core";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, phone, testBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";

/** The ways in, walked in a browser on an empty deployment with real mail. */
const browser = testBrowser();
let server: TestServer;
const letters: { to: string; subject: string; text: string }[] = [];
const post = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", async () => {
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      const to = session.envelope.rcptTo[0]?.address ?? "";
      letters.push({ to, subject: mail.subject ?? "", text: mail.text ?? "" });
      done();
    });
  },
});
beforeAll(async () => {
  await new Promise<void>((ready) => void post.listen(0, "127.0.0.1", ready));
  const { port } = post.server.address() as AddressInfo;
  server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${port}` });
});
afterAll(async () => {
  await server.stop();
  await new Promise<void>((done) => void post.close(done));
});

/** The next letter to somebody, and what a pattern finds in it. */
async function letterTo(to: string, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const at = letters.findIndex((letter) => letter.to === to);
    const [letter] = at >= 0 ? letters.splice(at, 1) : [];
    const found = letter && pattern.exec(letter.text)?.[0];
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${to} with ${pattern}`);
}
const open = (options = {}) => browser.open({ baseURL: server.url, ...options });

async function signInByCode(page: Page, email: string, next = "/account"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator("#field-code-email").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Code", { exact: true }).fill(await letterTo(email, /\b\d{4} \d{4}\b/));
  await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === next);
}

describe("an empty deployment", () => {
  it("is taken over by its first owner, once, with the printed link", async () => {
    const page = await open();
    const link = /http\S+\/first-owner\/\S+/.exec(server.output())?.[0] ?? "";
    await page.goto(link);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByLabel("Supplier").fill("Northmill Systems");
    await page.getByLabel("Your name").fill("Oona Owner");
    await page.getByLabel("Your e-mail").fill("oona@northmill.example");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL(/account\/security/);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "frontstage");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect((await page.request.get(link)).status()).toBe(404);
  });
});

describe("a code by mail", () => {
  it("lets in without a script, gives a fresh session and goes where one wanted, and nowhere else", async () => {
    const page = await open({ javaScriptEnabled: false });
    const context = page.context();
    await context.addCookies([{ name: "frontstage", value: "A".repeat(43), url: server.url }]);
    await page.goto("/account?x=1");
    expect(page.url()).toContain("/sign-in?next=%2Faccount");
    await page.locator("#field-code-email").fill("oona@northmill.example");
    await page.getByRole("button", { name: "Send me a code" }).click();
    const code = await letterTo("oona@northmill.example", /\b\d{4} \d{4}\b/);
    await page.getByLabel("Code", { exact: true }).fill("00000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
    await page.getByText("4 tries are left").waitFor();
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).first().click();
    await page.getByRole("heading", { name: "My account" }).waitFor();
    const value = (await context.cookies()).find(({ name }) => name === "frontstage")?.value;
    expect(value).not.toBe("A".repeat(43));
    const away = await page.request.get("/sign-in?next=//evil.example", { maxRedirects: 0 });
    expect(away.headers().location).toBe("/");
  });

  it("says the same for an address that nobody has", async () => {
    const page = await open();
    await page.goto("/sign-in");
    await expectAccessible(page);
    await page.locator("#field-code-email").fill("nobody@mill.example");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByText("If nobody@mill.example may sign in here").waitFor();
    await expectAccessible(page);
  });
});

describe("passkey and password", () => {
  it("are set up and used", async () => {
    const page = await open({ viewport: phone });
    await signInByCode(page, "oona@northmill.example");
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("The passkey was added").waitFor();
    await expectAccessible(page);
    await letterTo("oona@northmill.example", /A passkey was added/);

    await page.goto("/account/password");
    await page.getByLabel("New password").fill("a quiet paper mill");
    await page.getByRole("button", { name: "Continue" }).click();
    const secret = (await page.locator("code").innerText()).replace(/\s/g, "");
    await expectAccessible(page);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const number = totp.generate();
    await page.getByLabel("Number from the program").fill(number);
    await page.getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
    const recovery = (
      await page
        .getByRole("listitem")
        .filter({ hasText: /^\w{4}-\w{4}/ })
        .first()
        .innerText()
    ).trim();

    await page.context().clearCookies();
    await page.goto("/sign-in?next=/account");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL((url) => url.pathname === "/account");

    const other = await open();
    await other.goto("/sign-in?next=/account");
    const answer = async (given: string) => {
      await other.getByText("With a password and a one-time number").click();
      const form = other.locator("form").filter({ has: other.getByLabel("Password") });
      await form.getByLabel("E-mail").fill("oona@northmill.example");
      await form.getByLabel("Password").fill("a quiet paper mill");
      await form.getByLabel("One-time number").fill(given);
      await form.getByRole("button", { name: "Sign in" }).click();
    };
    await answer(number); // the number that confirmed the password has been used
    await other.getByText("is wrong").waitFor();
    await other.goto("/sign-in?next=/account");
    await answer(recovery);
    await other.waitForURL((url) => url.pathname === "/account");

    await other.goto("/account/security");
    await other.getByRole("button", { name: "End all others" }).click();
    await other.getByText(/sessions? (was|were) ended/).waitFor();
    await page.goto("/account");
    expect(page.url()).toContain("/sign-in");
  });
});

describe("an invitation", () => {
  it("goes by mail, is accepted in one of two windows, and shuts its person out when an owner says so", async () => {
    const oona = await open();
    await signInByCode(oona, "oona@northmill.example", "/deployment");
    await oona.getByLabel("Name").fill("Sven Seller");
    await oona.getByLabel("E-mail", { exact: true }).fill("sven@northmill.example");
    await oona.getByRole("button", { name: "Invite" }).click();
    await oona.getByText("The invitation is on its way to Sven Seller").waitFor();
    await expectAccessible(oona);
    const link = await letterTo("sven@northmill.example", /http\S+\/invitation\/\S+/);

    const [one, two] = [await open(), await open({ locale: "fi-FI" })];
    for (const page of [one, two]) {
      await page.goto(link);
      await expectAccessible(page);
    }
    await one.getByRole("button", { name: "Accept" }).click();
    await one.waitForURL((url) => url.pathname === "/");
    await two.getByRole("button", { name: "Hyväksy" }).click();
    await two.getByText("Kutsu on jo käytetty").first().waitFor();

    await one.goto("/account");
    await one.getByRole("heading", { name: "My account" }).waitFor();
    await oona.goto("/deployment");
    const row = oona.getByRole("row", { name: /Sven/ });
    await row.getByText("Change").click();
    await row.getByRole("button", { name: "Shut out" }).click();
    await oona.getByText("Shut out since").waitFor();
    await one.goto("/account");
    expect(one.url()).toContain("/sign-in");
    await one.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

describe("an invitation that can no longer be used", () => {
  /** Changes what only time changes, in the server's own database. */
  async function inDatabase(sql: string, values: unknown[]): Promise<void> {
    const password = readFileSync(join(server.dataDir, "database.password"), "utf8").trim();
    const host = join(server.dataDir, "run");
    const client = new pg.Client({ host, port: 5432, user: "postgres", password, database: "postgres" });
    await client.connect();
    await client.query(sql, values);
    await client.end();
  }
  async function invited(oona: Page, name: string): Promise<string> {
    const email = `${name.toLowerCase()}@northmill.example`;
    await oona.goto("/deployment");
    await oona.getByLabel("Name").fill(`${name} Guest`);
    await oona.getByLabel("E-mail", { exact: true }).fill(email);
    await oona.getByRole("button", { name: "Invite" }).click();
    await oona.getByText(`The invitation is on its way to ${name} Guest`).waitFor();
    return letterTo(email, /http\S+\/invitation\/\S+/);
  }
  /** What the holder of a link reads, and where the one button leads. */
  async function reads(link: string, status: number, title: string, words: RegExp): Promise<void> {
    for (const options of [{ viewport: phone }, { javaScriptEnabled: false }]) {
      const page = await open(options);
      expect((await page.goto(link))?.status()).toBe(status);
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
      expect(await page.locator("main").innerText()).toMatch(words);
      expect(await page.getByRole("button", { name: /Accept/ }).count()).toBe(0);
      if (!("javaScriptEnabled" in options)) await expectAccessible(page);
      if (status === 404) continue;
      await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
      await page.waitForURL(/sign-in/);
    }
  }

  it("says why and what to do: run out, used, taken back, or broken on the way", async () => {
    const oona = await open();
    await signInByCode(oona, "oona@northmill.example", "/deployment");
    const [late, used, back] = [
      await invited(oona, "Lotta"),
      await invited(oona, "Ulla"),
      await invited(oona, "Tarja"),
    ];
    const [before] = [await open()];
    await before.goto(late); // looked at in time, accepted too late
    await inDatabase("update invitation set expires_at = now() - interval '1 minute' where email = $1", [
      "lotta@northmill.example",
    ]);
    await before.getByRole("button", { name: "Accept" }).click();
    await before.getByText("This invitation has run out").first().waitFor();
    await reads(late, 410, "This invitation has run out", /Oona Owner can send you a new one/);

    const ulla = await open();
    await ulla.goto(used);
    await ulla.getByRole("button", { name: "Accept" }).click();
    await ulla.waitForURL((url) => url.pathname === "/");
    await reads(used, 410, "This invitation has been used", /works once. If it was you who used it, sign in/);

    await oona.goto("/deployment");
    await oona
      .getByRole("listitem")
      .filter({ hasText: "Tarja" })
      .getByRole("button", { name: "Take back" })
      .click();
    await oona.getByText("The invitation was taken back.").waitFor();
    await reads(back, 410, "This invitation was taken back", /ask Oona Owner/);

    await reads(back.slice(0, -6), 404, "This link leads nowhere", /copy the whole address from the letter/);
  });
});

describe("the language", () => {
  it("is changed before and after signing in, without a script", async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto("/sign-in");
    await page.locator("details.menu summary").first().click();
    await page.getByRole("button", { name: "Suomi" }).click();
    await page.getByRole("heading", { name: "Kirjaudu sisään" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});
