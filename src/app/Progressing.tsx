import { useNavigation } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { frameMessages } from "./messages.ts";

/** A hairline at the top while an answer is awaited for longer than usual. Quick answers show nothing. */
export function Progressing() {
  const t = useMessages(frameMessages);
  const busy = useNavigation().state !== "idle";
  return (
    <div role="status" className="frame-busy" hidden={!busy}>
      <span className="sr-only">{busy ? t("working") : ""}</span>
    </div>
  );
}
