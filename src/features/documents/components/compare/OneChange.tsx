import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { classes } from "#ui/index.ts";
import type { Comparison } from "../../compare/load.ts";
import type { ChangedPlace } from "../../compare/places.ts";
import { type DocumentWord, documentMessages } from "../../messages.ts";
import type { ComparedRevisions } from "../../queries/compare.ts";
import { useLabelWords } from "../labels.ts";
import { ChangedWords } from "./Changes.tsx";
import { Paper, type Part } from "./Paper.tsx";

interface Props {
  comparison: Comparison;
  /** Address of the document. */
  here: string;
  two: NonNullable<ComparedRevisions["two"]>;
  /** The place that is looked at, from 0. */
  place: number;
  /** Somebody chose it: it is shown on a desk too, where the pages beside the list say the same. */
  chosen: boolean;
  /** Address of a place: of a pair of pages from 0, its number from 0 or the last. */
  at(page: number, place: number | "last"): string;
}

/** One change after the other, enlarged, before and after: what a phone has room for, and what needs no scripts. */
export function OneChange(props: Props): ReactNode {
  const t = useMessages(documentMessages);
  const { comparison, place, at } = props;
  const { drawn, differ, at: page, pairs } = comparison;
  const areas = drawn?.areas ?? [];
  const area = areas[place];
  const before = differ.findLast((index) => index < page);
  const behind = differ.find((index) => index > page);
  const previous = area && place > 0 ? at(page, place - 1) : before !== undefined && at(before, "last");
  const next = area && place < areas.length - 1 ? at(page, place + 1) : behind !== undefined && at(behind, 0);
  return (
    <section
      id="change"
      className={classes("compare-one", props.chosen && "compare-one-chosen")}
      aria-labelledby="compare-one"
    >
      <h2 id="compare-one">
        {area
          ? t("compare-one", { place: place + 1, count: areas.length })
          : t("compare-places", { count: 0 })}
        {pairs.length > 1 && `, ${t("compare-page", { page: page + 1 })}`}
      </h2>
      <nav className="compare-step no-print" aria-label={t("compare-changes")}>
        {previous ? (
          <Link className="btn btn-secondary" to={previous} preventScrollReset>
            {t("compare-back")}
          </Link>
        ) : (
          <span />
        )}
        {next ? (
          <Link className="btn btn-primary" to={next} preventScrollReset>
            {t("compare-on")}
          </Link>
        ) : (
          <span className="text-muted">{t("compare-last")}</span>
        )}
      </nav>
      {area && drawn && (
        <>
          <p className="compare-said">
            <ChangedWords {...area} />{" "}
            <span className="text-muted">{t(`compare-${area.kind}` as DocumentWord)}</span>
          </p>
          <div className="compare-two">
            <Close {...props} drawn={drawn} area={area} which="old" />
            <Close {...props} drawn={drawn} area={area} which="now" />
          </div>
        </>
      )}
    </section>
  );
}

type Drawn = NonNullable<Comparison["drawn"]>;

/** A place on one of the two pages, with what is around it. */
function Close(props: Props & { drawn: Drawn; area: ChangedPlace; which: "old" | "now" }): ReactNode {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const { comparison, here, two, which, drawn, area } = props;
  const page = comparison.pairs[comparison.at]?.[which] ?? null;
  if (page === null) return null;
  const name = label(two[which].label, "mark");
  const size = drawn.points[which];
  const turn = which === "old" ? drawn.turn : 0;
  const { scale, right, down } = (which === "old" && drawn.shift) || { scale: 1, right: 0, down: 0 };
  const [wide, high] = [drawn.width, drawn.heights[which]];
  const seen = regionOf(area, drawn);
  const own = {
    left: (seen.left - right) / scale,
    top: (seen.top - down) / scale,
    width: seen.width / scale,
    height: seen.height / scale,
  };
  const percent = (value: number) => `${100 * value}%`;
  const part: Part = [
    Math.max(0, own.left / wide),
    Math.max(0, own.top / high),
    Math.min(1, (own.left + own.width) / wide),
    Math.min(1, (own.top + own.height) / high),
  ];
  // Pixels a point for a screen of two pixels a unit; a whole page image has enough of them where pages are small.
  const points = ((turn % 180 === 0 ? size[0] : size[1]) * own.width) / wide;
  const needed = (2 * SEEN) / points;
  const zoom = needed * 0.8 <= 1600 / Math.max(...size) ? null : needed <= 2.5 ? 2 : needed <= 5 ? 4 : 8;
  return (
    <figure className="compare-close">
      <figcaption>
        <strong>{name}</strong> {t(which === "old" ? "compare-was" : "compare-is")}
      </figcaption>
      <div className="compare-crop" style={{ aspectRatio: `${seen.width} / ${seen.height}` }}>
        <div
          className="compare-crop-page"
          style={{
            width: percent(wide / own.width),
            height: percent(high / own.height),
            left: percent(-own.left / own.width),
            top: percent(-own.top / own.height),
          }}
        >
          <Paper
            at={`${here}/revisions/${two[which].id}`}
            page={page}
            size={size}
            turn={turn}
            width={1600}
            alt={t("compare-image", { revision: name, page: page + 1 })}
            close={{ part, zoom }}
          />
        </div>
        <span
          aria-hidden="true"
          className={`compare-place compare-place-${area.kind}`}
          style={{
            left: percent((area.left - seen.left) / seen.width),
            top: percent((area.top - seen.top) / seen.height),
            width: percent((area.right - area.left) / seen.width),
            height: percent((area.bottom - area.top) / seen.height),
          }}
        />
      </div>
    </figure>
  );
}

/** Width of a phone's window, nearly, and of what is seen in it at least: then letters of ten points are easily read. */
const SEEN = 350;
const LEAST = 300;

/** What is shown of the page around a place, in pixels of the comparison: never narrower than can be read, nor higher than wide. */
function regionOf(area: ChangedPlace, { width: wide, height: high, points }: Drawn) {
  const least = (LEAST * wide) / points.now[0];
  const tall = (area.bottom - area.top) * 1.2 + least * 0.1;
  const width = Math.min(wide, Math.max(least, (area.right - area.left) * 1.15 + least * 0.1, tall / 0.7));
  const height = Math.min(high, Math.max(width * 0.5, tall));
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
  return {
    width,
    height,
    left: within((area.left + area.right - width) / 2, wide - width),
    top: within((area.top + area.bottom - height) / 2, high - height),
  };
}
