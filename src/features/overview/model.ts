import { grouped } from "#platform/grouped.ts";
import type { RoomLine } from "./queries/home.ts";

/** Rooms of one phase. Phases of different blueprints with the same key are one. */
export interface PhaseGroup {
  key: string;
  /** The phase's short words by language; null for rooms whose process has not been started. */
  phase: Record<string, string> | null;
  rooms: RoomLine[];
}

/** Rooms under their phases, those nearest to the decision first, those without a process last. */
export function byPhase(rooms: RoomLine[]): PhaseGroup[] {
  const groups = [...grouped(rooms, (room) => room.phase?.key ?? "")].map(([key, same]) => ({
    key,
    phase: same[0]?.phase?.short ?? null,
    position: Math.max(...same.map((room) => room.phase?.position ?? Number.NEGATIVE_INFINITY)),
    rooms: same,
  }));
  return groups.sort((a, b) => b.position - a.position).map(({ position: _, ...group }) => group);
}

/** The sum of the rooms' values, in minor units, one a currency. Currencies are never mixed. */
export function totals(rooms: Pick<RoomLine, "case">[]): [currency: string, minor: number][] {
  const sums = new Map<string, number>();
  for (const { case: own } of rooms)
    if (own?.value) sums.set(own.value.currency, (sums.get(own.value.currency) ?? 0) + own.value.minor);
  return [...sums].sort(([a], [b]) => a.localeCompare(b));
}

/** Whole days from an instant to a day (`YYYY-MM-DD`), never less than none. */
export function ageInDays(since: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(since.slice(0, 10))) / 86_400_000));
}
