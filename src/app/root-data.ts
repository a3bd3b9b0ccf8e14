import type { RouterContextProvider } from "react-router";
import { nonceContext, preferencesContext, readerContext } from "#platform/identity/context.ts";
import { deployment } from "#platform/identity/deployment.ts";

/** What every screen knows, and so as little as can be: how the reader reads, who is signed in, whose rooms these are. */
export async function rootData(context: Readonly<RouterContextProvider>) {
  const { locale, timeZone, theme } = context.get(preferencesContext);
  const reader = context.get(readerContext);
  const { name, logo, logoText, colour, supportEmail, supportPhone } = await deployment();
  return {
    reading: { locale, timeZone, now: new Date().toISOString() },
    theme,
    nonce: context.get(nonceContext),
    supplier: { name, logo, logoText, supportEmail, supportPhone },
    colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : "",
    reader: reader && {
      id: reader.actor.viewerId ?? reader.actor.personId,
      name: reader.name,
      companyName: reader.companyName,
      staff: reader.staff,
      owner: reader.owner,
    },
  };
}
