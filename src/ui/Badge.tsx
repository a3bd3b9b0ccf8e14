import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/**
 * A short mark in a hairline box (a revision letter, a number). `count` is the filled form, for what is new or waits; a `silent`
 * one is said in words beside it.
 */
export function Badge(props: { kind?: "count"; silent?: boolean; children: ReactNode }): ReactNode {
  return (
    <span className={classes("badge", props.kind && "badge-count")} aria-hidden={props.silent || undefined}>
      {props.children}
    </span>
  );
}
