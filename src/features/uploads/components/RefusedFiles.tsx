import { type ReactNode, useEffect, useRef } from "react";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Notice } from "#ui/index.ts";
import { uploadMessages } from "../messages.ts";
import type { Files } from "./useFiles.ts";

/** Beside the button that sends the form: why nothing was sent, once it was pressed with files that were not accepted. */
export function RefusedFiles({ files }: { files: Files }): ReactNode {
  const t = useMessages(uploadMessages);
  const format = useFormat();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (files.blocked) here.current?.focus();
  }, [files.blocked]);
  if (!files.blocked) return null;
  const refused = files.items.filter((item) => item.state === "refused");
  return (
    <div ref={here} tabIndex={-1}>
      <Notice
        tone="problem"
        title={t("blocked", { names: format.list(refused.map(({ path }) => path)) })}
        live
      >
        <p>{t("blocked-how")}</p>
        <Button
          type="button"
          size="small"
          onClick={() => {
            for (const { key } of refused) files.outbox.remove(key);
          }}
        >
          {t("blocked-remove", { count: refused.length })}
        </Button>
      </Notice>
    </div>
  );
}
