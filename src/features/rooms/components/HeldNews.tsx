import { useMessages } from "#platform/i18n/index.ts";
import { Button, Notice } from "#ui/index.ts";
import { liveMessages } from "../live-messages.ts";

/** Something new waits while a form is being filled in. */
export function HeldNews({ onShow }: { onShow: () => void }) {
  const t = useMessages(liveMessages);
  return (
    <Notice tone="info">
      {t("held-text")}{" "}
      <Button type="button" look="quiet" size="small" onClick={onShow}>
        {t("held-show")}
      </Button>
    </Notice>
  );
}
