import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

/**
 * Something the reader should know now: told by shape, colour and the words of `title`. `live` makes screen readers speak it when it
 * appears after an action (problems at once, the others when there is a pause).
 */
export function Notice(props: {
  tone?: "info" | "success" | "warning" | "problem";
  title?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}): ReactNode {
  const tone = props.tone ?? "info";
  const role = tone === "problem" ? "alert" : "status";
  return (
    <div className={classes("notice", `notice-${tone}`)} role={props.live ? role : undefined}>
      <Icon name={tone} />
      <div>
        {props.title && <strong>{props.title}</strong>}
        {props.children}
      </div>
    </div>
  );
}
