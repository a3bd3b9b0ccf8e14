import { type ReactNode, useRef } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import type { Shift } from "#platform/pages/index.ts";
import type { Comparison } from "../../compare/load.ts";
import { documentMessages } from "../../messages.ts";
import type { ComparedRevisions } from "../../queries/compare.ts";
import { imageAt } from "../../viewer/addresses.ts";
import { useLabelWords } from "../labels.ts";

interface Props {
  comparison: Comparison;
  /** Address of the document. */
  here: string;
  two: NonNullable<ComparedRevisions["two"]>;
  /** How wide pages are, in per cent of their window. */
  size: number;
}

/** The two pages next to each other (one above the other on a phone), each in a window of its own that the other follows. */
export function SideBySide({ comparison, here, two, size }: Props): ReactNode {
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
            <div className="compare-paper" style={{ width: `${size}%` }}>
              <img
                src={imageAt(`${here}/revisions/${two[which].id}`, page, size > 150 ? 1600 : 1200)}
                alt={t("compare-image", { revision: name, page: page + 1 })}
              />
              <Outlines
                comparison={comparison}
                height={comparison.drawn?.heights[which] ?? 0}
                named={which === "now"}
                shift={which === "old" ? comparison.drawn?.shift : null}
              />
            </div>
          </div>
        )}
      </figure>
    );
  };
  return (
    <div className="compare-sheets">
      {sheet("old")}
      {sheet("now")}
    </div>
  );
}

/** The new page over the old one. */
export function Overlay({ comparison, here, two, size }: Props): ReactNode {
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
    <figure className="compare-sheet">
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
        <div className="compare-paper" style={{ width: `${size}%` }}>
          <img
            src={`${here}/compare/image?${search}`}
            width={drawn.width}
            height={drawn.height}
            alt={t("compare-over-image", { old, new: now })}
          />
          <Outlines comparison={comparison} height={drawn.height} named />
        </div>
      </div>
    </figure>
  );
}

/** Changed places, each with its number beside it, outlined on a page of this height. */
function Outlines(props: {
  comparison: Comparison;
  height: number;
  named: boolean;
  /** On the old page, where that lies differently. */
  shift?: Shift | null | undefined;
}): ReactNode {
  const { drawn } = props.comparison;
  const { scale, right, down } = props.shift ?? { scale: 1, right: 0, down: 0 };
  if (!drawn || props.height === 0) return null;
  const percent = (value: number, of: number) => `${(100 * value) / of}%`;
  const shown = drawn.areas
    .map((area) => ({
      ...area,
      left: (area.left - right) / scale,
      right: (area.right - right) / scale,
      top: (area.top - down) / scale,
      bottom: (area.bottom - down) / scale,
    }))
    .filter(({ top }) => top < props.height);
  return shown.map((area, index) => (
    <span key={`${area.left}-${area.top}`} aria-hidden="true">
      <span
        id={props.named ? `place-${index + 1}` : undefined}
        className={`compare-place compare-place-${area.kind}`}
        style={{
          left: percent(area.left, drawn.width),
          top: percent(area.top, props.height),
          width: percent(area.right - area.left, drawn.width),
          height: percent(Math.min(area.bottom, props.height) - area.top, props.height),
        }}
      >
        {area.number !== "edge" && (
          <span className={`compare-number compare-number-${area.number}`}>{index + 1}</span>
        )}
      </span>
      {area.number === "edge" && (
        <span
          className="compare-number"
          style={{
            top: percent(area.top, props.height),
            left: `${0.25 + 1.5 * shown.slice(0, index).filter((one) => one.number === "edge" && Math.abs(one.top - area.top) < 20).length}rem`,
          }}
        >
          {index + 1}
        </span>
      )}
    </span>
  ));
}
