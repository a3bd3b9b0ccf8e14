import { z } from "zod";

/** The languages of the screens; the same list as `#platform/i18n`, as a schema. */
export const localeField = z.enum(["en", "fi"]);

export const personName = z.string().trim().min(1).max(120);

export const emailField = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

/** A name of a time zone that this machine knows, such as Europe/Helsinki. */
export const timeZoneField = z.string().refine(isTimeZone, "time-zone-unknown");

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** What a person may change of themselves. */
export const profileFields = z.object({
  name: personName,
  title: z.string().trim().max(120).default(""),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[+\d][\d ()./-]*$|^$/, "phone-shape")
    .default(""),
  locale: localeField,
  timeZone: timeZoneField,
  theme: z.enum(["system", "light", "dark"]),
});

/**
 * A password: long rather than odd (NIST SP 800-63B: 15 characters where it may stand alone; here a one-time number stands
 * beside it, so 12), no rule on kinds of letters, none of the words that everybody tries.
 */
export const passwordField = z
  .string()
  .min(12)
  .max(200)
  .refine((text) => new Set(text.toLowerCase()).size >= 5, "password-plain")
  .refine(
    (text) => !/^(.{1,8})\1+$|password|salasana|qwerty|12345678|frontstage/i.test(text),
    "password-plain",
  );

/** `#rrggbb`, or nothing for the house colour. */
export const colourField = z
  .string()
  .trim()
  .regex(/^#[0-9a-fA-F]{6}$|^$/, "colour-shape")
  .default("");

/** The deployment's settings that an owner changes. */
export const deploymentFields = z.object({
  name: personName.max(200),
  logoText: z.string().trim().max(40).default(""),
  colour: colourField,
  supportEmail: z.union([z.literal(""), z.email().max(254)]).default(""),
  supportPhone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[+\d][\d ()./-]*$|^$/, "phone-shape")
    .default(""),
});

/**
 * Who holds an invitation's link, as far as its page may tell. Until the address is shown to be the holder's, by a link that
 * was mailed to it or by signing in, the page is the same whether the address has an account or not.
 */
export function holderOf(
  found: { personId: string | null; byMail: boolean },
  me: string | null,
  mail: boolean,
): "me" | "another" | "known" | "new" | "confirm" | "either" {
  if (me) return me === found.personId ? "me" : "another";
  if (found.byMail) return found.personId ? "known" : "new";
  return mail ? "confirm" : "either";
}
