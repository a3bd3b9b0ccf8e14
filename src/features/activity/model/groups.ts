import type { LogEntry } from "./log.ts";

/** Entries of the same kind about the same thing, told as one. */
export interface ChangeGroup {
  kind: string;
  subject: LogEntry["subject"];
  audience: LogEntry["audience"];
  label: string;
  words: Record<string, string> | null;
  path: string | null;
  /** Who did it, the latest first, each once; without those the system did by itself. */
  actors: string[];
  count: number;
  /** The latest of them. */
  at: string;
}

/** Groups changes, the latest first: five messages in one thread are one line. */
export function groupChanges(entries: LogEntry[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const entry of entries.toSorted((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq)) {
    const { kind, subject, audience, label, words, path, at } = entry;
    const name = [kind, subject.type, subject.id ?? entry.seq, audience.id].join(" ");
    const group = groups.get(name) ?? {
      kind,
      subject,
      audience,
      label,
      words,
      path,
      actors: [],
      count: 0,
      at,
    };
    groups.set(name, group);
    group.count += 1;
    if (entry.actor && !group.actors.includes(entry.actor.name)) group.actors.push(entry.actor.name);
  }
  return [...groups.values()];
}
