import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import type { Shift } from "#platform/pages/index.ts";
import { classes } from "#ui/index.ts";
import type { Comparison } from "../../compare/load.ts";
import type { ChangedPlace } from "../../compare/places.ts";
import { documentMessages } from "../../messages.ts";
import type { ComparedRevisions } from "../../queries/compare.ts";
import { imageAt } from "../../viewer/addresses.ts";
import { useLabelWords } from "../labels.ts";
import { Paper } from "./Paper.tsx";

interface Props {
  comparison: Comparison;
  /** Address of the document. */
  here: string;
  two: NonNullable<ComparedRevisions["two"]>;
  /** How wide pages are, in per cent of their window. */
  size: number;
  /** The place that is looked at, from 0. */
  place: number | null;
  /** Address of a place. */
  placeAt(place: number): string;
}

/** The window shows the place that is looked at, in its middle. Without scripts it stands enlarged above the pages. */
function useShown(place: number | null, key: string) {
  const sheets = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is drawn
  useEffect(() => {
    for (const around of sheets.current?.querySelectorAll<HTMLElement>(".compare-window") ?? []) {
      const shown = around.querySelector<HTMLElement>(".compare-chosen");
      if (!shown) continue;
      around.scrollTop = shown.offsetTop - (around.clientHeight - shown.offsetHeight) / 2;
      around.scrollLeft = shown.offsetLeft - (around.clientWidth - shown.offsetWidth) / 2;
    }
  }, [place, key]);
  return sheets;
}

/** The kinds of outlines, told. */
function Legend(): ReactNode {
  const t = useMessages(documentMessages);
  return (
    <p className="compare-legend">
      {(["removed", "added", "changed"] as const).map((kind) => (
        <span key={kind} className={`compare-line compare-line-${kind}`}>
          {t(`compare-${kind}`)}
        </span>
      ))}
    </p>
  );
}

/** The two pages next to each other (one above the other on a phone), each in a window of its own that the other follows; or one of them. */
export function SideBySide(props: Props & { only?: "old" | "now" | null }): ReactNode {
  const { comparison, here, two, size, only = null, place } = props;
  const shown = useShown(place, `${comparison.at} ${size} ${only}`);
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const windows = useRef(new Map<string, HTMLElement>());
  const pair = comparison.pairs[comparison.at];
  const follow = (moved: HTMLElement) => {
    for (const other of windows.current.values()) {
      if (other === moved) continue;
      other.scrollTop = moved.scrollTop;
      other.scrollLeft = moved.scrollLeft;
    }
  };
  const sheet = (which: "old" | "now") => {
    const page = pair?.[which] ?? null;
    const name = label(two[which].label, "mark");
    return (
      <figure className="compare-sheet">
        <figcaption>
          <strong>{name}</strong> {page === null ? "" : t("compare-page", { page: page + 1 })}
        </figcaption>
        {page === null ? (
          <p className="compare-missing">{t(which === "old" ? "compare-page-new" : "compare-page-gone")}</p>
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a window with a name, no part of a form
          <div
            className="compare-window"
            role="group"
            aria-label={name}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a window that scrolls is reached by keyboard
            tabIndex={0}
            ref={(element) => {
              if (element) windows.current.set(which, element);
              else windows.current.delete(which);
            }}
            onScroll={(event) => follow(event.currentTarget)}
          >
            <Sheet
              {...props}
              height={comparison.drawn?.heights[which] ?? null}
              named={which === "now" || only !== null}
              old={which === "old"}
            >
              {comparison.drawn ? (
                <Paper
                  at={`${here}/revisions/${two[which].id}`}
                  page={page}
                  size={comparison.drawn.points[which]}
                  turn={which === "old" ? comparison.drawn.turn : 0}
                  width={size > 150 ? 1600 : 1200}
                  alt={t("compare-image", { revision: name, page: page + 1 })}
                />
              ) : (
                <img
                  src={imageAt(`${here}/revisions/${two[which].id}`, page, size > 150 ? 1600 : 1200)}
                  alt={t("compare-image", { revision: name, page: page + 1 })}
                />
              )}
            </Sheet>
          </div>
        )}
      </figure>
    );
  };
  return (
    <div>
      {comparison.drawn && comparison.drawn.areas.length > 0 && <Legend />}
      <div className={classes("compare-sheets", only && "compare-sheets-one")} ref={shown}>
        {only !== "now" && sheet("old")}
        {only !== "old" && sheet("now")}
      </div>
    </div>
  );
}

/** The new page over the old one. */
export function Overlay(props: Props): ReactNode {
  const { comparison, here, two, size } = props;
  const shown = useShown(props.place, `${comparison.at} ${size}`);
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const pair = comparison.pairs[comparison.at];
  const { drawn } = comparison;
  if (!drawn || !pair || pair.old === null || pair.now === null) return null;
  const [old, now] = [label(two.old.label), label(two.now.label)];
  const search = new URLSearchParams({
    old: two.old.id,
    new: two.now.id,
    oldPage: String(pair.old + 1),
    newPage: String(pair.now + 1),
  });
  return (
    <figure className="compare-sheet" ref={shown}>
      <figcaption className="compare-legend">
        <span className="compare-key compare-key-old">{t("compare-only", { revision: old })}</span>
        <span className="compare-key compare-key-new">{t("compare-only", { revision: now })}</span>
        <span className="compare-key compare-key-same">{t("compare-both")}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a window with a name, no part of a form */}
      <div
        className="compare-window"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a window that scrolls is reached by keyboard
        tabIndex={0}
        aria-label={t("compare-over-image", { old, new: now })}
      >
        <Sheet {...props} height={drawn.height} named>
          <img
            src={`${here}/compare/image?${search}`}
            width={drawn.width}
            height={drawn.height}
            alt={t("compare-over-image", { old, new: now })}
          />
        </Sheet>
      </div>
    </figure>
  );
}

/** A page with its changed places, as wide as its window or wider; `height` of the page in pixels of the comparison. */
function Sheet(
  props: Props & { height: number | null; named: boolean; old?: boolean; children: ReactNode },
): ReactNode {
  const { comparison, size, height, place, placeAt } = props;
  const { drawn } = comparison;
  return (
    <div
      className="compare-paper"
      style={{ width: `${size}%`, ...(drawn && height && { aspectRatio: `${drawn.width} / ${height}` }) }}
    >
      {props.children}
      {drawn && height && (
        <Outlines
          areas={drawn.areas}
          width={drawn.width}
          height={height}
          named={props.named}
          shift={(props.old && drawn.shift) || null}
          {...{ place, placeAt }}
        />
      )}
    </div>
  );
}

/** Changed places, each with its number beside it, outlined on a page; pressed, they are shown enlarged. */
function Outlines(props: {
  areas: readonly ChangedPlace[];
  width: number;
  height: number;
  /** These are the ones that are reached by keys. */
  named: boolean;
  /** On the old page, where that lies differently. */
  shift: Shift | null;
  place: number | null;
  placeAt(place: number): string;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { scale, right, down } = props.shift ?? { scale: 1, right: 0, down: 0 };
  const percent = (value: number, of: number) => `${(100 * value) / of}%`;
  const shown = props.areas
    .map((area, index) => ({
      ...area,
      index,
      left: (area.left - right) / scale,
      right: (area.right - right) / scale,
      top: (area.top - down) / scale,
      bottom: (area.bottom - down) / scale,
    }))
    .filter(({ top }) => top < props.height);
  return shown.map((area, order) => (
    <span key={`${area.left}-${area.top}`}>
      <Link
        to={props.placeAt(area.index)}
        preventScrollReset
        aria-hidden={props.named ? undefined : true}
        tabIndex={props.named ? undefined : -1}
        aria-label={t("compare-one", { place: area.index + 1, count: props.areas.length })}
        className={classes(
          "compare-place",
          `compare-place-${area.kind}`,
          area.index === props.place && "compare-chosen",
        )}
        style={{
          left: percent(area.left, props.width),
          top: percent(area.top, props.height),
          width: percent(area.right - area.left, props.width),
          height: percent(Math.min(area.bottom, props.height) - area.top, props.height),
        }}
      >
        {area.number !== "edge" && (
          <span className={`compare-number compare-number-${area.number}`}>{area.index + 1}</span>
        )}
      </Link>
      {area.number === "edge" && (
        <span
          className="compare-number"
          aria-hidden="true"
          style={{
            top: percent(area.top, props.height),
            left: `${0.25 + 1.5 * shown.slice(0, order).filter((one) => one.number === "edge" && Math.abs(one.top - area.top) < 20).length}rem`,
          }}
        >
          {area.index + 1}
        </span>
      )}
    </span>
  ));
}
