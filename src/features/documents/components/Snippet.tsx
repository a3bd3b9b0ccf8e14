import type { ReactNode } from "react";

/** A line of a document's text; found words lie between U+E000 and U+E001. */
export function Snippet({ text }: { text: string }): ReactNode {
  let position = 0;
  return (
    <p className="text-sm font-normal text-muted max-w-(--measure)">
      {text.split("\ue000").map((part) => {
        const [found, rest] = part.includes("\ue001") ? part.split("\ue001") : [undefined, part];
        position += 1;
        return (
          <span key={position}>
            {found !== undefined && <mark className="bg-warn-wash text-ink font-semibold">{found}</mark>}
            {rest}
          </span>
        );
      })}
    </p>
  );
}
