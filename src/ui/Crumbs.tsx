import type { ReactNode } from "react";
import { Link } from "react-router";

export type Crumb = { label: string; to: string };

/** The way from the top to this screen, the screen itself left out (its title is just below). */
export function Crumbs({ label, items }: { label?: string | undefined; items: readonly Crumb[] }): ReactNode {
  return (
    <nav aria-label={label}>
      <ol className="crumbs">
        {items.map((crumb) => (
          <li key={crumb.to}>
            <Link to={crumb.to}>{crumb.label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
