import { useEffect, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, TextField } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";

/** A link to be copied: selectable text without JavaScript, and a button with it. */
export function CopyField({ label, hint, value }: { label: string; hint: string; value: string }) {
  const t = useMessages(roomsMessages);
  const [copied, setCopied] = useState(false);
  // A button that would do nothing is not shown: without JavaScript, or on an address without TLS.
  const [able, setAble] = useState(false);
  useEffect(() => setAble(Boolean(navigator.clipboard)), []);
  return (
    <div>
      <TextField
        name="link"
        label={label}
        hint={hint}
        readOnly
        defaultValue={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className="mt-2" aria-live="polite">
        {able && (
          <Button
            type="button"
            onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
          >
            {copied ? t("copied") : t("copy")}
          </Button>
        )}
      </p>
    </div>
  );
}
