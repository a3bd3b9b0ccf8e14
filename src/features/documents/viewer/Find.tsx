import type { ReactNode, RefObject } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Icon, VisuallyHidden } from "#ui/index.ts";
import { viewAt } from "./addresses.ts";
import { viewerMessages } from "./messages.ts";
import { PageAnchor } from "./PageAnchor.tsx";
import { Tool } from "./Toolbar.tsx";
import type { PagedDocument } from "./types.ts";
import { type Finding, nextHit } from "./useFind.ts";

interface FindProps {
  paged: PagedDocument;
  live: boolean;
  finding: Finding;
  field: RefObject<HTMLInputElement | null>;
  /** Done when a place was chosen from the list. */
  goToPage(page: number): void;
}

/** Words to look for, and the pages on which they stand. */
export function Find(props: FindProps): ReactNode {
  const t = useMessages(viewerMessages);
  const { paged, live, finding, field } = props;
  return (
    <search className="viewer-find">
      <form
        method="get"
        action={`${paged.at}/view`}
        onSubmit={(event) => {
          if (!live) return;
          event.preventDefault();
          finding.look(field.current?.value ?? "");
        }}
      >
        <label htmlFor="viewer-find">{t("find")}</label>
        <div className="viewer-find-line">
          <input
            ref={field}
            id="viewer-find"
            name="find"
            type="search"
            className="input"
            maxLength={200}
            autoComplete="off"
            defaultValue={finding.found?.words ?? ""}
            onKeyDown={(event) => {
              if (event.key === "Escape" && finding.found) {
                event.stopPropagation();
                finding.end();
              }
              if (event.key !== "Enter" || !event.shiftKey) return;
              event.preventDefault();
              finding.look(event.currentTarget.value, true);
            }}
          />
          <Button look="secondary">{t("find-submit")}</Button>
        </div>
      </form>
      <div role="status">
        {finding.state === "waiting" && <p className="text-sm">{t("find-wait")}</p>}
        {finding.state === "failed" && <p className="text-sm">{t("find-failed")}</p>}
        {finding.state === "idle" && finding.found && <Summary find={finding.found} />}
      </div>
      {finding.state === "idle" && finding.found && <Hits {...props} find={finding.found} />}
    </search>
  );
}

function Summary({ find: { words, found } }: { find: NonNullable<PagedDocument["find"]> }): ReactNode {
  const t = useMessages(viewerMessages);
  if (found.pages.length === 0) return <p className="text-sm">{t("find-none", { text: words })}</p>;
  return (
    <>
      <p className="text-sm">{t("find-pages", { count: found.pages.length })}</p>
      {found.truncated && <p className="text-sm">{t("find-truncated")}</p>}
    </>
  );
}

function Hits({
  find: { words, found },
  finding,
  paged,
  live,
  goToPage,
}: FindProps & { find: NonNullable<PagedDocument["find"]> }): ReactNode {
  const t = useMessages(viewerMessages);
  const here = live ? finding.hit?.page : paged.page;
  return (
    <ol className="viewer-hits">
      {found.pages.map((hit) => (
        <li key={hit.page} aria-current={hit.page === here ? "page" : undefined}>
          <PageAnchor at={paged.at} page={hit.page} words={words} live={live} goTo={goToPage}>
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
  );
}

/** Over the pages while words are looked for: which place of how many, the one before, the next. Without scripts a page at a time. */
export function FindBar(props: { paged: PagedDocument; live: boolean; finding: Finding }): ReactNode {
  const t = useMessages(viewerMessages);
  const { paged, live, finding } = props;
  const { found, total } = finding;
  if (!found || total === 0) return null;
  const page = (by: 1 | -1) =>
    nextHit(found.found.pages, { page: paged.page, index: by === 1 ? Infinity : 0 }, 0, by)?.page ?? 0;
  const plain = (by: 1 | -1) => (
    <a className="viewer-tool" href={viewAt(paged.at, page(by), found.words)}>
      <Icon name={by === 1 ? "chevron-down" : "chevron-up"} />
      <VisuallyHidden>{t(by === 1 ? "find-next-page" : "find-previous-page")}</VisuallyHidden>
    </a>
  );
  return (
    <section className="viewer-found no-print" aria-label={t("find")}>
      <span className="viewer-found-words">{t("find-words", { text: found.words })}</span>
      <output>
        {live && finding.at > 0 ? t("find-at", { at: finding.at, total }) : t("hits", { count: total })}
      </output>
      {live ? (
        <>
          <Tool icon="chevron-up" label={t("find-previous")} onClick={() => finding.step(-1)} />
          <Tool icon="chevron-down" label={t("find-next")} onClick={() => finding.step(1)} />
          <Tool icon="close" label={t("find-end")} onClick={finding.end} />
        </>
      ) : (
        <>
          {plain(-1)}
          {plain(1)}
        </>
      )}
    </section>
  );
}
