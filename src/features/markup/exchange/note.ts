import type { Shape } from "../model/geometry.ts";
import type { Kind, State } from "../model/kinds.ts";

/** An answer below a comment, as files hold it. */
export interface NoteReply {
  /** Stable: the message's own id, or the file's. */
  id: string;
  /** "Name, Company". */
  author: string;
  /** ISO 8601. */
  at: string;
  text: string;
}

/** A comment on a page as files hold it: between our threads and the annotations of a PDF or an XFDF file. */
export interface Note {
  /** Stable: the comment's own id, or what the file calls it (`NM`, `name`). */
  id: string;
  kind: Kind;
  /** From 0. */
  page: number;
  shape: Shape;
  state: State;
  /** Who said where it stands, when, and why. */
  settled: { author: string; at: string; reason?: string | null } | null;
  author: string;
  /** ISO 8601; null where the file does not say it. */
  at: string | null;
  text: string;
  /** Its number and who reads it, in words: "Comment 3 · Only our team". */
  subject: string;
  replies: NoteReply[];
}

/** Colours of the kinds: red, green, blue from 0 to 1. */
export const colours: Record<Kind, [number, number, number]> = {
  highlight: [1, 0.87, 0.3],
  strike: [0.75, 0.1, 0.1],
  area: [0.1, 0.35, 0.75],
  pin: [0.95, 0.75, 0.1],
  ink: [0.1, 0.35, 0.75],
  arrow: [0.1, 0.35, 0.75],
};

/** States of the review model (ISO 32000-2, 12.5.6.3). What others call open, or answered, has none there. */
export const reviewOf: Partial<Record<State, string>> = {
  accepted: "Accepted",
  rejected: "Rejected",
  closed: "Completed",
};

/** What a file's last state says. `replied`: somebody answered. */
export function stateOf(review: string | undefined, replied: boolean): State {
  if (review === "Accepted") return "accepted";
  if (review === "Rejected") return "rejected";
  if (review === "Completed" || review === "Cancelled") return "closed";
  return replied ? "answered" : "open";
}

/** Thousandths of a point are far finer than any reader draws. */
export const round = (value: number): number => Math.round(value * 1000) / 1000;
