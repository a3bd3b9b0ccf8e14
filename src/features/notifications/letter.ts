import { config } from "#platform/config.ts";
import { formatFor, translate, type Values } from "#platform/i18n/index.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { type Mail, renderMail } from "#platform/mail/index.ts";
import { signId } from "#platform/signing.ts";
import type { Item } from "./items.ts";
import { type NotificationKey, notificationMessages } from "./messages.ts";
import { sentence } from "./words.ts";

/** Purpose of the token that turns a person's mails off. */
export const offPurpose = "notifications-off";

/** To whom a letter goes, and how they read. */
export interface Reader {
  id: string;
  email: string;
  locale: string;
  timeZone: string;
}

/**
 * The letter about some notifications: what happened, where, when, and links. No message is quoted; of the commercial
 * area it says nothing but that there is something new.
 * @param key names this sending: sent again it is known as the same mail
 */
export async function letterAbout(reader: Reader, items: Item[], key: string): Promise<Mail> {
  const t = (name: NotificationKey, values?: Values) =>
    translate(notificationMessages, reader.locale, name, values, reader.timeZone);
  const format = formatFor(reader.locale, reader.timeZone);
  const { BASE_URL } = config();
  const off = `${BASE_URL}/notifications/off/${await signId(offPurpose, reader.id)}`;
  const said = items.map((item) => ({
    words: item.audience.kind === "commercial" ? t("mail-commercial") : sentence(t, item, false),
    where: `${item.roomName}, ${format.dateTime(item.at)}`,
    href: `${BASE_URL}/notifications/${item.room}/${item.id}`,
  }));
  const [first] = said;
  const one = said.length === 1 && first ? first : null;
  const heading = one ? one.words : t("mail-many", { count: said.length });
  return {
    to: reader.email,
    subject: one ? `${one.words} (${items[0]?.roomName})` : heading,
    key,
    unsubscribeUrl: off,
    ...renderMail({
      locale: reader.locale,
      sender: (await deployment()).name || "Frontstage",
      heading,
      paragraphs: one ? [one.where] : said.map(({ words, where, href }) => `${words}\n${where}\n${href}`),
      action: one
        ? { label: t("mail-action"), href: one.href }
        : { label: t("mail-action-many"), href: `${BASE_URL}/notifications` },
      footer: { why: t("mail-why"), off: { label: t("mail-off"), href: off } },
    }),
  };
}
