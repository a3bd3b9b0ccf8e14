import type { ReactNode } from "react";

/** First letters of the first and last word of a name, for the disc: "Aino Maria Lehtonen" → "AL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

/** A human with title and company. `size="inline"` is the bare name with its company, for running text. */
export function Person(props: {
  name: string;
  title?: string | null | undefined;
  company?: string | null | undefined;
  /** Which side they are on, in words: it stands before what they or others have written of them. */
  side?: string | null | undefined;
  size?: "normal" | "inline";
  /** Further lines, for example phone and e-mail. */
  children?: ReactNode;
}): ReactNode {
  const belongs = [props.side, props.title, props.company].filter(Boolean).join(", ");
  if (props.size === "inline") {
    return (
      <span className="person-inline">
        {props.name}
        {belongs && <span className="text-muted"> ({belongs})</span>}
      </span>
    );
  }
  return (
    <span className="person">
      <span className="initials" aria-hidden="true">
        {initials(props.name)}
      </span>
      <span>
        {props.name}
        {belongs && <small>{belongs}</small>}
        {props.children && <small>{props.children}</small>}
      </span>
    </span>
  );
}
