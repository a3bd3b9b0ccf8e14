import type { MouseEvent, ReactNode, RefObject } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { classes, Icon, type IconName, VisuallyHidden } from "#ui/index.ts";
import { viewAt } from "./addresses.ts";
import { FULL } from "./geometry.ts";
import { viewerMessages } from "./messages.ts";
import type { Stage } from "./useStage.ts";

/** Pages to and fro, a page by its number, and, with scripts, size, turning and the panel. */
export function Toolbar(props: {
  at: string;
  stage: Stage;
  pages: number;
  words: string;
  /** Without scripts: the width that was asked for. */
  width: number | null;
  panel: { open: boolean; toggle(): void };
  pageField: RefObject<HTMLInputElement | null>;
  download: string | null;
  /** Further tools, for what lies over the pages. */
  tools?: ReactNode;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const { at, stage, pages, words, panel, pageField } = props;
  const live = stage.layout !== null;
  const { page } = stage;
  const step = (to: number) => ({
    href: viewAt(at, to, words),
    "aria-disabled": to < 0 || to >= pages || undefined,
    onClick(event: MouseEvent) {
      if (!live) return;
      event.preventDefault();
      stage.goTo(to);
    },
  });
  const size = (scale: number) => () => stage.zoomTo({ fit: "none", scale });
  const percent = Math.round((stage.scale / FULL) * 100);
  /** To the page that was typed. The field says where one is, also when there is no such page. */
  const goToTyped = () => {
    const field = pageField.current;
    if (!field) return;
    const wanted = Number(field.value);
    const to = wanted >= 1 ? Math.min(pages, Math.floor(wanted)) - 1 : page;
    field.value = String(to + 1);
    stage.goTo(to);
  };
  return (
    <section className="viewer-bar no-print" aria-label={t("tools")}>
      {live ? (
        <Tool
          icon="specification"
          label={t("panel")}
          expanded={panel.open}
          controls="viewer-panel"
          onClick={panel.toggle}
        />
      ) : (
        <a className="viewer-tool" href="#viewer-panel">
          <Icon name="specification" />
          <VisuallyHidden>{t("panel")}</VisuallyHidden>
        </a>
      )}
      <a className="viewer-tool viewer-wide" {...step(page - 1)}>
        <Icon name="arrow-left" />
        <VisuallyHidden>{t("previous")}</VisuallyHidden>
      </a>
      <form
        className="viewer-page"
        method="get"
        action={`${at}/view`}
        onSubmit={(event) => {
          if (!live) return;
          event.preventDefault();
          goToTyped();
          stage.element.current?.focus();
        }}
      >
        <label>
          <VisuallyHidden>{t("page")}</VisuallyHidden>
          <input
            ref={pageField}
            key={live ? page : "sent"}
            name="page"
            inputMode="numeric"
            pattern={live ? undefined : "[0-9]*"}
            autoComplete="off"
            defaultValue={page + 1}
            // Some keyboards of phones have no Enter: one leaves the field.
            onBlur={(event) => live && event.currentTarget.value !== String(page + 1) && goToTyped()}
            size={Math.max(2, String(pages).length)}
            aria-describedby="viewer-pages"
          />
        </label>
        <span id="viewer-pages">{t("page-of", { pages })}</span>
        {!live && <button type="submit">{t("go")}</button>}
      </form>
      <a className="viewer-tool viewer-wide" {...step(page + 1)}>
        <Icon name="arrow-right" />
        <VisuallyHidden>{t("next")}</VisuallyHidden>
      </a>
      {!live && (
        // Without scripts two sizes are enough: as wide as the window, and as sharp as there is.
        <a className="viewer-tool" href={`${viewAt(at, page, words)}${props.width ? "" : "&width=1600"}`}>
          <Icon name={props.width ? "minus" : "add"} />
          <VisuallyHidden>{t(props.width ? "smaller" : "larger")}</VisuallyHidden>
        </a>
      )}
      {live && (
        <>
          <output className="sr-only">{t("page-image", { page: page + 1, pages })}</output>
          <span className="viewer-gap" />
          <Tool icon="minus" label={t("smaller")} onClick={size(stage.scale / 1.25)} />
          <output className="viewer-percent" aria-live="off">
            {t("zoom", { percent })}
          </output>
          <Tool icon="add" label={t("larger")} onClick={size(stage.scale * 1.25)} />
          <Tool
            icon={stage.zoom.fit === "page" ? "fit-width" : "fit-page"}
            label={t(stage.zoom.fit === "page" ? "fit-width" : "fit-page")}
            onClick={() => stage.zoomTo({ fit: stage.zoom.fit === "page" ? "width" : "page" })}
          />
          <Tool icon="rotate" label={t("rotate")} onClick={stage.rotate} />
        </>
      )}
      {props.tools}
      {props.download && (
        <a className="viewer-tool viewer-wide" href={props.download} title={t("download")}>
          <Icon name="download" />
          <VisuallyHidden>{t("download")}</VisuallyHidden>
        </a>
      )}
    </section>
  );
}

/** A button of the bar: a drawing, its words for those who do not see it and as a hint for those who do. */
export function Tool(props: {
  icon: IconName;
  label: string;
  expanded?: boolean;
  /** The id of what it opens. */
  controls?: string;
  pressed?: boolean;
  onClick(): void;
}): ReactNode {
  return (
    <button
      type="button"
      className={classes("viewer-tool", props.pressed && "viewer-tool-on")}
      title={props.label}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      aria-pressed={props.pressed}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
      <VisuallyHidden>{props.label}</VisuallyHidden>
    </button>
  );
}
