import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Icon } from "#ui/index.ts";
import type { Comparison } from "../../compare/load.ts";
import { type DocumentWord, documentMessages } from "../../messages.ts";

interface Props {
  comparison: Comparison;
  /** Address of a pair of pages, from 0; of a place on it, from 0. */
  at(index: number, place?: number): string;
  /** The place that is looked at. */
  place?: number | null;
}

/** To and fro among the pages. */
export function PageSteps({ comparison, at, children }: Props & { children?: ReactNode }): ReactNode {
  const t = useMessages(documentMessages);
  const { pairs, at: here } = comparison;
  return (
    <nav className="compare-steps no-print" aria-label={t("compare-pages")}>
      {here > 0 && (
        <Link className="btn btn-secondary" to={at(here - 1)}>
          {t("compare-previous")}
        </Link>
      )}
      <span>{t("compare-at", { page: here + 1, pages: pairs.length })}</span>
      {here < pairs.length - 1 && (
        <Link className="btn btn-secondary" to={at(here + 1)}>
          {t("compare-next")}
        </Link>
      )}
      {children}
    </nav>
  );
}

/** What stood at a place and what stands there now; of a place without words that it is one of the drawing. */
export function ChangedWords({ was, now }: { was: string; now: string }): ReactNode {
  const t = useMessages(documentMessages);
  const cut = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text);
  if (!was && !now) return t("compare-drawing");
  return (
    <>
      {was && <del>{cut(was)}</del>} {now && <ins>{cut(now)}</ins>}
    </>
  );
}

/** So many letters of a place are told; all of them stand on the page. */
const SHOWN = 120;

/** Links to pages with other words: of many the first. */
const MOST = 100;

/** What changed: places on the page, words on it, other pages. */
export function Changes({ comparison, at, place = null }: Props): ReactNode {
  const t = useMessages(documentMessages);
  const { drawn, words, differ, at: here } = comparison;
  const areas = drawn?.areas ?? [];
  return (
    <div className="grid gap-6">
      {drawn && (
        <div>
          <h3>{t("compare-places", { count: areas.length })}</h3>
          {drawn.turn !== 0 && (
            <p className="compare-aligned">{t("compare-turned", { degrees: drawn.turn })}</p>
          )}
          {drawn.shift && (
            <p className="compare-aligned">
              {t("compare-aligned", { millimetres: drawn.shift.millimetres, percent: drawn.shift.percent })}
            </p>
          )}
          <ol className="compare-jump">
            {areas.map((area, index) => (
              <li key={`${area.left}-${area.top}`}>
                <Link
                  className="link"
                  to={at(here, index)}
                  preventScrollReset
                  aria-current={index === place || undefined}
                >
                  <ChangedWords {...area} />{" "}
                  <span className="text-muted">{t(`compare-${area.kind}` as DocumentWord)}</span>
                </Link>
              </li>
            ))}
          </ol>
        </div>
      )}
      <details className="disclosure" open={!drawn}>
        <summary>
          <Icon name="chevron-right" size={16} />
          <h3>{t("compare-words", { count: words.length })}</h3>
        </summary>
        <ol className="compare-words">
          {words.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is never rearranged
            <li key={index}>
              {change.before && `… ${change.before} `}
              {change.removed && <del>{change.removed}</del>} {change.added && <ins>{change.added}</ins>}
              {change.after && ` ${change.after} …`}
            </li>
          ))}
        </ol>
      </details>
      <div>
        <h3>{t("compare-differ", { count: differ.length })}</h3>
        {comparison.looking && <p className="compare-aligned">{t("compare-looking")}</p>}
        <p className="compare-numbers">
          {differ.slice(0, MOST).map((index) => (
            <Link
              key={index}
              className="link"
              to={at(index)}
              aria-current={index === here ? "page" : undefined}
            >
              {index + 1}
            </Link>
          ))}
          {differ.length > MOST && "…"}
        </p>
      </div>
    </div>
  );
}
