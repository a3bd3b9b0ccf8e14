import { type ReactNode, useEffect, useRef } from "react";
import { focusOn, Tool } from "#features/documents/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { classes, Icon } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { type Kind, kinds } from "../model/kinds.ts";
import { type MarkupState, useMarkup } from "./state.ts";
import { useOrdinal } from "./words.ts";

/** Drawings of the tools, 20 × 20 units. */
const drawings: Record<Kind, string> = {
  pin: "M10 17.5c-3-4.2-5-6.6-5-9.3a5 5 0 0 1 10 0c0 2.7-2 5.1-5 9.3zM10 6.5a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
  area: "M3 5h14v10H3z",
  highlight: "M4 16.5h12M6.5 12.5l6-8 3 2.3-6 8-3.5.7z",
  strike: "M3 10h14M6.5 6.5c0-3.5 7-3.5 7 0M6.5 13.5c0 3.5 7 3.5 7 0",
  ink: "M3 14c2-6 4-8 5-6s-2 6 0 6 3-7 5-7 0 5 4 4",
  arrow: "M4 16 16 4m-7 0h7v7",
};

/** In the viewer's bar: to begin a mark, marks shown or hidden (the key M too), and the list of comments to and fro. */
export function CommentsTools(): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  const start = useRef<HTMLSpanElement>(null);
  const { hidden, setHidden } = state ?? {};
  useEffect(() => {
    const viewer = start.current?.closest<HTMLElement>(".viewer-main");
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (event.key !== "m" || field || event.ctrlKey || event.metaKey || event.altKey) return;
      setHidden?.(!hidden);
    };
    viewer?.addEventListener("keydown", onKey);
    return () => viewer?.removeEventListener("keydown", onKey);
  }, [hidden, setHidden]);
  if (!state) return null;
  return (
    <>
      <span ref={start} className="viewer-wide">
        <StartMarking />
      </span>
      {state.data.markup.length > 0 && (
        <button
          type="button"
          className={classes("viewer-tool", hidden && "viewer-tool-on")}
          title={t("hide")}
          aria-pressed={hidden}
          aria-keyshortcuts="m"
          onClick={() => state.setHidden(!hidden)}
        >
          <Icon name="eye" />
          <span className="sr-only">{t("hide")}</span>
          {hidden && <span className="mark-struck" />}
        </button>
      )}
      <Tool
        icon="thread"
        label={t("comments")}
        expanded={state.open}
        controls="comments"
        onClick={() => showComments(state, !state.open)}
      />
    </>
  );
}

/** Who opens the comments goes on in them, who closes them goes on where they were opened. */
export function showComments(state: MarkupState, open: boolean): void {
  state.setOpen(open);
  focusOn(open ? "#comments" : "[aria-controls=comments]");
}

function StartMarking(): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  if (!state?.data.mayTalk) return null;
  return (
    <button
      type="button"
      className="mark-start btn btn-primary"
      aria-label={t("mark")}
      title={t("mark")}
      aria-expanded={state.marking}
      onClick={() => (state.marking ? endMarking(state) : state.setMarking(true))}
    >
      <Icon name="edit" size={18} />
      <span>{t("make")}</span>
    </button>
  );
}

function endMarking(state: MarkupState): void {
  state.setMarking(false);
  state.setTool(null);
  state.setPlacing(null);
}

/**
 * At the foot of the pages: the tools once they are wanted, on a phone the button that brings them. While a tool is chosen a
 * finger draws; with none it scrolls, so the two never fight.
 */
export function MarkTools(): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  const ordinal = useOrdinal();
  const bar = useRef<HTMLDivElement>(null);
  const marking = state?.marking ?? false;
  useEffect(() => {
    if (marking) bar.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [marking]);
  if (!state?.data.mayTalk) return null;
  const { tool, placing } = state;
  const offered = placing ? [placing.kind] : kinds;
  const away = () => {
    endMarking(state);
    // Back to where one came from: of the two buttons the one that is seen.
    focusOn(".mark-start");
  };
  if (!marking && !tool && !placing)
    return (
      <div className="mark-tools mark-tools-in viewer-narrow no-print">
        <StartMarking />
      </div>
    );
  return (
    <div className="mark-tools mark-tools-out no-print">
      {(tool || placing) && (
        <div className="mark-hint">
          <p role="status">
            {placing && t("placing", { ordinal: ordinal(placing) })} {tool && t(`hint-${tool}` as MarkupWord)}{" "}
            <span className="for-keys">{t("hint-keys")}</span>
          </p>
          {state.ink && (
            <button
              type="button"
              className="btn btn-primary"
              onClick={() => state.ink && state.drawn(state.ink)}
            >
              {t("ink-done")}
            </button>
          )}
        </div>
      )}
      <div role="toolbar" aria-label={t("tools")} ref={bar}>
        {offered.map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes("viewer-tool", tool === kind && "viewer-tool-on")}
            aria-pressed={tool === kind}
            onClick={() => state.setTool(tool === kind ? null : kind)}
          >
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="mark-icon">
              <path d={drawings[kind]} />
            </svg>
            <span>{t(`kind-${kind}` as MarkupWord)}</span>
          </button>
        ))}
        <Tool icon="close" label={t("tools-away")} onClick={away} />
      </div>
    </div>
  );
}
