import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import { defaultLocale } from "#platform/i18n/index.ts";
import { nonceContext, preferencesContext, readerContext } from "#platform/identity/context.ts";
import type { Route } from "./+types/root.ts";
import "#ui/theme.css";

/** What every screen knows: how the reader reads and who is signed in. */
export function loader({ context }: Route.LoaderArgs) {
  const { locale, timeZone, theme } = context.get(preferencesContext);
  const reader = context.get(readerContext);
  return {
    reading: { locale, timeZone },
    theme,
    nonce: context.get(nonceContext),
    reader: reader && {
      id: reader.actor.personId,
      name: reader.name,
      companyName: reader.companyName,
      staff: reader.staff,
      owner: reader.owner,
    },
  };
}

/** The document around every screen, error pages too. */
export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  // The nonce is spent once the page is there; a browser hides it from scripts.
  const nonce = typeof document === "undefined" ? data?.nonce : undefined;
  return (
    <html
      lang={data?.reading.locale ?? defaultLocale}
      data-theme={data?.theme === "system" ? undefined : data?.theme}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}
