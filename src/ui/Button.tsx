import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { Link } from "react-router";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./Icon.tsx";

type Look = {
  /** One primary action a screen; danger for what cannot be undone. */
  look?: "primary" | "secondary" | "quiet" | "danger";
  size?: "normal" | "small";
  icon?: IconName;
};

function look(props: Look, extra?: string): string {
  return classes("btn", `btn-${props.look ?? "secondary"}`, props.size === "small" && "btn-small", extra);
}

/**
 * A button; `type="submit"` unless told otherwise, since most stand in forms. While `busy` it keeps the focus, shows a turning
 * ring and lets no second click through.
 */
export function Button({
  look: kind,
  size,
  icon,
  busy,
  className,
  children,
  onClick,
  type,
  ...rest
}: ComponentProps<"button"> & Look & { busy?: boolean | undefined }): ReactNode {
  const refuse = (event: MouseEvent<HTMLButtonElement>) => event.preventDefault();
  return (
    <button
      {...rest}
      type={type ?? "submit"}
      className={look({ ...(kind && { look: kind }), ...(size && { size }) }, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? refuse : onClick}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({
  look: kind,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look): ReactNode {
  return (
    <Link {...rest} className={look({ ...(kind && { look: kind }), ...(size && { size }) }, className)}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </Link>
  );
}
