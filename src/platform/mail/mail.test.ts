import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeEach, expect, test } from "vitest";
import { type Mail, mailer, renderMail } from "./index.ts";

/** A real SMTP server on loopback; it keeps what it takes. */
const received: { recipients: string[]; mail: Email }[] = [];
let refusal: { at: "RCPT" | "DATA"; code: number } | undefined;
const refuse = (at: "RCPT" | "DATA") =>
  refusal?.at === at
    ? Object.assign(new Error("no such person anna@mill.example"), { responseCode: refusal.code })
    : null;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo: (_address, _session, done) => done(refuse("RCPT")),
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", async () => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ recipients, mail: await PostalMime.parse(Buffer.concat(chunks)) });
      done(refuse("DATA"));
    });
  },
});
await new Promise<void>((ready) => void server.listen(0, "0.0.0.0", ready));
const port = (server.server.address() as AddressInfo).port;
const settings = { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Frontstage <rooms@supplier.example>" };
const post = mailer(settings);

afterAll(() => {
  post.close();
  return new Promise<void>((done) => void server.close(done));
});
beforeEach(() => {
  received.length = 0;
  refusal = undefined;
});

const content = {
  locale: "fi",
  sender: "Suomen Kattila Oy",
  heading: "Kutsu huoneeseen <Kattila 2>",
  paragraphs: ["Hei Anna,", "Teidät on kutsuttu.\nTervetuloa!"],
  action: { label: "Avaa huone", href: "https://rooms.supplier.example/i/abc?x=1&y=2" },
  footer: {
    why: "Saitte tämän, koska teidät kutsuttiin.",
    off: { label: "Lopeta", href: "https://rooms.supplier.example/off/t" },
  },
};
const mail = (more: Partial<Mail> = {}): Mail => ({
  to: "anna@mill.example",
  subject: "Kutsu: höyrykattila",
  ...renderMail(content),
  key: "invitation:42:1",
  ...more,
});

test("arrives with both bodies, a stable Message-ID and one-click off", async () => {
  expect(await post.send(mail({ unsubscribeUrl: "https://rooms.supplier.example/off/t" }))).toBe(true);
  await post.send(mail());
  const [first, second] = received;
  expect(first?.recipients).toEqual(["anna@mill.example"]);
  expect(first?.mail).toMatchObject({
    subject: "Kutsu: höyrykattila",
    from: { name: "Frontstage", address: "rooms@supplier.example" },
  });
  expect(first?.mail.messageId).toMatch(/^<[0-9a-f]{32}@supplier\.example>$/);
  expect(second?.mail.messageId).toBe(first?.mail.messageId);
  expect(first?.mail.text?.trim()).toBe(mail().text.trim());
  expect(first?.mail.html?.trim()).toBe(mail().html);
  const header = (name: string) => first?.mail.headers.find(({ key }) => key === name)?.value;
  expect(header("list-unsubscribe")).toBe("<https://rooms.supplier.example/off/t>");
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(header("auto-submitted")).toBe("auto-generated");
  expect(second?.mail.headers.some(({ key }) => key === "list-unsubscribe")).toBe(false);
});

test("another key is another mail", async () => {
  await post.send(mail());
  await post.send(mail({ key: "invitation:42:2" }));
  expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(2);
});

test("line breaks and commas in what people typed add no header and no recipient", async () => {
  await post.send(
    mail({
      subject: "Hei\r\nBcc: spy@evil.example",
      headers: { "X-Room": "a\r\nBcc: spy@evil.example" },
      unsubscribeUrl: "https://x.example/a>\r\nBcc: spy@evil.example",
    }),
  );
  const off = received[0]?.mail.headers.find(({ key }) => key === "list-unsubscribe");
  expect(off?.value).toBe("<https://x.example/a%3EBcc:%20spy@evil.example>");
  await post.send(mail({ to: "anna@mill.example, spy@evil.example" })).catch(() => undefined);
  for (const { recipients, mail } of received) {
    expect(recipients).not.toContain("spy@evil.example");
    expect(mail.bcc).toBeUndefined();
  }
  expect(received[0]?.recipients).toEqual(["anna@mill.example"]);
});

test("a refusal is final, a stumble is not, and neither tells whom it was about", async () => {
  refusal = { at: "RCPT", code: 550 };
  const never = await post.send(mail()).catch((error: unknown) => error);
  expect(never).toMatchObject({ code: "mail-refused" });
  refusal = { at: "DATA", code: 451 };
  const later = await post.send(mail()).catch((error: unknown) => error);
  expect(later).toMatchObject({ code: "mail-unreachable", status: 503 });
  for (const error of [never, later] as Error[]) {
    expect(`${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain("anna");
  }
});

test("a server that is away is unreachable; one that speaks in the clear is, unless it is this machine", async () => {
  expect(await post.reachable()).toBe(true);
  const away = mailer({ ...settings, SMTP_URL: "smtp://127.0.0.1:1" });
  await expect(away.send(mail())).rejects.toMatchObject({ code: "mail-unreachable" });
  expect(await away.reachable()).toBe(false);
  const plain = mailer({ ...settings, SMTP_URL: `smtp://127.0.0.2:${port}` });
  expect(await plain.reachable()).toBe(false);
  const allowed = mailer({ ...settings, SMTP_URL: `smtp://127.0.0.2:${port}?requireTLS=false` });
  expect(await allowed.reachable()).toBe(true);
  for (const each of [away, plain, allowed]) each.close();
});

test("without a server nothing is sent, and the caller knows", async () => {
  const none = mailer({ MAIL_FROM: settings.MAIL_FROM });
  expect([none.configured, await none.send(mail()), await none.reachable()]).toEqual([false, false, false]);
});

test("the layout shows text as text, once as HTML and once plain", () => {
  const { html, text } = renderMail(content);
  expect(html).toContain('<html lang="fi">');
  expect(html).toContain("Kutsu huoneeseen &lt;Kattila 2&gt;");
  expect(html).not.toMatch(/<img|<script|url\(/);
  expect(html.match(/<a /g)).toHaveLength(3);
  for (const words of [content.heading, ...content.paragraphs, content.action.href, content.footer.why]) {
    expect(text).toContain(words);
  }
});
