import { useEffect, useRef } from "react";

const lookedAtMs = 2500;

/**
 * Tells the server that the changes shown here have been in sight for a moment. Told quietly, past the screen's own data: the
 * list stays as it is for this visit. Without JavaScript the button below the list does the same.
 */
export function useVisit(room: string, upTo: string, viewing: boolean): void {
  const latest = useRef(upTo);
  latest.current = upTo;
  useEffect(() => {
    if (viewing) return;
    const timer = setTimeout(() => {
      if (document.visibilityState !== "visible") return;
      void fetch(`/api/v1/rooms/${room}/visits`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ upTo: latest.current }),
        keepalive: true,
      }).catch(() => undefined);
    }, lookedAtMs);
    return () => clearTimeout(timer);
  }, [room, viewing]);
}
