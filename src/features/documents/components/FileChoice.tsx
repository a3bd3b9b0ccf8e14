import type { ReactNode } from "react";
import { type RefusalWords, useFormat, useMessages } from "#platform/i18n/index.ts";
import { FileField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** A form's file. What was received before the form was refused is kept and need not be sent again. */
export function FileChoice(props: {
  refusal: RefusalWords;
  kept: { name: string; size: number } | null | undefined;
  maxMegabytes: number;
}): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const { refusal, kept } = props;
  const limit = t("file-hint", { megabytes: props.maxMegabytes });
  return (
    <>
      {kept && <input type="hidden" name="upload" value={refusal.value("upload")} />}
      <FileField
        name="file"
        label={t("file")}
        hint={kept ? `${t("file-kept", { name: kept.name, size: format.bytes(kept.size) })} ${limit}` : limit}
        error={refusal.error("file") ?? refusal.error("upload")}
        required={!kept}
      />
    </>
  );
}
