import type { ReactNode, RefObject } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure } from "#ui/index.ts";
import { imageAt } from "./addresses.ts";
import { Find } from "./Find.tsx";
import { numbersNear } from "./geometry.ts";
import { viewerMessages } from "./messages.ts";
import { PageAnchor } from "./PageAnchor.tsx";
import { Tool } from "./Toolbar.tsx";
import type { OutlineItem, PagedDocument } from "./types.ts";
import type { Finding } from "./useFind.ts";

interface PanelProps {
  paged: PagedDocument;
  sizes: [number, number][];
  live: boolean;
  page: number;
  finding: Finding;
  goTo(page: number): void;
  goToHit(page: number): void;
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
    <aside className="viewer-panel no-print" id="viewer-panel" tabIndex={-1} aria-label={t("panel")}>
      {live && (
        <div className="viewer-panel-close">
          <Tool icon="close" label={t("close")} onClick={props.close} />
        </div>
      )}
      {props.download && (
        <p className="viewer-narrow">
          <a className="btn btn-secondary" href={props.download}>
            {t("download")}
          </a>
        </p>
      )}
      <Find
        paged={paged}
        live={live}
        finding={props.finding}
        field={props.findField}
        goToPage={props.goToHit}
      />
      {paged.outline.length > 0 && (
        <Disclosure summary={t("outline")} open={live}>
          <Outline items={paged.outline} {...props} />
        </Disclosure>
      )}
      <Disclosure summary={t("pages")} open={live && paged.outline.length === 0}>
        <Thumbnails {...props} />
      </Disclosure>
      {live && <p className="text-xs text-muted">{t("keys")}</p>}
    </aside>
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

/** Without scripts numbers; the field above goes to every page. */
function Thumbnails({ paged, sizes, live, page, goTo }: PanelProps): ReactNode {
  const t = useMessages(viewerMessages);
  return (
    <ol className={live ? "viewer-thumbs" : "viewer-numbers"}>
      {(live ? sizes.map((_, index) => index) : numbersNear(page, sizes.length)).map((index) => (
        <li key={index} aria-current={index === page ? "page" : undefined}>
          <PageAnchor at={paged.at} page={index} live={live} goTo={goTo}>
            {live && (
              <img
                src={imageAt(paged.at, index, 160)}
                alt=""
                loading="lazy"
                decoding="async"
                fetchPriority="low"
                {...thumbnailSize(sizes[index])}
              />
            )}
            <span className="sr-only">{t("page")}</span> {index + 1}
          </PageAnchor>
        </li>
      ))}
    </ol>
  );
}

function thumbnailSize([width, height] = [595, 842]) {
  const longer = Math.max(width, height, 1);
  return { width: Math.round((112 * width) / longer), height: Math.round((112 * height) / longer) };
}
