/**
 * How far somebody who sees a document may go with it, from least to most; each level includes those before it. In the
 * database the same by number, 1 to 5 (migration 0080).
 */
export const levels = ["exists", "view", "comment", "watermarked", "original"] as const;
export type Level = (typeof levels)[number];

/** As the database keeps it: 1 is the least. */
export const levelNumber = (level: Level): number => levels.indexOf(level) + 1;
/** Whether `level` includes `need`. */
export const reaches = (level: Level, need: Level): boolean => levels.indexOf(level) >= levels.indexOf(need);

/** What a reader may do with one document, beside what their role allows anywhere. */
export interface Rights {
  level: Level;
  /** Bring a revision, also of a document that is the other side's. */
  mayRevise: boolean;
  mayApprove: boolean;
  /** When the right ends, or when it ended (then the level is `exists`); ISO time. */
  until: string | null;
  /** A right was given; false: everything is as the role allows. */
  bound: boolean;
}

/** The right has ended by its date. */
export const hasEnded = (rights: Pick<Rights, "until">, now: Date): boolean =>
  rights.until !== null && Date.parse(rights.until) <= now.getTime();
