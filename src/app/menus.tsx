import { Link, useLocation } from "react-router";
import { languages, useMessages, useReading } from "#platform/i18n/index.ts";
import { ButtonLink, Menu } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";
import { useRootData } from "./useRootData.ts";

/** The languages of the screens. A whole new page answers, since a page holds the words of one language only. */
export function LanguageMenu() {
  const t = useMessages(frameMessages);
  const { locale } = useReading();
  const { pathname, search } = useLocation();
  return (
    <Menu label={t("language")} icon="globe" iconOnly>
      <form method="post" action="/language">
        <input type="hidden" name="next" value={pathname + search} />
        {Object.entries(languages).map(([tag, name]) => (
          <button
            key={tag}
            type="submit"
            name="locale"
            value={tag}
            lang={tag}
            aria-current={tag === locale ? "true" : undefined}
          >
            {name}
          </button>
        ))}
      </form>
    </Menu>
  );
}

/** Who is signed in: account and sign-out; or the way in. */
export function PersonMenu() {
  const t = useMessages(frameMessages);
  const reader = useRootData()?.reader;
  const { pathname } = useLocation();
  if (!reader) {
    if (pathname === "/sign-in") return null;
    return (
      <ButtonLink to="/sign-in" size="small">
        {t("sign-in")}
      </ButtonLink>
    );
  }
  return (
    <Menu label={reader.name} icon="person">
      <Link to="/account">{t("account")}</Link>
      {reader.staff && <Link to="/companies">{t("companies")}</Link>}
      {reader.staff && <Link to="/blueprints">{t("blueprints")}</Link>}
      {reader.owner && <Link to="/deployment">{t("people")}</Link>}
      {reader.owner && <Link to="/deployment/rooms">{t("enter-room")}</Link>}
      {reader.owner && <Link to="/deployment/settings">{t("settings")}</Link>}
      <hr />
      <form method="post" action="/sign-out">
        <button type="submit">{t("sign-out")}</button>
      </form>
    </Menu>
  );
}
