import type { ReactNode } from "react";
import { viewAt } from "./addresses.ts";

/** A link to a page, which with scripts is scrolled to. */
export function PageAnchor(props: {
  at: string;
  page: number;
  words?: string;
  live: boolean;
  goTo(page: number): void;
  children: ReactNode;
}): ReactNode {
  return (
    <a
      href={viewAt(props.at, props.page, props.words)}
      onClick={(event) => {
        if (!props.live || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        props.goTo(props.page);
      }}
    >
      {props.children}
    </a>
  );
}
