import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { classes } from "#ui/index.ts";
import { textAt } from "./addresses.ts";
import { FindBar } from "./Find.tsx";
import { type Box, unpackSizes } from "./geometry.ts";
import { viewerMessages } from "./messages.ts";
import { PageView } from "./PageView.tsx";
import { Panel } from "./Panel.tsx";
import { focusOn } from "./scroll.ts";
import { Toolbar } from "./Toolbar.tsx";
import type { PagedDocument, PageInfo, PageLayer, View } from "./types.ts";
import { useFind, useFindKeys } from "./useFind.ts";
import { onViewerKey, useGestures } from "./useGestures.ts";
import { type Stage, useStage } from "./useStage.ts";

/** Pages before and after those that are seen, which are loaded too. */
const NEAR = 2;

/**
 * A document of pages. As the server sends it, it is one page with links to the others; with scripts it becomes the long
 * sheet of all pages, each at its place from the start.
 */
export function Viewer(props: {
  paged: PagedDocument;
  /** Where the file is downloaded, if the reader may. */
  download: string | null;
  /** Lies over every page. */
  layer?: ComponentType<PageLayer>;
  tools?(view: View): ReactNode;
  /** Beside the pages, after the viewer's own panel. */
  beside?(view: View): ReactNode;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const { paged } = props;
  const { at } = paged;
  // News of the room bring the same sizes again; nothing is laid out anew for them.
  const packed = JSON.stringify(paged.sizes);
  const sizes = useMemo(() => unpackSizes(JSON.parse(packed)), [packed]);
  const stage = useStage(sizes, paged.page);
  useGestures(stage);
  const main = useHeight();
  const [panel, setPanel] = useState(paged.find !== null);
  const pageField = useRef<HTMLInputElement>(null);
  const findField = useRef<HTMLInputElement>(null);
  const textOf = useTexts(at);
  const [begun, setBegun] = useState(false);
  const onShown = useCallback(() => setBegun(true), []);
  const live = stage.layout !== null;
  const pages = sizes.length;
  const [first, last] = [stage.seen[0] - NEAR, stage.seen[1] + NEAR];
  const shown = live
    ? Array.from({ length: pages }, (_, page) => page).slice(Math.max(0, first), last + 1)
    : [paged.page];
  const { goTo } = stage;
  const finding = useFind(paged, stage.page, goTo);
  const { hit } = finding;
  const words = finding.found?.words ?? "";
  useAddress(stage, words);
  /** By its buttons, or by Escape: who opens it goes on in it, who closes it goes on where it was opened. */
  const showPanel = (open: boolean) => {
    setPanel(open);
    focusOn(open ? "#viewer-panel" : "[aria-controls=viewer-panel]");
  };
  // On a phone the panel lies over the pages.
  const turn = hit?.turn ?? 0;
  useEffect(() => {
    if (turn > 0 && matchMedia("(max-width: 48rem)").matches) setPanel(false);
  }, [turn]);
  const goToPage = (page: number) => {
    goTo(page);
    if (!matchMedia("(max-width: 48rem)").matches) return;
    setPanel(false);
    focusOn(".viewer-stage");
  };
  const view: View = { live, page: stage.page, pages, goTo, textOf, words };
  const openFind = () => {
    setPanel(true);
    requestAnimationFrame(() => findField.current?.select());
  };
  useFindKeys(finding, live, findField, openFind);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are shortcuts for the buttons within
    <div
      ref={main}
      className={classes("viewer-main", live && "viewer-live", live && panel && "viewer-open")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && panel) showPanel(false);
        onViewerKey(event, stage, pages, { page: pageField, find: openFind });
      }}
    >
      <Toolbar
        at={at}
        stage={stage}
        pages={pages}
        words={words}
        width={paged.width}
        panel={{ open: panel, toggle: () => showPanel(!panel) }}
        pageField={pageField}
        download={props.download}
        tools={props.tools?.(view)}
      />
      <FindBar paged={paged} live={live} finding={finding} />
      <div className="viewer-body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section className="viewer-stage" ref={stage.element} tabIndex={0} aria-label={t("stage")}>
          <div
            className="viewer-sheets"
            style={stage.layout ? { width: stage.layout.width, height: stage.layout.height } : undefined}
          >
            {shown.map((page) => (
              <PageView
                key={page}
                at={at}
                page={page}
                pages={pages}
                size={sizes[page] ?? [595, 842]}
                box={stage.layout?.boxes[page] ?? null}
                rotation={stage.rotation}
                seen={seenOf(stage, page)}
                width={paged.width}
                words={words}
                hit={hit?.page === page ? hit : null}
                places={paged.find?.places ?? null}
                held={live && !begun && (page < stage.seen[0] || page > stage.seen[1])}
                onShown={onShown}
                textOf={textOf}
                goTo={goTo}
                matrix={page === paged.page ? paged.matrix : null}
                layer={props.layer}
              />
            ))}
          </div>
        </section>
        {(!live || panel) && (
          <Panel
            paged={paged}
            sizes={sizes}
            live={live}
            page={stage.page}
            finding={finding}
            goTo={goToPage}
            goToHit={finding.toPage}
            close={() => showPanel(false)}
            download={props.download}
            findField={findField}
          />
        )}
        {props.beside?.(view)}
      </div>
      {!live && <PageWords paged={paged} />}
    </div>
  );
}

/** Without scripts, and for those who listen: the text of the page. */
function PageWords({ paged }: { paged: PagedDocument }): ReactNode {
  const t = useMessages(viewerMessages);
  const page = paged.page + 1;
  return (
    <details className="viewer-words disclosure">
      <summary>{t("page-text", { page })}</summary>
      {paged.text === null ? (
        <p>
          <a className="link" href={`${paged.at}/view?page=${page}&words`}>
            {t("page-text-wait")}
          </a>
        </p>
      ) : (
        <p className="whitespace-pre-wrap max-w-(--measure)">{paged.text.trim() || t("page-text-empty")}</p>
      )}
    </details>
  );
}

/** What of a page is seen, as fractions of its box; null if nothing is. */
function seenOf({ layout, view }: Stage, page: number): readonly [number, number, number, number] | null {
  const box: Box | undefined = layout?.boxes[page];
  if (!box || box.top > view.top + view.height || box.top + box.height < view.top) return null;
  const part = (value: number, size: number) =>
    Math.min(1, Math.max(0, Math.round((value / size) * 50) / 50));
  return [
    part(view.left - box.left, box.width),
    part(view.top - box.top, box.height),
    part(view.left + view.width - box.left, box.width),
    part(view.top + view.height - box.top, box.height),
  ];
}

/** Texts of pages, each asked for once. */
function useTexts(at: string): (page: number) => Promise<PageInfo> {
  const known = useRef(new Map<number, Promise<PageInfo>>());
  return useCallback(
    (page) => {
      const asked =
        known.current.get(page) ??
        fetch(textAt(at, page)).then(async (answer) => {
          if (!answer.ok) throw new Error("no text");
          return (await answer.json()) as PageInfo;
        });
      known.current.set(page, asked);
      asked.catch(() => known.current.delete(page));
      return asked;
    },
    [at],
  );
}

/** The pages are as high as the window has room, between what lies above them and the bar at the foot of a phone. */
function useHeight() {
  const main = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (main.current?.getBoundingClientRect().top ?? 0) + scrollY;
      const bar = document.querySelector(".bar")?.getBoundingClientRect().height ?? 0;
      main.current?.style.setProperty("--viewer-top", `${Math.ceil(top + bar)}px`);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    const above = main.current?.parentElement;
    if (above)
      for (const one of [document.body, ...above.children]) if (one !== main.current) watcher.observe(one);
    return () => watcher.disconnect();
  }, []);
  return main;
}

/** The address says which page is looked at and what is looked for, without a new entry in the history. */
function useAddress({ layout, page }: Stage, words: string): void {
  const live = layout !== null;
  useEffect(() => {
    if (!live) return;
    const timer = setTimeout(() => {
      const address = new URL(location.href);
      const { searchParams: search } = address;
      if (search.get("page") === String(page + 1) && (search.get("find") ?? "") === words) return;
      search.set("page", String(page + 1));
      if (words) search.set("find", words);
      else search.delete("find");
      history.replaceState(history.state, "", address);
    }, 300);
    return () => clearTimeout(timer);
  }, [live, page, words]);
}
