/**
 * The browser's end of the live stream, without React. Of all visible tabs of a browser that show the same room one
 * holds the stream (Web Locks) and tells the others (BroadcastChannel); a tab that is out of sight lets go, so that a
 * pile of tabs or a sleeping phone never holds connections. Where the browser lacks these, every visible tab listens.
 */

/** What a stream reports: which things of the room changed (`own`: all by this person), or that this person is no longer let in. */
export type LiveNews = { event: "change"; kinds: string[]; own: boolean } | { event: "gone" };

const slowest = 60_000;

/**
 * Listens to a room. `start` is the cursor of what the screen already shows.
 * @returns stop
 */
export function listenToRoom(
  room: string,
  who: string,
  start: string,
  onNews: (news: LiveNews) => void,
): () => void {
  const name = `frontstage-live-${room}-${who}`;
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : undefined;
  let cursor = start;
  let letGo: (() => void) | undefined;

  const heard = (news: LiveNews, id: string) => {
    if (id) cursor = id;
    onNews(news);
  };
  channel?.addEventListener("message", ({ data }) => heard(data.news, data.id));
  const tell = (news: LiveNews, id: string) => {
    channel?.postMessage({ news, id });
    heard(news, id);
  };

  const hold = () => {
    if (letGo || document.visibilityState !== "visible") return;
    const abort = new AbortController();
    letGo = () => abort.abort();
    const turn = () =>
      streamUntil(
        abort.signal,
        room,
        () => cursor,
        tell,
        (id) => {
          cursor = id;
        },
      );
    if (channel && "locks" in navigator)
      navigator.locks.request(name, { signal: abort.signal }, turn).catch(() => undefined);
    else void turn();
  };
  const onVisibility = () => {
    if (document.visibilityState === "visible") return hold();
    letGo?.();
    letGo = undefined;
  };
  document.addEventListener("visibilitychange", onVisibility);
  hold();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    letGo?.();
    channel?.close();
  };
}

/** Holds one stream until told to stop; after a refusal it waits, longer each time, and tries again. */
function streamUntil(
  signal: AbortSignal,
  room: string,
  cursor: () => string | null,
  tell: (news: LiveNews, id: string) => void,
  ready: (id: string) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = 2000;
    const stop = () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    };
    const open = () => {
      const after = cursor();
      source = new EventSource(`/rooms/${room}/live${after ? `?after=${encodeURIComponent(after)}` : ""}`);
      source.addEventListener("ready", (event) => {
        wait = 2000;
        ready(event.lastEventId);
      });
      source.addEventListener("change", (event) => {
        const changes = JSON.parse(event.data) as { kind: string; own: boolean }[];
        const kinds = changes.map((change) => change.kind);
        tell({ event: "change", kinds, own: changes.every((change) => change.own) }, event.lastEventId);
      });
      source.addEventListener("gone", () => {
        stop();
        tell({ event: "gone" }, "");
      });
      source.addEventListener("error", () => {
        if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
        timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
        wait = Math.min(slowest, wait * 2);
      });
    };
    signal.addEventListener("abort", stop, { once: true });
    open();
  });
}
