import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** A short mark in a hairline box (a revision letter, a number). `count` is the filled form, for what is new or waits. */
export function Badge({ kind, children }: { kind?: "count"; children: ReactNode }): ReactNode {
  return <span className={classes("badge", kind && "badge-count")}>{children}</span>;
}
