import { useEffect, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, fieldId } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** A link that is handed over by hand: it can be read, selected and, with a script, copied by a button. */
export function LinkToCopy({ link, name = "link" }: { link: string; name?: string }) {
  const t = useMessages(accountMessages);
  const [copied, setCopied] = useState(false);
  // A button that would do nothing is not shown: without JavaScript, or on an address without TLS.
  const [able, setAble] = useState(false);
  useEffect(() => setAble(Boolean(navigator.clipboard)), []);
  const id = fieldId(name);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t("link-label")}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          name={name}
          className="input min-w-0 flex-1"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
        />
        {able && (
          <Button
            type="button"
            onClick={() =>
              navigator.clipboard.writeText(link).then(
                () => setCopied(true),
                () => document.getElementById(id)?.focus(),
              )
            }
          >
            {copied ? t("link-copied") : t("link-copy")}
          </Button>
        )}
      </div>
      <span role="status" className="sr-only">
        {copied ? t("link-copied") : ""}
      </span>
    </div>
  );
}
