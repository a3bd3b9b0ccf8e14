import type { Taking } from "../view/words.ts";

/** A participant: the person where one is named, else the role; the team in any case. */
export function TakingPart({ taking }: { taking: Taking }) {
  const { person, role, lane } = taking;
  return (
    <>
      {person?.name ?? role ?? lane}
      {(person || (role && role !== lane)) && <span className="text-muted"> · {lane}</span>}
    </>
  );
}
