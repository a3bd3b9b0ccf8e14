import type en from "../../../messages/en/identity.json";
import { config } from "../config.ts";
import { catalogue, translate, type Values } from "../i18n/catalogue.ts";
import { log } from "../log.ts";
import { type Mailer, mailer, renderMail } from "../mail/index.ts";
import { deployment } from "./deployment.ts";

const messages = await catalogue<keyof typeof en>("identity");

let kept: { url: string | undefined; mailer: Mailer } | undefined;

/**
 * The deployment's mailer, made once for its settings. The demonstration has none, whatever is set: its people are invented,
 * and what it tells of them must reach nobody.
 */
export function post(): Mailer {
  const { SMTP_URL: url, MAIL_FROM, DEMO } = config();
  const SMTP_URL = DEMO ? undefined : url;
  if (!kept || kept.url !== SMTP_URL) kept = { url: SMTP_URL, mailer: mailer({ SMTP_URL, MAIL_FROM }) };
  return kept.mailer;
}

const words = (locale: string) => (key: keyof typeof en, values?: Values) =>
  translate(messages, locale, key, values, "UTC");

/** Sends a sign-in code. Not awaited by the sign-in page, so that its answer takes as long for an unknown address. */
export async function sendCode(
  to: string,
  code: { id: string; code: string; locale: string },
): Promise<void> {
  const t = words(code.locale);
  const supplier = (await deployment()).name || "Frontstage";
  await post().send({
    to,
    subject: t("code-subject", { supplier }),
    key: `sign-in-code:${code.id}`,
    ...renderMail({
      locale: code.locale,
      sender: supplier,
      heading: t("code-heading"),
      paragraphs: [`${code.code.slice(0, 4)} ${code.code.slice(4)}`, t("code-text"), t("code-care")],
      footer: { why: t("code-why") },
    }),
  });
}

/** Sends a sign-in link that an owner has asked for. */
export async function sendSignInLink(letter: { to: string; locale: string; link: string }): Promise<void> {
  const t = words(letter.locale);
  const supplier = (await deployment()).name || "Frontstage";
  await post().send({
    to: letter.to,
    subject: t("link-subject", { supplier }),
    key: `sign-in-link:${letter.link.slice(-12)}`,
    ...renderMail({
      locale: letter.locale,
      sender: supplier,
      heading: t("link-heading"),
      paragraphs: [t("link-text"), t("link-care")],
      action: { label: t("link-action"), href: letter.link },
      footer: { why: t("link-why", { supplier }) },
    }),
  });
}

/** What an invitation's letter says. */
export interface InvitationLetter {
  to: string;
  locale: string;
  link: string;
  inviter: string;
  company: string;
  room: string | null;
  until: Date;
  key: string;
}

/** Sends an invitation with its personal link. */
export async function sendInvitation(letter: InvitationLetter): Promise<void> {
  const t = words(letter.locale);
  const supplier = (await deployment()).name || "Frontstage";
  const { inviter, until } = letter;
  const room = letter.room ?? "";
  const company = letter.company || "none";
  await post().send({
    to: letter.to,
    subject: letter.room
      ? t("invitation-subject", { inviter, room })
      : t("invitation-subject-colleague", { inviter, supplier }),
    key: letter.key,
    ...renderMail({
      locale: letter.locale,
      sender: supplier,
      heading: letter.room
        ? t("invitation-heading", { room })
        : t("invitation-heading-colleague", { supplier }),
      paragraphs: [
        letter.room
          ? t("invitation-text", { inviter, company })
          : t("invitation-text-colleague", { inviter, supplier }),
        t("invitation-use", { until }),
      ],
      action: { label: t("invitation-action"), href: letter.link },
      footer: { why: t("invitation-why", { inviter }) },
    }),
  });
}

/** Tells somebody that the ways to sign in to their account have changed. Failure is logged and stops nothing. */
export async function tellOfChange(
  to: { email: string; locale: string },
  change: { kind: "passkey-added"; name: string } | { kind: "password-set" },
): Promise<void> {
  if (!post().configured) return;
  const t = words(to.locale);
  try {
    await post().send({
      to: to.email,
      subject: t("changed-subject"),
      key: `account-changed:${to.email}:${Date.now()}`,
      ...renderMail({
        locale: to.locale,
        sender: (await deployment()).name || "Frontstage",
        heading: t("changed-heading"),
        paragraphs: [
          change.kind === "passkey-added"
            ? t("changed-passkey-added", { name: change.name })
            : t("changed-password-set"),
          t("changed-care"),
        ],
        action: { label: t("changed-action"), href: `${config().BASE_URL}/account/security` },
        footer: { why: t("changed-why") },
      }),
    });
  } catch (error) {
    log().warn({ err: error }, "a letter about a changed account was not sent");
  }
}
