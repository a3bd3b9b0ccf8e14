import type { ReactNode } from "react";

/** A time, already formatted for the reader; `at` is the instant (ISO 8601) and `title` the long form. */
export function Stamp(props: { at: string; title?: string; children: ReactNode }): ReactNode {
  return (
    <time className="stamp" dateTime={props.at} title={props.title}>
      {props.children}
    </time>
  );
}
