import { type ReactNode, useId } from "react";
import { AudienceTag, type AudienceTone } from "./AudienceTag.tsx";
import { classes } from "./classes.ts";

/**
 * The line of visibility. Everything that not all of the room can see stands in here, in lists, forms, threads and prints: on
 * the tint of its audience, behind the dashed rule, under the audience's words. The words cannot be left out.
 *
 * With tone `room` it is plain (solid rule, no tint), so a list of mixed audiences can wrap every item in it.
 * `shape="row"` puts the rule at the left, for items that stand close together.
 */
export function Backstage(props: {
  tone: AudienceTone;
  /** The audience in the reader's words, for example "Only our team". */
  label: string;
  shape?: "block" | "row";
  /** Element to be; an `li` in lists. A `div` is named as a group for screen readers. */
  as?: "div" | "li" | "article";
  id?: string;
  children: ReactNode;
}): ReactNode {
  const labelId = useId();
  const Element = props.as ?? "div";
  const naming =
    Element === "div" ? { role: "group", "aria-labelledby": labelId } : { "aria-describedby": labelId };
  return (
    <Element
      id={props.id}
      className={classes("backstage", `tone-${props.tone}`, props.shape === "row" && "backstage-row")}
      {...(Element === "li" ? {} : naming)}
    >
      <div id={labelId} className="backstage-label">
        <AudienceTag tone={props.tone} label={props.label} />
      </div>
      {props.children}
    </Element>
  );
}
