import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Item, Outbox, type Unfinished } from "./outbox.ts";
import { loadClient } from "./sending.ts";

/** The files of one form: what is being sent, and the form's submission, which waits for them. */
export interface Files {
  outbox: Outbox;
  items: readonly Item[];
  unfinished: readonly Unfinished[];
  /** False on the server and until scripts run: then the form is a plain one. */
  alive: boolean;
  /** The form was sent off and waits until every file is there. */
  held: boolean;
  /** It cannot go as long as a refused file stands on the list. */
  blocked: boolean;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
}

const nothing: never[] = [];

/**
 * @param limit largest file, in bytes
 * @param added uploads that have become documents since the form was shown
 */
export function useFiles(given: {
  room: string;
  limit: number;
  unfinished: readonly Unfinished[];
  added?: readonly string[];
}): Files {
  const [outbox] = useState(() => new Outbox(given.room, given.limit, [...given.unfinished]));
  const items = useSyncExternalStore(outbox.subscribe, outbox.items, () => nothing);
  const unfinished = useSyncExternalStore(outbox.subscribe, outbox.unfinished, outbox.unfinished);
  const [alive, setAlive] = useState(false);
  const [held, setHeld] = useState<HTMLFormElement | null>(null);
  const [tried, setTried] = useState(false);
  const passing = useRef(false);
  const added = given.added?.join(" ") ?? "";

  useEffect(() => {
    setAlive(true);
    void loadClient().catch(() => undefined);
    const online = () => outbox.online();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      outbox.close();
    };
  }, [outbox]);

  useEffect(() => outbox.done(added.split(" ")), [outbox, added]);

  const underWay = items.some((item) => item.state !== "ready" && item.state !== "refused");
  useEffect(() => {
    if (!underWay) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [underWay]);

  const refused = items.some((item) => item.state === "refused");
  useEffect(() => {
    if (!held || underWay) return;
    setHeld(null);
    if (refused) setTried(true);
    else {
      passing.current = true;
      held.requestSubmit();
    }
  }, [held, underWay, refused]);

  return {
    outbox,
    items,
    unfinished,
    alive,
    held: held !== null,
    blocked: tried && refused,
    onSubmit(event) {
      if (passing.current) {
        passing.current = false;
        return;
      }
      if (!underWay && !refused) return;
      event.preventDefault();
      setTried(false);
      for (const item of items) if (item.state === "paused") outbox.resume(item.key);
      setHeld(event.currentTarget);
    },
  };
}
