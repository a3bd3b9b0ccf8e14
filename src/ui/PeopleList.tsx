import type { ReactNode } from "react";
import { Disclosure } from "./Disclosure.tsx";

export type ListedPerson = { name: string; company?: string | null | undefined };

/**
 * "Seen by: Aino Lehtonen, Pekka Salo (Mill Oy) …": the names of all who can see a thing. With `collapsed` (its words, for example
 * "12 people") the names are one click away; they are always in the page.
 */
export function PeopleList(props: {
  label: string;
  people: readonly ListedPerson[];
  collapsed?: string | undefined;
}): ReactNode {
  const names = (
    <ul>
      {props.people.map((person) => (
        <li key={`${person.name} ${person.company}`}>
          {person.name}
          {person.company && <span> ({person.company})</span>}
        </li>
      ))}
    </ul>
  );
  if (props.collapsed !== undefined) {
    return (
      <div className="people">
        <Disclosure summary={`${props.label} ${props.collapsed}`}>{names}</Disclosure>
      </div>
    );
  }
  return (
    <div className="people">
      <strong>{props.label}</strong> {names}
    </div>
  );
}
