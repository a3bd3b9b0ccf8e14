import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

/**
 * Something the reader should know now: told by shape, colour and the words of `title`. `live` is for what appears after an action: a
 * problem is spoken at once; anything else takes the focus, since screen readers pass over what comes into a page together with its words.
 */
export function Notice(props: {
  tone?: "info" | "success" | "warning" | "problem";
  title?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}): ReactNode {
  const tone = props.tone ?? "info";
  const role = props.live ? (tone === "problem" ? "alert" : "status") : undefined;
  const box = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: said again when the same is done again
  useEffect(() => {
    if (role === "status") box.current?.focus();
  }, [role, key]);
  return (
    <div ref={box} className={classes("notice", `notice-${tone}`)} role={role} tabIndex={role && -1}>
      <Icon name={tone} />
      <div>
        {props.title && <strong>{props.title}</strong>}
        {props.children}
      </div>
    </div>
  );
}
