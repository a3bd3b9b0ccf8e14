import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { Badge } from "./Badge.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type NavItem = {
  to: string;
  label: string;
  icon?: IconName;
  /** Only this address, not what lies below it (for a room's overview). */
  end?: boolean;
  /** What waits or is new there; `countLabel` says so in words ("3 unread"). */
  count?: number | undefined;
  countLabel?: string | undefined;
};

function Item({ item }: { item: NavItem }): ReactNode {
  return (
    <NavLink to={item.to} end={item.end ?? false}>
      {item.icon && <Icon name={item.icon} />}
      <span>{item.label}</span>
      {item.count ? (
        <>
          <Badge kind="count" silent={item.countLabel !== undefined}>
            {item.count}
          </Badge>
          {item.countLabel && <VisuallyHidden>, {item.countLabel}</VisuallyHidden>}
        </>
      ) : null}
    </NavLink>
  );
}

/** The places of a room on a desk: a rail at the left. */
export function RoomRail({ label, items }: { label: string; items: readonly NavItem[] }): ReactNode {
  return (
    <nav className="rail" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.to}>
            <Item item={item} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same on a phone: the first four at the thumb, the others one touch away under `more`. */
export function RoomBar(props: { label: string; more: string; items: readonly NavItem[] }): ReactNode {
  const room = props.items.length > 5 ? 4 : 5;
  const rest = props.items.slice(room);
  return (
    <nav className="bar" aria-label={props.label}>
      <ul>
        {props.items.slice(0, room).map((item) => (
          <li key={item.to}>
            <Item item={item} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <details>
              <summary>
                <Icon name="more" />
                <span>{props.more}</span>
              </summary>
              <ul className="bar-more">
                {rest.map((item) => (
                  <li key={item.to}>
                    <Item item={item} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  );
}
