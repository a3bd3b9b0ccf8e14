import type { ReactNode } from "react";
import { FilesField, type useFiles } from "#features/uploads/components/index.ts";
import { type RefusalWords, useFormat, useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { Checkbox } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** A form's file, or several. What was received before the form was refused is kept and need not be sent again. */
export function FileChoice(props: {
  files: ReturnType<typeof useFiles>;
  refusal: RefusalWords;
  kept: { name: string; size: number } | null | undefined;
  maxMegabytes: number;
  several?: boolean;
  /** What was typed as the title while there was one file. */
  firstTitle?: string | undefined;
  /** The one file that was kept is a document already. */
  same?: boolean;
  /** What was wrong with single ones of several files, by upload. */
  wrong?: Record<string, { code: string; params?: Record<string, string | number> }> | undefined;
}): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const words = useProblemWords(documentMessages);
  const { refusal, files, wrong } = props;
  // Files on the list say themselves what has become of them.
  const kept = files.items.length === 0 ? props.kept : null;
  const limit = t("file-hint", { size: format.bytes(roundLimit(props.maxMegabytes) * 1_000_000) });
  return (
    <>
      {kept && <input type="hidden" name="upload" value={refusal.value("upload")} />}
      {kept && props.same && <Checkbox name="again" label={t("again")} />}
      <FilesField
        files={files}
        label={t("file")}
        hint={kept ? `${t("file-kept", { name: kept.name, size: format.bytes(kept.size) })} ${limit}` : limit}
        error={refusal.error("file") ?? (files.items.length === 0 ? refusal.error("upload") : undefined)}
        optional={Boolean(kept)}
        several={props.several ?? false}
        titleOf={(item) =>
          refusal.value(`title:${item.upload}`) ?? (item === files.items[0] ? props.firstTitle : undefined)
        }
        refused={(upload) => (wrong?.[upload] ? words(wrong[upload]) : undefined)}
        again={(upload) => (wrong?.[upload]?.code === "document-same-content" ? t("again") : undefined)}
      />
    </>
  );
}

/** Ten gigabytes are not 10.24 to whoever reads a hint. */
const roundLimit = (megabytes: number): number =>
  megabytes > 1000 ? Math.floor(megabytes / 1000) * 1000 : megabytes;
