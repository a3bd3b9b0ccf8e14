import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Badge, ButtonLink, VisuallyHidden } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";

const freshMs = 2_000;
let kept = { at: 0, count: 0 };

/** What concerns me and is not read. The number comes after the page; without script the bell is a plain link. */
export function Bell() {
  const t = useMessages(frameMessages);
  const { key } = useLocation();
  const [count, setCount] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new screen is an occasion to ask
  useEffect(() => {
    setCount(kept.count);
    if (Date.now() - kept.at < freshMs) return;
    const abort = new AbortController();
    fetch("/api/v1/notifications/unread", { signal: abort.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((answer: { count: number } | null) => {
        if (!answer) return;
        kept = { at: Date.now(), count: answer.count };
        setCount(answer.count);
      })
      .catch(() => undefined);
    return () => abort.abort();
  }, [key]);
  return (
    <ButtonLink to="/notifications" look="quiet" icon="bell" className="text-ink">
      <VisuallyHidden>{count > 0 ? t("bell-count", { count }) : t("bell")}</VisuallyHidden>
      {count > 0 && (
        <span aria-hidden="true">
          <Badge kind="count">{count}</Badge>
        </span>
      )}
    </ButtonLink>
  );
}
