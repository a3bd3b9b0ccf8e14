import type { ReactNode } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { classes } from "./classes.ts";
import { Menu } from "./Menu.tsx";
import { type NavItem, RoomBar, RoomRail } from "./RoomNav.tsx";
import { SkipLink } from "./SkipLink.tsx";

/**
 * The frame around every screen: the supplier's name or logo, the main navigation, slots for language and person, and, inside a room,
 * its name and its places. Presentation only; the caller decides what is in it.
 */
export function Frame(props: {
  supplier: { name: string; logo?: string | null | undefined; to: string };
  skipLabel: string;
  nav?: readonly NavItem[];
  navLabel: string;
  /** Language switch, usually a `Menu`. */
  language?: ReactNode;
  /** Person menu or sign-in link. */
  person?: ReactNode;
  /** A line over the whole width, for example while viewing as somebody else. */
  banner?: ReactNode;
  room?: {
    name: string;
    detail?: ReactNode;
    aside?: ReactNode;
    label: string;
    more: string;
    nav: readonly NavItem[];
  };
  footer?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { key } = useLocation();
  const { supplier, room } = props;
  return (
    <div className="frame">
      <SkipLink>{props.skipLabel}</SkipLink>
      <header className="frame-head">
        <div className="frame-top">
          <Link to={supplier.to} className="frame-brand">
            {supplier.logo ? <img src={supplier.logo} alt={supplier.name} /> : supplier.name}
          </Link>
          {props.nav && props.nav.length > 0 && (
            <nav className="frame-nav" aria-label={props.navLabel}>
              {props.nav.map((item) => (
                <NavLink key={item.to} to={item.to} end={item.end ?? false}>
                  {item.label}
                </NavLink>
              ))}
            </nav>
          )}
          <div className="frame-tools">
            {props.language}
            {props.person}
            {props.nav && props.nav.length > 0 && (
              <div className="frame-menu">
                <Menu label={props.navLabel} icon="menu" iconOnly>
                  {props.nav.map((item) => (
                    <NavLink key={item.to} to={item.to} end={item.end ?? false}>
                      {item.label}
                    </NavLink>
                  ))}
                </Menu>
              </div>
            )}
          </div>
        </div>
        {props.banner && <div className="frame-banner">{props.banner}</div>}
        {room && (
          <div className="frame-room">
            <strong>{room.name}</strong>
            {room.detail && <span>{room.detail}</span>}
            {room.aside}
          </div>
        )}
      </header>
      <div className={classes("frame-body", room && "frame-body-room")}>
        {room && <RoomRail label={room.label} items={room.nav} />}
        <main id="main" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      <footer className="frame-foot">{props.footer}</footer>
      {room && <RoomBar key={key} label={room.label} more={room.more} items={room.nav} />}
    </div>
  );
}
