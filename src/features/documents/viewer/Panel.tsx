import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Disclosure } from "#ui/index.ts";
import { findAt, imageAt, viewAt } from "./addresses.ts";
import { viewerMessages } from "./messages.ts";
import { Tool } from "./Toolbar.tsx";
import type { FoundWords, OutlineItem, PagedDocument } from "./types.ts";

interface PanelProps {
  paged: PagedDocument;
  sizes: [number, number][];
  live: boolean;
  page: number;
  found: PagedDocument["find"];
  onFound(found: PagedDocument["find"]): void;
  goTo(page: number): void;
  close(): void;
  /** Stands here where the bar has no room for it. */
  download: string | null;
  findField: RefObject<HTMLInputElement | null>;
}

/** Beside the pages (below them without scripts, a sheet over them on a phone): find, contents, all pages. */
export function Panel(props: PanelProps): ReactNode {
  const t = useMessages(viewerMessages);
  const { paged, live } = props;
  return (
    <aside className="viewer-panel no-print" id="viewer-panel" aria-label={t("panel")}>
      {live && (
        <div className="viewer-panel-close">
          <Tool icon="close" label={t("close")} onClick={props.close} />
        </div>
      )}
      <Find {...props} />
      {paged.outline.length > 0 && (
        <Disclosure summary={t("outline")} open={live}>
          <Outline items={paged.outline} {...props} />
        </Disclosure>
      )}
      <Disclosure summary={t("pages")} open={live && paged.outline.length === 0}>
        <Thumbnails {...props} />
      </Disclosure>
      {props.download && (
        <p className="viewer-narrow my-2">
          <a className="btn btn-secondary btn-small" href={props.download}>
            {t("download")}
          </a>
        </p>
      )}
      {live && <p className="text-xs text-muted">{t("keys")}</p>}
    </aside>
  );
}

function Find(props: PanelProps): ReactNode {
  const t = useMessages(viewerMessages);
  const { paged, live, found, findField } = props;
  const [waiting, setWaiting] = useState(false);
  const asked = useRef<AbortController>(null);
  useEffect(() => () => asked.current?.abort(), []);
  async function look(words: string): Promise<void> {
    asked.current?.abort();
    if (words.trim() === "") return props.onFound(null);
    const mine = new AbortController();
    asked.current = mine;
    setWaiting(true);
    try {
      const answer = await fetch(findAt(paged.at, words), { signal: mine.signal });
      if (answer.ok) props.onFound({ words, found: (await answer.json()) as FoundWords });
    } catch {
      // Gone, or asked again.
    } finally {
      if (asked.current === mine) setWaiting(false);
    }
  }
  return (
    <search className="viewer-find">
      <form
        method="get"
        action={`${paged.at}/view`}
        onSubmit={(event) => {
          if (!live) return;
          event.preventDefault();
          void look(findField.current?.value ?? "");
        }}
      >
        <label htmlFor="viewer-find">{t("find")}</label>
        <div className="viewer-find-line">
          <input
            ref={findField}
            id="viewer-find"
            name="find"
            type="search"
            className="input"
            maxLength={200}
            defaultValue={found?.words ?? ""}
            onKeyDown={(event) => {
              if (event.key === "Escape") props.onFound(null);
            }}
          />
          <Button look="secondary">{t("find-submit")}</Button>
        </div>
      </form>
      <div role="status">
        {waiting ? <p className="text-sm">{t("find-wait")}</p> : found && <Hits {...props} find={found} />}
      </div>
    </search>
  );
}

function Hits({
  find,
  paged,
  goTo,
  live,
}: PanelProps & { find: NonNullable<PagedDocument["find"]> }): ReactNode {
  const t = useMessages(viewerMessages);
  const { words, found } = find;
  if (found.pages.length === 0) return <p className="text-sm">{t("find-none", { text: words })}</p>;
  return (
    <>
      <p className="text-sm">{t("find-pages", { count: found.pages.length })}</p>
      {found.truncated && <p className="text-sm">{t("find-truncated")}</p>}
      <ol className="viewer-hits">
        {found.pages.map((hit) => (
          <li key={hit.page}>
            <PageAnchor at={paged.at} page={hit.page} words={words} live={live} goTo={goTo}>
              <strong>
                {t("page")} {hit.page + 1}
              </strong>{" "}
              <span className="text-muted">{t("hits", { count: hit.count })}</span>
              <span className="viewer-snippet">
                {hit.before}
                <mark>{hit.found}</mark>
                {hit.after}
              </span>
            </PageAnchor>
          </li>
        ))}
      </ol>
    </>
  );
}

function Outline({ items, ...props }: PanelProps & { items: OutlineItem[] }): ReactNode {
  return (
    <ul className="viewer-outline">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an outline does not change, and titles may be the same
        <li key={index}>
          {item.page === null ? (
            item.title
          ) : (
            <PageAnchor at={props.paged.at} page={item.page} live={props.live} goTo={props.goTo}>
              {item.title} <span className="text-muted">{item.page + 1}</span>
            </PageAnchor>
          )}
          {item.items.length > 0 && <Outline {...props} items={item.items} />}
        </li>
      ))}
    </ul>
  );
}

/** Without scripts numbers, of the first thousand pages; the field above goes to every page. */
function Thumbnails({ paged, sizes, live, page, goTo }: PanelProps): ReactNode {
  const t = useMessages(viewerMessages);
  return (
    <ol className={live ? "viewer-thumbs" : "viewer-numbers"}>
      {(live ? sizes : sizes.slice(0, 1000)).map(([width, height], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other name
        <li key={index} aria-current={index === page ? "page" : undefined}>
          <PageAnchor at={paged.at} page={index} live={live} goTo={goTo}>
            {live && (
              <img
                src={imageAt(paged.at, index, 160)}
                alt=""
                loading="lazy"
                decoding="async"
                fetchPriority="low"
                width={width > height ? 112 : Math.round((112 * width) / height)}
                height={width > height ? Math.round((112 * height) / width) : 112}
              />
            )}
            <span className="sr-only">{t("page")}</span> {index + 1}
          </PageAnchor>
        </li>
      ))}
    </ol>
  );
}

function PageAnchor(props: {
  at: string;
  page: number;
  words?: string;
  live: boolean;
  goTo(page: number): void;
  children: ReactNode;
}): ReactNode {
  return (
    <a
      href={viewAt(props.at, props.page, props.words)}
      onClick={(event) => {
        if (!props.live || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        props.goTo(props.page);
      }}
    >
      {props.children}
    </a>
  );
}
