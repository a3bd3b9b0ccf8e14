import { useMessages } from "#platform/i18n/index.ts";
import { frameMessages } from "./messages.ts";
import { useRootData } from "./useRootData.ts";

/** Whose rooms these are and whom to call; also for those who are not signed in, since they may be locked out. */
export function Footer({ supplier }: { supplier: string }) {
  const t = useMessages(frameMessages);
  const contact = useRootData()?.supplier;
  const { supportPhone: phone, supportEmail: email } = contact ?? { supportPhone: "", supportEmail: "" };
  return (
    <>
      <span>{supplier}</span>
      {phone || email ? (
        <span>
          {t("support")}
          {phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}
          {phone && email && ", "}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </span>
      ) : (
        <span>{t("support-none")}</span>
      )}
    </>
  );
}
