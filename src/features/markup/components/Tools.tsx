import { type ReactNode, useState } from "react";
import { Tool } from "#features/documents/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { classes, Icon } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { type Kind, kinds } from "../model/kinds.ts";
import { useMarkup } from "./state.ts";

/** Drawings of the tools, 20 × 20 units. */
const drawings: Record<Kind, string> = {
  pin: "M10 17.5c-3-4.2-5-6.6-5-9.3a5 5 0 0 1 10 0c0 2.7-2 5.1-5 9.3zM10 6.5a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
  area: "M3 5h14v10H3z",
  highlight: "M4 16.5h12M6.5 12.5l6-8 3 2.3-6 8-3.5.7z",
  strike: "M3 10h14M6.5 6.5c0-3.5 7-3.5 7 0M6.5 13.5c0 3.5 7 3.5 7 0",
  ink: "M3 14c2-6 4-8 5-6s-2 6 0 6 3-7 5-7 0 5 4 4",
  arrow: "M4 16 16 4m-7 0h7v7",
};

/** In the viewer's bar: the list of comments to and fro. */
export function CommentsTool(): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  if (!state) return null;
  return (
    <Tool
      icon="thread"
      label={t("comments")}
      expanded={state.open}
      onClick={() => state.setOpen(!state.open)}
    />
  );
}

/**
 * At the foot of the pages: one button, behind it the tools. While a tool is chosen a finger draws; with none it scrolls, so
 * the two never fight.
 */
export function MarkTools(): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  const [out, setOut] = useState(false);
  if (!state?.data.mayTalk) return null;
  const { tool, placing } = state;
  const offered = placing ? [placing.kind] : kinds;
  const away = () => {
    setOut(false);
    state.setTool(null);
    state.setPlacing(null);
  };
  if (!out && !tool && !placing)
    return (
      <div className="mark-tools no-print">
        <button type="button" className="btn btn-primary" onClick={() => setOut(true)}>
          <Icon name="edit" size={18} />
          {t("mark")}
        </button>
      </div>
    );
  return (
    <div className="mark-tools mark-tools-out no-print">
      {(tool || placing) && (
        <div className="mark-hint">
          <p role="status">
            {placing && t("placing", { ordinal: placing.ordinal })} {tool && t(`hint-${tool}` as MarkupWord)}
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
      <div role="toolbar" aria-label={t("tools")}>
        {offered.map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes("viewer-tool", tool === kind && "viewer-tool-on")}
            aria-pressed={tool === kind}
            title={t(`kind-${kind}` as MarkupWord)}
            onClick={() => state.setTool(tool === kind ? null : kind)}
          >
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="mark-icon">
              <path d={drawings[kind]} />
            </svg>
            <span className="sr-only">{t(`kind-${kind}` as MarkupWord)}</span>
          </button>
        ))}
        <Tool icon="close" label={t("tools-away")} onClick={away} />
      </div>
    </div>
  );
}
