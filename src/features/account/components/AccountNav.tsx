import { useMessages } from "#platform/i18n/index.ts";
import { SubNav } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** The places of my account. */
export function AccountNav() {
  const t = useMessages(accountMessages);
  return (
    <SubNav
      label={t("account-title")}
      items={[
        { to: "/account", label: t("account-profile") },
        { to: "/account/security", label: t("account-security") },
        { to: "/account/calendar", label: t("account-calendar") },
      ]}
    />
  );
}

/** The places of the deployment, for its owners. */
export function DeploymentNav() {
  const t = useMessages(accountMessages);
  return (
    <SubNav
      label={t("deployment-title")}
      items={[
        { to: "/deployment", label: t("deployment-people") },
        { to: "/deployment/settings", label: t("deployment-settings") },
      ]}
    />
  );
}
