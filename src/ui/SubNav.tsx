import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { Badge } from "./Badge.tsx";

/** The views of one screen as links that look like tabs: each has its own address, back works, no JavaScript is needed. */
export function SubNav(props: {
  label: string;
  items: readonly { to: string; label: string; count?: number | undefined; end?: boolean }[];
}): ReactNode {
  return (
    <nav className="subnav no-print" aria-label={props.label}>
      <ul>
        {props.items.map((item) => (
          <li key={item.to}>
            <NavLink to={item.to} end={item.end ?? true}>
              {item.label}
              {item.count !== undefined && <Badge>{item.count}</Badge>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
