import type { Tx } from "#platform/database/index.ts";
import type { Work } from "#platform/operations/index.ts";

/** A room that is being opened, for the features that set up their part in the same transaction. */
export interface OpenedRoom {
  room: string;
  audiences: { room: string; seller: string; buyer: string; commercial: string };
  /** What was chosen in the form, a key of `blueprintChoices`. */
  blueprint: string | undefined;
}

/** Runs inside the opening's transaction, as the person who opens; what it throws undoes the opening. */
export type RoomOpenedHook = (
  work: Pick<Work<unknown>, "tx" | "actor" | "emit" | "now">,
  opened: OpenedRoom,
) => Promise<void>;

const hooks = new Map<string, RoomOpenedHook>();

/** Has a feature take part in every opening of a room. `feature` makes a second registration replace the first. */
export function onRoomOpened(feature: string, hook: RoomOpenedHook): void {
  hooks.set(feature, hook);
}

/** Runs the hooks in the order of their features' names, so that it never depends on who was loaded first. */
export async function roomOpened(...args: Parameters<RoomOpenedHook>): Promise<void> {
  for (const [, hook] of [...hooks].sort(([a], [b]) => a.localeCompare(b))) await hook(...args);
}

/** A process that a room can be opened with; label in the blueprint's own words. */
export interface BlueprintChoice {
  key: string;
  label: string;
}

let choices: (tx: Tx) => Promise<BlueprintChoice[]> = async () => [];

/** The process feature tells which blueprints there are, the usual one first. */
export function blueprintChoicesFrom(list: (tx: Tx) => Promise<BlueprintChoice[]>): void {
  choices = list;
}

/** The blueprints that a new room can be opened with, the usual one first. */
export const blueprintChoices = (tx: Tx): Promise<BlueprintChoice[]> => choices(tx);
