import type { Actor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { asResponse } from "#platform/operations/form.ts";
import {
  comparePages,
  PageFailure,
  type PageReason,
  pageText,
  pageTexts,
  type Shift,
} from "#platform/pages/index.ts";
import { sourceFor } from "../viewer/source.ts";
import { type Pair, pairsOf } from "./align.ts";
import { type ChangedPlace, placesWith } from "./places.ts";
import { type WordChange, wordChanges } from "./words.ts";

/** Changes of words that are told of one page. */
const MOST = 200;

export interface Comparison {
  pairs: Pair[];
  /** Of the pair that is looked at, from 0. */
  at: number;
  /** Pairs whose words differ, from 0. */
  differ: number[];
  words: WordChange[];
  /** Null where the page is only in one of the two. */
  drawn: {
    width: number;
    height: number;
    heights: { old: number; now: number };
    /** How the old page lies under the new one, and in words how far it was moved, in millimetres, and scaled, in per cent. */
    shift: (Shift & { millimetres: number; percent: number }) | null;
    areas: ChangedPlace[];
  } | null;
}

/** What a comparison shows. Both files are asked for as the reader, each time. */
export async function loadComparison(
  actor: Actor,
  asked: { room: string; document: string; old: string; now: string },
  wished: number,
): Promise<Comparison | { failed: PageReason | "other" }> {
  const { room, document } = asked;
  const turn = { urgency: "seen" as const, who: actor.viewerId ?? actor.personId };
  try {
    const [old, now] = await Promise.all(
      [asked.old, asked.now].map((revision) => sourceFor(actor, { room, document, revision })),
    );
    if (!old || !now) return { failed: "other" };
    const [before, after] = await Promise.all([pageTexts(old.pdf, turn), pageTexts(now.pdf, turn)]);
    const pairs = pairsOf(before, after);
    const changes = pairs.map(
      (pair) =>
        wordsDiffer(textAt(before, pair.old), textAt(after, pair.now)) ||
        pair.old === null ||
        pair.now === null,
    );
    const differ = changes.flatMap((one, index) => (one ? [index] : []));
    const at = Math.min(Math.max(0, wished), pairs.length - 1);
    const pair = pairs[at] ?? { old: null, now: null };
    const words = wordChanges(textAt(before, pair.old), textAt(after, pair.now)).slice(0, MOST);
    if (pair.old === null || pair.now === null) return { pairs, at, differ, words, drawn: null };
    const [{ image: _, shift, ...rest }, was, is] = await Promise.all([
      comparePages({ hash: old.pdf, page: pair.old }, { hash: now.pdf, page: pair.now }, turn),
      pageText(old.pdf, pair.old, turn),
      pageText(now.pdf, pair.now, turn),
    ]);
    const drawn = {
      ...rest,
      areas: placesWith(rest.areas, rest.width, was, is, shift),
      shift: shift && told(shift, rest, is.width),
    };
    return { pairs, at, differ, words, drawn };
  } catch (error) {
    if (error instanceof PageFailure) return { failed: error.reason };
    // No PDF: there are no pages to compare.
    if (error instanceof Problem && error.status === 404) return { failed: "other" };
    throw asResponse(error);
  }
}

/** How far the middle of the page was moved, and how it was scaled. */
const told = (shift: Shift, { width, height }: { width: number; height: number }, points: number) => {
  const x = shift.right + (shift.scale - 1) * (width / 2);
  const y = shift.down + (shift.scale - 1) * (height / 2);
  const inches = ((Math.hypot(x, y) / width) * points) / 72;
  return {
    ...shift,
    millimetres: Math.round(inches * 254) / 10,
    percent: Math.round(shift.scale * 1000) / 10,
  };
};

const textAt = (texts: readonly string[], page: number | null): string =>
  page === null ? "" : (texts[page] ?? "");
const wordsDiffer = (a: string, b: string): boolean => a.replace(/\s+/g, "") !== b.replace(/\s+/g, "");
