import type { ReactNode } from "react";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { type Purpose, purposes } from "../model/lists.ts";

/** What a revision is given out for. */
export function PurposeSelect(props: { refusal: RefusalWords; start?: Purpose | undefined }): ReactNode {
  const { refusal, start = "information" } = props;
  const t = useMessages(documentMessages);
  return (
    <Select
      name="purpose"
      label={t("purpose")}
      options={purposes.map((value) => ({ value, label: t(`purpose-${value}`) }))}
      defaultValue={refusal.value("purpose") ?? start}
      error={refusal.error("purpose")}
      short
    />
  );
}
