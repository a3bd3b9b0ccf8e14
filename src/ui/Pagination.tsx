import type { ReactNode } from "react";
import { ButtonLink } from "./Button.tsx";

/** Two links with opaque cursors. No page numbers and no totals: they would count what a reader may not see. */
export function Pagination(props: {
  label: string;
  previous?: { to: string; label: string } | undefined;
  next?: { to: string; label: string } | undefined;
}): ReactNode {
  if (!props.previous && !props.next) return null;
  return (
    <nav className="pager" aria-label={props.label}>
      {props.previous ? (
        <ButtonLink to={props.previous.to} icon="arrow-left">
          {props.previous.label}
        </ButtonLink>
      ) : (
        <span />
      )}
      {props.next && <ButtonLink to={props.next.to}>{props.next.label}</ButtonLink>}
    </nav>
  );
}
