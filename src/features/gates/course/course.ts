import type { GateDefinition, Rounds, Wording } from "#features/process/index.ts";

/** A gate with all its rounds, as the commands and the screen need it. */
export interface Course {
  room: string;
  gate: string;
  key: string;
  title: Wording;
  question: Wording;
  /** Of the gate itself: who knows that it exists. */
  shown: string;
  /** Of everything by which it is decided: the supplier's. */
  audience: string;
  after: string;
  before: string;
  definition: GateDefinition;
  version: number;
  rounds: Rounds;
  /** Ids of the rounds that are stored, by number. */
  ids: ReadonlyMap<number, string>;
  hashes: ReadonlyMap<number, { text: string; hash: string }>;
  conditions: StoredCondition[];
}

export interface StoredCondition {
  id: string;
  round: number;
  text: string;
  owner: string;
  due: string;
  criterion?: string;
  doneAt: Date | null;
  doneBy: string | null;
  note: string;
}
