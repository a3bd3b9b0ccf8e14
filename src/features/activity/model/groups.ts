import type { LogEntry } from "./log.ts";

/** What happened to one thing, told by the latest of it. */
export type ChangeGroup = LogEntry & {
  /** How many entries there are about the thing, this one among them. */
  count: number;
};

/** Groups changes by what they are about, the latest first: five messages in one conversation are one line. */
export function groupChanges(entries: LogEntry[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const entry of entries.toSorted((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq)) {
    const { subject, audience } = entry;
    const name = [subject.type, subject.id ?? `${entry.kind} ${entry.seq}`, audience.id].join(" ");
    const group = groups.get(name);
    if (group) group.count += 1;
    else groups.set(name, { ...entry, count: 1 });
  }
  return [...groups.values()];
}
