import { pageTitle } from "#platform/i18n/index.ts";
import { preferencesContext, readerContext } from "#platform/identity/context.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { ask } from "#platform/operations/form.ts";
import { BuyerHome } from "../components/BuyerHome.tsx";
import { SellerHome } from "../components/SellerHome.tsx";
import { Welcome } from "../components/Welcome.tsx";
import { homeMessages } from "../home-messages.ts";
import { home } from "../queries/home.ts";
import type { Route } from "./+types/home.ts";

export async function loader({ context, request }: Route.LoaderArgs) {
  const reader = context.get(readerContext);
  if (!reader) return { who: "visitor" as const, supplier: await deployment() };
  const search = new URL(request.url).searchParams;
  const filter = {
    q: search.get("q") ?? "",
    // Only the supplier's screen has a choice of states; a customer is shown every room that waits for them.
    state: reader.staff ? stateIn(search.get("state")) : "all",
    mine: search.get("mine") === "true",
  };
  const found = await ask(context, home, filter);
  return reader.staff
    ? { who: "seller" as const, ...found, filter, today: today(context.get(preferencesContext).timeZone) }
    : { who: "buyer" as const, ...found, supplier: await deployment() };
}

const states = ["open", "won", "lost", "closed", "all"] as const;
/** What an address says that is no state is taken for the usual one. */
const stateIn = (text: string | null) => states.find((state) => state === text) ?? "open";

/** The reader's day, so that server and browser count the same ages. */
const today = (timeZone: string) => new Intl.DateTimeFormat("sv", { timeZone }).format(new Date());

export const meta: Route.MetaFunction = (args) => pageTitle(args, homeMessages, "home-title");

/** The first screen: the seller's work, the customer's rooms, or the way in. */
export default function Home({ loaderData }: Route.ComponentProps) {
  if (loaderData.who === "visitor") return <Welcome supplier={loaderData.supplier} />;
  if (loaderData.who === "seller") return <SellerHome {...loaderData} />;
  return <BuyerHome {...loaderData} supplier={loaderData.supplier.name} />;
}
