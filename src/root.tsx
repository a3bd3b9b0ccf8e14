import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "react-router";
import { defaultLocale, pageTitle } from "#platform/i18n/index.ts";
import type { Route } from "./+types/root.ts";
import { BareErrorPage } from "./app/ErrorPage.tsx";
import { rootData } from "./app/root-data.ts";
import { useRootData } from "./app/useRootData.ts";
import "#ui/theme.css";

export const loader = ({ context }: Route.LoaderArgs) => rootData(context);

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, "");

/** The document around every screen, error pages too. */
export function Layout({ children }: { children: React.ReactNode }) {
  const data = useRootData();
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
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
        {data?.colour && (
          <style nonce={nonce} suppressHydrationWarning>{`:root{--brand:${data.colour}}`}</style>
        )}
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

/** When not even the frame could be made. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <BareErrorPage error={error} />;
}
