import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

/** Kinds of audience, as in the design: everyone, the supplier's team, the customer's, commercial people, chosen people. */
export type AudienceTone = "room" | "seller" | "buyer" | "commercial" | "custom";

/** Who reads this: the icon of the kind of audience, and always its words ("Only our team"). */
export function AudienceTag({ tone, label }: { tone: AudienceTone; label: string }): ReactNode {
  return (
    <span className={classes("tag", `tone-${tone}`)}>
      <Icon name={`audience-${tone}`} size={16} />
      {label}
    </span>
  );
}
