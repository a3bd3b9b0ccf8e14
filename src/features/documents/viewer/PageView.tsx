import { type ComponentType, memo, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, classes } from "#ui/index.ts";
import { imageAt, tileAt, viewAt } from "./addresses.ts";
import { type Box, type Rotation, sharpness } from "./geometry.ts";
import { type ViewerWord, viewerMessages } from "./messages.ts";
import { boxesOf } from "./places.ts";
import { bringIntoView } from "./scroll.ts";
import { TextLayer, widthOf } from "./TextLayer.tsx";
import { tilesOver, unturned } from "./tiles.ts";
import type { PageInfo, PageLayer } from "./types.ts";

export interface PageViewProps {
  at: string;
  page: number;
  pages: number;
  /** In points. */
  size: readonly [number, number];
  /** Where it lies; null in a page without scripts. */
  box: Box | null;
  rotation: Rotation;
  /** What of it is seen, as fractions of its box (left, top, right, bottom); null when it is only near. */
  seen: readonly [number, number, number, number] | null;
  /** The browser may load it: images that are seen come first. */
  width: number | null;
  words: string;
  /** Which of the places with the words is looked at; it is brought into view when `turn` changes. */
  hit: { index: number; turn: number } | null;
  /** Without scripts: where the words stand, in per cent of the page. */
  places: number[][] | null;
  /** What is only near waits until something that is seen is there. */
  held: boolean;
  onShown(): void;
  textOf(page: number): Promise<PageInfo>;
  goTo(page: number): void;
  /** Of the page that one begins with, as the server sent it. */
  matrix: PageInfo["matrix"] | null;
  layer?: ComponentType<PageLayer> | undefined;
}

/** One page: its image, ever sharper, its letters, its links, what was found on it, and what lies over it. */
export const PageView = memo(function PageView(props: PageViewProps): ReactNode {
  const t = useMessages(viewerMessages);
  const { at, page, pages, size, box, rotation, seen, layer: Layer } = props;
  const [ready, setReady] = useState(false);
  const info = useInfo(props, ready);
  const label = t("page-image", { page: page + 1, pages });
  return (
    <section className="sheet" data-page={page + 1} aria-label={label} style={outerStyle(props)}>
      <div className="sheet-page" style={innerStyle(size, box, rotation)}>
        {!props.held && (
          <Images
            {...props}
            label={label}
            onReady={() => {
              setReady(true);
              props.onShown();
            }}
          />
        )}
        {!box &&
          props.places?.map(([left, top, width, height]) => (
            <mark
              key={`${left} ${top}`}
              className="sheet-mark"
              style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
            />
          ))}
        {box && info && (
          <div
            className="sheet-points"
            style={{ width: size[0], height: size[1], transform: `scale(${box.scale})` }}
          >
            <Marks info={info} words={props.words} hit={seen && props.hit} />
            <TextLayer info={info} />
            <Links at={at} info={info} goTo={props.goTo} />
          </div>
        )}
        {Layer && (
          <Layer
            page={page}
            size={size}
            scale={box?.scale ?? null}
            rotation={rotation}
            info={info}
            matrix={info?.matrix ?? props.matrix}
          />
        )}
      </div>
    </section>
  );
});

/** Where the page leads: to another page, or out (to the web and to mail only; the server passes nothing else on). */
function Links(props: { at: string; info: PageInfo; goTo(page: number): void }): ReactNode {
  const t = useMessages(viewerMessages);
  return props.info.links.map(
    ({ box: [left = 0, top = 0, right = 0, bottom = 0], page: target, address }) => {
      const place = {
        className: "sheet-link",
        style: { left, top, width: right - left, height: bottom - top },
      };
      const key = `${left} ${top} ${address ?? target}`;
      if (target === undefined)
        return (
          <a
            key={key}
            {...place}
            href={address}
            target="_blank"
            rel="noopener noreferrer nofollow"
            aria-label={address}
          />
        );
      return (
        <a
          key={key}
          {...place}
          href={viewAt(props.at, target)}
          aria-label={t("page-link", { page: target + 1 })}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            props.goTo(target);
          }}
        />
      );
    },
  );
}

function outerStyle({ box, size, width }: PageViewProps) {
  if (box)
    return {
      position: "absolute" as const,
      top: box.top,
      left: box.left,
      width: box.width,
      height: box.height,
    };
  return {
    width: width ? `${width}px` : `min(100%, ${Math.round(size[0] * 1.5)}px)`,
    aspectRatio: `${size[0]} / ${size[1]}`,
  };
}

function innerStyle([width, height]: readonly [number, number], box: Box | null, rotation: Rotation) {
  if (!box) return { width: "100%", height: "100%" };
  const moved = {
    0: undefined,
    90: `translateX(${box.width}px) rotate(90deg)`,
    180: `translate(${box.width}px, ${box.height}px) rotate(180deg)`,
    270: `translateY(${box.height}px) rotate(270deg)`,
  }[rotation];
  return { width: width * box.scale, height: height * box.scale, transform: moved };
}

/** The text is asked for once the image is there, of pages that are seen or lie next to them. */
function useInfo({ page, textOf, box, seen, words }: PageViewProps, ready: boolean): PageInfo | null {
  const [info, setInfo] = useState<PageInfo | null>(null);
  const wanted = box !== null && (ready || words !== "") && (seen !== null || words !== "");
  useEffect(() => {
    if (!wanted || info) return;
    let gone = false;
    textOf(page).then(
      (known) => !gone && setInfo(known),
      () => undefined, // the image says what is wrong with the page
    );
    return () => {
      gone = true;
    };
  }, [wanted, info, page, textOf]);
  return info;
}

/** Windows for which a coarser first image is enough, and is there sooner on a bad line. */
const NARROW = "(max-width: 30rem)";
const isNarrow = () => typeof matchMedia !== "undefined" && matchMedia(NARROW).matches;

/** A coarse image first; once it is there and the page is seen, as sharp as it is large. */
function Images(props: PageViewProps & { label: string; onReady(): void }): ReactNode {
  const { at, page, size, box, seen, rotation } = props;
  const first = props.width ?? (isNarrow() ? 480 : 800);
  const [loaded, setLoaded] = useState<number[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const image = useRef<HTMLImageElement>(null);
  const density = typeof devicePixelRatio === "undefined" ? 1 : devicePixelRatio;
  const wide = box ? size[0] * box.scale : 0;
  const wanted = useSettled(box && seen ? sharpness(wide, size[0], density) : null);
  const coarse = loaded.includes(first);
  const note = (width: number) => {
    setLoaded((known) => (known.includes(width) ? known : [...known, width]));
    if (width === first) props.onReady();
  };
  // An image of the page as it was sent may be there before there is anybody to be told.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when scripts begin
  useEffect(() => {
    if (image.current?.complete && image.current.naturalWidth > 0) note(first);
    else if (image.current?.complete && image.current.currentSrc) void failed();
  }, []);
  async function failed(): Promise<void> {
    const answer = await fetch(imageAt(at, page, first)).catch(() => null);
    if (answer?.ok) return setProblem(null);
    const said = (await answer?.json().catch(() => null)) as { title?: string } | null;
    setProblem(said?.title ?? "line");
    props.onReady();
  }
  if (problem) return <Bad code={problem} onAgain={() => setProblem(null)} />;
  const sharp = coarse && wanted && wanted.width > first ? wanted.width : null;
  // What is already shown stays until the sharper one is there.
  const shown = loaded.filter((width) => width !== first && width !== sharp).sort((a, b) => b - a)[0];
  return (
    <>
      <picture>
        {!props.width && <source media={NARROW} srcSet={imageAt(at, page, 480)} />}
        <img
          ref={image}
          src={imageAt(at, page, props.width ?? 800)}
          alt={props.label}
          width={Math.round(size[0])}
          height={Math.round(size[1])}
          fetchPriority={seen || !box ? "high" : "low"}
          decoding="async"
          onLoad={() => note(first)}
          onError={() => void failed()}
        />
      </picture>
      {[shown, sharp].map(
        (width) =>
          width && (
            <img
              key={width}
              src={imageAt(at, page, width)}
              alt=""
              decoding="async"
              onLoad={() => note(width)}
            />
          ),
      )}
      {coarse && box && seen && wanted?.zoom && (
        <Tiles at={at} page={page} zoom={wanted.zoom} size={size} part={unturned(seen, rotation)} />
      )}
    </>
  );
}

function Tiles(props: {
  at: string;
  page: number;
  zoom: number;
  size: readonly [number, number];
  part: readonly [number, number, number, number];
}): ReactNode {
  const { at, page, zoom, size, part } = props;
  return tilesOver(size, zoom, part).map(({ column, row, left, top, width, height }) => (
    <img
      key={`${zoom} ${column} ${row}`}
      src={tileAt(at, page, zoom, column, row)}
      alt=""
      decoding="async"
      style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
    />
  ));
}

/** The value, once it has not changed for a moment: nothing is loaded for sizes that only pass by. */
function useSettled<T>(value: T): T {
  const key = JSON.stringify(value);
  const [settled, setSettled] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 180);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

/** In the page's place: why it cannot be drawn. */
function Bad({ code, onAgain }: { code: string; onAgain(): void }): ReactNode {
  const t = useMessages(viewerMessages);
  const known = ["broken", "encrypted", "memory", "too-complex", "too-large"].find(
    (one) => code === `page-${one}`,
  );
  const reason = t(known ? (`problem-page-${known}` as ViewerWord) : "reason-line");
  return (
    <div className="sheet-bad">
      <p>{t("page-bad", { reason })}</p>
      {!known && (
        <Button type="button" onClick={onAgain}>
          {t("try-again")}
        </Button>
      )}
    </div>
  );
}

/** Where the words stand; the place that is looked at stands out. */
function Marks({ info, words, hit }: Pick<PageViewProps, "words" | "hit"> & { info: PageInfo }): ReactNode {
  const places = useMemo(() => boxesOf(info, words, widthOf), [info, words]);
  const now = useRef<HTMLElement>(null);
  const index = hit && Math.min(hit.index, places.length - 1);
  const turn = hit?.turn;
  useEffect(() => {
    if (turn !== undefined && index !== null && now.current) bringIntoView(now.current, "centre");
  }, [turn, index]);
  return places.flatMap((boxes, place) =>
    boxes.map(([left, top, width, height], line) => (
      <mark
        key={`${left} ${top}`}
        ref={place === index && line === 0 ? now : null}
        className={classes("sheet-mark", place === index && "sheet-mark-now")}
        style={{ left, top, width, height }}
      />
    )),
  );
}
