import type { ReactNode } from "react";
import type { Nameable as Person } from "../model/mentions.ts";
import { pieces } from "../model/text.ts";

/** A message's text: line breaks kept, web addresses as links, mentions as names. Nothing of it is read as markup. */
export function MessageText({ text, people }: { text: string; people: readonly Person[] }): ReactNode {
  let position = 0;
  return (
    <p className="whitespace-pre-wrap break-words max-w-(--measure)">
      {pieces(text).map((piece) => {
        const key = position;
        position += 1;
        if (piece.kind === "text") return <span key={key}>{piece.text}</span>;
        if (piece.kind === "mention")
          return (
            <strong key={key} className="font-semibold">
              @{people.find((person) => person.id === piece.person)?.name ?? "…"}
            </strong>
          );
        return (
          <a key={key} className="link" href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        );
      })}
    </p>
  );
}
