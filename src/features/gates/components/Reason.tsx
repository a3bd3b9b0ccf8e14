import type { ReactNode } from "react";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { TextArea } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";

/** The field for a reason; which of the forms it stands in is in its id. */
export function Reason({
  id,
  refusal,
  required,
  hint,
}: {
  id: string;
  refusal: RefusalWords;
  required?: boolean;
  hint?: string;
}): ReactNode {
  const t = useMessages(gateMessages);
  return (
    <TextArea
      name="reason"
      id={id}
      label={t("reason")}
      optional={required ? undefined : t("optional")}
      required={required}
      hint={hint}
      rows={3}
      maxLength={2000}
      defaultValue={refusal.value("reason")}
      error={refusal.error("reason")}
    />
  );
}
