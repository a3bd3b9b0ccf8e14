import {
  createContext,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLocation } from "react-router";
import type { View } from "#features/documents/components/index.ts";
import { type RoomFrame, useRoom } from "#features/rooms/components/index.ts";
import { listenToRoom } from "#platform/live/browser.ts";
import type { Drawn } from "../model/draw.ts";
import { type Filter, passes } from "../model/filter.ts";
import type { Kind } from "../model/kinds.ts";
import type { MarkupOnRevision, ShownMarkup } from "../queries/on-revision.ts";

/** A mark that was drawn and is not yet sent. */
export interface Draft extends Drawn {
  kind: Kind;
  /** From 0. */
  page: number;
}

/** What the pages, the tools and the list beside them share. */
export interface MarkupState {
  data: MarkupOnRevision;
  /** Address of the revision. */
  at: string;
  /** Comments that pass the filter. */
  shown: ShownMarkup[];
  filter: Filter;
  setFilter(filter: Filter): void;
  open: boolean;
  setOpen(open: boolean): void;
  /** The ways of marking are out. */
  marking: boolean;
  setMarking(marking: boolean): void;
  /** Marks are not shown on the pages. */
  hidden: boolean;
  setHidden(hidden: boolean): void;
  tool: Kind | null;
  setTool(tool: Kind | null): void;
  /** A comment that is put in its place by hand. */
  placing: ShownMarkup | null;
  setPlacing(mark: ShownMarkup | null): void;
  /** Strokes of a drawing at which somebody still is. */
  ink: Draft | null;
  setInk(ink: Draft | null): void;
  draft: Draft | null;
  setDraft(draft: Draft | null): void;
  /** What was drawn is to be written about: the tool is put away. */
  drawn(draft: Draft): void;
  selected: string | null;
  /** Opens a comment; on the page too. */
  select(id: string | null): void;
  /** Changes each time something is to be brought into view on the page. */
  reveal: number;
  view: RefObject<View | null>;
  reload(): Promise<void>;
}

const MarkupContext = createContext<MarkupState | null>(null);
export const MarkupProvider = MarkupContext.Provider;
/** The mark-up of the screen around; null where a revision is shown without. */
export const useMarkup = (): MarkupState | null => useContext(MarkupContext);

/** The state of mark-up on the screen of a revision. */
export function useMarkupState(given: MarkupOnRevision, at: string, first: Filter): MarkupState {
  const { data, reload } = useLiveMarks(given, at, useRoom());
  const asked = new URLSearchParams(useLocation().search).get("comment");
  const [filter, setFilter] = useState(first);
  const [open, setOpen] = useState(asked !== null);
  const [tool, chooseTool] = useState<Kind | null>(null);
  const [ink, setInk] = useState<Draft | null>(null);
  const [marking, setMarking] = useState(false);
  const [hidden, setHidden] = useState(false);
  const [placing, setPlacing] = useState<ShownMarkup | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [selected, setSelected] = useState(asked);
  const [reveal, setReveal] = useState(asked ? 1 : 0);
  const setTool = (kind: Kind | null) => {
    chooseTool(kind);
    setInk(null);
  };
  const drawn = (made: Draft) => {
    setDraft(made);
    // The only fields in sight are those of the new comment: an answer elsewhere may have other readers.
    if (!placing) setSelected(null);
    setTool(null);
    setOpen(true);
  };
  const view = useRef<View | null>(null);
  const known = useRef(data);
  known.current = data;
  useEffect(() => {
    if (known.current.markup.length > 0 && matchMedia("(min-width: 80rem)").matches) setOpen(true);
  }, []);
  const select = useCallback((id: string | null) => {
    setSelected(id);
    const page = known.current.markup.find((one) => one.id === id)?.place?.page;
    if (!id) return;
    setOpen(true);
    if (page === undefined || page === null) return;
    view.current?.goTo(page);
    setReveal((old) => old + 1);
  }, []);
  // A link to a comment may be followed while its document is open.
  useEffect(() => {
    if (asked) select(asked);
  }, [asked, select]);
  const shown = useMemo(() => data.markup.filter((mark) => passes(filter, mark, data.me)), [data, filter]);
  return {
    data,
    at,
    shown,
    filter,
    setFilter,
    open,
    setOpen,
    marking,
    setMarking,
    hidden,
    setHidden,
    tool,
    setTool,
    placing,
    setPlacing,
    ink,
    setInk,
    draft,
    setDraft,
    drawn,
    selected,
    select,
    reveal,
    view,
    reload,
  };
}

/** News that change comments or where they lie. */
const concerns = /^(markup|message|thread|document)\./;
/** How long and how often it is asked again while comments are being placed. */
const PLACING = { wait: 1500, times: 12 };

/**
 * The comments, read anew as soon as the room says that something was said: only they, neither pages nor the screen, and
 * also while somebody is typing.
 */
function useLiveMarks(given: MarkupOnRevision, at: string, room: RoomFrame) {
  const [data, setData] = useState(given);
  useEffect(() => setData(given), [given]);
  const reload = useCallback(async () => {
    const answer = await fetch(`${at}/markup`).catch(() => null);
    if (answer?.ok) setData((await answer.json()) as MarkupOnRevision);
  }, [at]);
  const start = useRef(room.cursor);
  const [id, me] = [room.id, room.me.id];
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listenToRoom(id, me, start.current, (news) => {
      if (news.event !== "change" || !news.kinds.some((kind) => concerns.test(kind))) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void reload();
      }, 50);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id, me, reload]);
  const tries = useRef(0);
  useEffect(() => {
    if (tries.current >= PLACING.times || data.markup.every((mark) => mark.place)) return;
    const timer = setTimeout(() => {
      tries.current += 1;
      void reload();
    }, PLACING.wait);
    return () => clearTimeout(timer);
  }, [data, reload]);
  return { data, reload };
}
