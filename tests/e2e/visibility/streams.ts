/** A stream that somebody listens to. */
export interface Listener {
  status: number;
  /** Everything that has come so far. */
  heard(): string;
  close(): void;
}

/** Opens a stream of Server-Sent Events and keeps all of it. */
export async function listen(url: string, cookie: string | undefined): Promise<Listener> {
  const ending = new AbortController();
  const answer = await fetch(url, { headers: cookie ? { cookie } : {}, signal: ending.signal });
  let heard = [...answer.headers].flat().join("\n");
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) heard += decoder.decode(chunk, { stream: true });
  };
  read().catch(() => undefined); // closed by the listener
  return { status: answer.status, heard: () => heard, close: () => ending.abort() };
}
