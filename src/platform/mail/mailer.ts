import { createHash } from "node:crypto";
import nodemailer from "nodemailer";
import { Problem } from "../errors.ts";

export interface MailSettings {
  /** `smtp://user:secret@host:587` or `smtps://…:465`. `?requireTLS=false` allows an unencrypted line to another machine. */
  SMTP_URL?: string | undefined;
  /** Sender, e.g. `Frontstage <rooms@example.com>`. */
  MAIL_FROM: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /**
   * What makes this mail this mail (`invitation:<id>:1`). The Message-ID follows from it, so that a mail sent again after
   * a crash is known as the same by mail programs, and by servers that drop doubles.
   */
  key: string;
  /** Address that switches such mails off by POST without a question (RFC 8058); it must carry its own token. */
  unsubscribeUrl?: string;
  /** Further headers, by name. */
  headers?: Record<string, string>;
}

export interface Mailer {
  /** False: no SMTP server is set. Callers then show their links for copying. */
  configured: boolean;
  /**
   * Hands a mail to the server; false when none is configured, and nothing happened.
   * @throws Problem `mail-refused` (the server says never: do not retry), `mail-unreachable` (retry later). Neither
   *   carries an address or text, so both may be logged.
   */
  send(mail: Mail): Promise<boolean>;
  /** Whether the server answers and takes the sign-in; false when none is configured. */
  reachable(): Promise<boolean>;
  close(): void;
}

const UNCONFIGURED: Mailer = {
  configured: false,
  send: async () => false,
  reachable: async () => false,
  close: () => undefined,
};

/**
 * The deployment's way to send mail. The line is encrypted unless the server is this machine: a server that does not offer
 * TLS is refused rather than spoken to in the clear.
 */
export function mailer({ SMTP_URL, MAIL_FROM }: MailSettings): Mailer {
  if (!SMTP_URL) return UNCONFIGURED;
  const transport = nodemailer.createTransport(transportOptions(new URL(SMTP_URL)));
  const domain = /@([^\s>]+)>?\s*$/.exec(MAIL_FROM)?.[1] ?? "localhost";
  return {
    configured: true,
    async send({ to, subject, text, html, key, unsubscribeUrl, headers = {} }) {
      try {
        await transport.sendMail({
          from: MAIL_FROM,
          // As an object, so that a comma in what somebody typed does not become a second recipient.
          to: { name: "", address: to },
          subject,
          text,
          html,
          messageId: messageId(key, domain),
          headers: {
            ...headers,
            ...unsubscribe(unsubscribeUrl),
            "Auto-Submitted": "auto-generated",
          },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return true;
      } catch (error) {
        throw mailProblem(error);
      }
    },
    reachable: () => transport.verify().catch(() => false),
    close: () => transport.close(),
  };
}

function transportOptions(url: URL) {
  const secure = url.protocol === "smtps:";
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  return {
    pool: true as const,
    maxConnections: 2,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !local && url.searchParams.get("requireTLS") !== "false",
    ignoreTLS: local && !secure,
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    logger: false,
  };
}

/** Tells nothing of the key, which may name a person or a room. */
const messageId = (key: string, domain: string) =>
  `<${createHash("sha256").update(key).digest("hex").slice(0, 32)}@${domain}>`;

function unsubscribe(url: string | undefined): Record<string, string> {
  if (!url) return {};
  return {
    "List-Unsubscribe": `<${new URL(url).href}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** The server's own words may hold the address, so they are left behind. */
function mailProblem(error: unknown): Problem {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
  const never = responseCode >= 500 && code !== "EAUTH";
  return new Problem(never ? "mail-refused" : "mail-unreachable", { status: never ? 422 : 503 });
}
