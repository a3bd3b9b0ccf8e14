import { type ReactNode, useEffect, useState } from "react";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Notice } from "#ui/index.ts";
import { uploadMessages } from "../messages.ts";
import { fileOf } from "./handles.ts";
import type { Files } from "./useFiles.ts";

/** What was begun on another day, or before the page was closed: it goes on by itself where the browser lets it, else with the file. */
export function UnfinishedFiles({ files, several }: { files: Files; several: boolean }): ReactNode {
  const t = useMessages(uploadMessages);
  const format = useFormat();
  const { outbox, unfinished } = files;
  const [askable, setAskable] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    for (const { upload, ready } of outbox.unfinished())
      if (!ready)
        void fileOf(upload, false).then((file) => {
          if (file === "ask-first") setAskable((known) => new Set([...known, upload]));
          else if (file) outbox.add([{ file, path: file.name }]);
        });
  }, [outbox]);

  if (unfinished.length === 0) return null;
  const goOn = async (upload: string) => {
    const file = await fileOf(upload, true);
    if (file && file !== "ask-first") outbox.add([{ file, path: file.name }]);
    else setAskable((known) => new Set([...known].filter((one) => one !== upload)));
  };
  return (
    <div className="mt-4">
      <Notice title={t("unfinished")}>
        {unfinished.some((one) => !one.ready) && <p>{t("unfinished-how")}</p>}
        {several && unfinished.filter((one) => one.ready).length > 1 && (
          <p>
            <Button
              type="button"
              size="small"
              onClick={() => {
                for (const one of unfinished) if (one.ready) outbox.use(one.upload);
              }}
            >
              {t("use-all", { count: unfinished.filter((one) => one.ready).length })}
            </Button>
          </p>
        )}
        <ul className="files mt-2">
          {unfinished.map((one) => (
            <li key={one.upload} className="file-row">
              <p>
                <span className="wrap-anywhere font-medium">{one.name}</span>{" "}
                <span className="text-muted tabular-nums">
                  {t(one.ready ? "unfinished-whole" : "unfinished-bytes", {
                    received: format.bytes(one.received),
                    size: format.bytes(one.size),
                    until: format.date(one.expires),
                  })}
                </span>
              </p>
              <p className="flex flex-wrap gap-2">
                {one.ready && (
                  <Button
                    type="button"
                    size="small"
                    aria-label={t("use-what", { name: one.name })}
                    onClick={() => {
                      if (!several) for (const item of outbox.items()) outbox.remove(item.key);
                      outbox.use(one.upload);
                    }}
                  >
                    {t("use")}
                  </Button>
                )}
                {!one.ready && askable.has(one.upload) && (
                  <Button type="button" size="small" onClick={() => void goOn(one.upload)}>
                    {t("continue")}
                  </Button>
                )}
                <Button
                  type="button"
                  size="small"
                  look="quiet"
                  aria-label={t("discard-what", { name: one.name })}
                  onClick={() => outbox.forget(one.upload)}
                >
                  {t("discard")}
                </Button>
              </p>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
