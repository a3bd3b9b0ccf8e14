import type { ReactNode } from "react";
import { type IconName, iconFills, iconPaths } from "./icon-paths.ts";

export type { IconName };

/**
 * One of our own line drawings (20 × 20 units, stroke 1.5, colour of the text around it). It is always decoration: the words
 * stand beside it or, when there is no room for them, in `VisuallyHidden`.
 */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  const fill = iconFills[name];
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="square"
    >
      <path d={iconPaths[name]} />
      {fill && <path d={fill} fill="currentColor" stroke="none" />}
    </svg>
  );
}
