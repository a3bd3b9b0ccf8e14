import { mentioned } from "./text.ts";

/** A person who can be mentioned: one of the thread's audience. */
export interface Nameable {
  id: string;
  name: string;
  company: string;
}

/** A typed text with its mentions found, or the words after an `@` that name nobody, or more than one. */
export type Resolved = { text: string } | { unknown: string } | { ambiguous: string };

/**
 * Turns typed `@Name` into mentions of people of the audience. The longest name wins: "Name (Company)", the whole name,
 * or the first or last name where only one person has it. An `@` inside a word (an e-mail address) or before a space is
 * just a letter. Marks `@[id]` of people of the audience stay.
 */
export function resolveMentions(typed: string, people: readonly Nameable[]): Resolved {
  const known = new Set(people.map((person) => person.id));
  const stranger = mentioned(typed).find((id) => !known.has(id));
  if (stranger) return { unknown: `[${stranger}]` };
  const names = callNames(people);
  let out = "";
  let rest = typed;
  let before = "";
  for (;;) {
    const at = rest.indexOf("@");
    if (at < 0) return { text: out + rest };
    before = rest.slice(0, at).at(-1) ?? before;
    out += rest.slice(0, at);
    rest = rest.slice(at + 1);
    if (/[\p{L}\p{N}._%+-]/u.test(before) || !/^\p{L}/u.test(rest)) {
      out += "@";
      before = "@";
      continue;
    }
    const hit = names.find(({ name }) => startsWithName(rest, name));
    const word = /^[\p{L}\p{M}\p{N}'’-]+/u.exec(rest)?.[0] ?? rest;
    if (!hit) return { unknown: word };
    if (hit.people.length > 1) return { ambiguous: rest.slice(0, hit.name.length) };
    out += `@[${hit.people[0]}]`;
    rest = rest.slice(hit.name.length);
    before = "]";
  }
}

/** Everything a person may be called, the longest first, with all who are called so. */
function callNames(people: readonly Nameable[]): { name: string; people: string[] }[] {
  const called = new Map<string, Set<string>>();
  const call = (name: string, id: string) => {
    const key = fold(name);
    if (key) called.set(key, (called.get(key) ?? new Set()).add(id));
  };
  for (const { id, name, company } of people) {
    const words = name.trim().split(/\s+/);
    call(name.trim(), id);
    call(`${name.trim()} (${company})`, id);
    call(words[0] ?? "", id);
    call(words.at(-1) ?? "", id);
  }
  return [...called]
    .map(([name, ids]) => ({ name, people: [...ids] }))
    .sort((a, b) => b.name.length - a.name.length);
}

const fold = (text: string) => text.toLowerCase();

/** Whether a text begins with a name that ends there and is not the beginning of a longer word. */
function startsWithName(text: string, name: string): boolean {
  return fold(text.slice(0, name.length)) === name && !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(name.length));
}

/** How a person is typed so that it is found again: the name, with the company where two have the same name. */
export function callName(person: Nameable, people: readonly Nameable[]): string {
  const same = people.filter((other) => fold(other.name) === fold(person.name));
  return same.length > 1 ? `${person.name} (${person.company})` : person.name;
}
