import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { Icon, type IconName } from "./Icon.tsx";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/**
 * A small sheet of links and buttons under a word (person, language, more). It is a `<details>`, so it opens without JavaScript; with it,
 * Escape, a click elsewhere and going to another screen close it.
 */
export function Menu(props: {
  label: string;
  icon?: IconName;
  /** Keeps the icon and leaves the words to screen readers. */
  iconOnly?: boolean;
  children: ReactNode;
}): ReactNode {
  const details = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();

  useEffect(() => {
    const element = details.current;
    if (!element) return;
    const close = (event: Event) => {
      if (!element.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.querySelector("summary")?.focus();
      } else if (event.target instanceof Node && element.contains(event.target)) return;
      element.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new location is what closes it
  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [key]);

  return (
    <details ref={details} className="menu">
      <summary>
        {props.icon && <Icon name={props.icon} />}
        {props.iconOnly ? (
          <VisuallyHidden>{props.label}</VisuallyHidden>
        ) : (
          <>
            <span className={props.icon && "menu-name"}>{props.label}</span>
            <Icon name="chevron-down" size={16} />
          </>
        )}
      </summary>
      <div className="menu-sheet">{props.children}</div>
    </details>
  );
}
