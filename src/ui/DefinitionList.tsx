import type { ReactNode } from "react";

/** Facts in two columns: what it is called, what it is. Items whose value is null, undefined or empty are left out. */
export function DefinitionList({
  items,
}: {
  items: readonly { term: string; value: ReactNode }[];
}): ReactNode {
  return (
    <dl className="dl">
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== "" && value !== false)
        .flatMap(({ term, value }) => [
          <dt key={`${term} t`}>{term}</dt>,
          <dd key={`${term} d`}>{value}</dd>,
        ])}
    </dl>
  );
}
