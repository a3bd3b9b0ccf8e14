import type { Actor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { asResponse } from "#platform/operations/form.ts";
import {
  comparePages,
  PageFailure,
  type PageReason,
  pageImage,
  pageText,
  pageTexts,
  type Quarter,
  type Shift,
  type Turn,
} from "#platform/pages/index.ts";
import { sourceFor } from "../viewer/source.ts";
import { type Pair, pairsOf } from "./align.ts";
import { type ChangedPlace, placesWith } from "./places.ts";
import { type WordChange, wordChanges } from "./words.ts";

type Size = [width: number, height: number];

/** Changes of words that are told of one page. */
const MOST = 200;

export interface Comparison {
  pairs: Pair[];
  /** Of the pair that is looked at, from 0. */
  at: number;
  /** Pairs that differ, from 0: by their words, or by how they look. */
  differ: number[];
  /** Of some pairs it is not known yet whether they look the same. */
  looking: boolean;
  words: WordChange[];
  /** Null where the page is only in one of the two. */
  drawn: {
    width: number;
    height: number;
    heights: { old: number; now: number };
    /** Widths and heights of the two pages in points, as they are read. */
    points: { old: Size; now: Size };
    /** By how much the old page was turned to lie as the new one does, clockwise in degrees. */
    turn: Quarter;
    /** How the old page, turned, lies under the new one, and in words how far it was moved, in millimetres, and scaled, in per cent. */
    shift: (Shift & { millimetres: number; percent: number }) | null;
    areas: ChangedPlace[];
  } | null;
}

/** What a comparison shows, by itself the first pages that differ. Both files are asked for as the reader, each time. */
export async function loadComparison(
  actor: Actor,
  asked: { room: string; document: string; old: string; now: string },
  wished: number | null,
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
      (pair): boolean | null =>
        wordsDiffer(textAt(before, pair.old), textAt(after, pair.now)) ||
        pair.old === null ||
        pair.now === null ||
        null,
    );
    const looked = looksDifferent(old.pdf, now.pdf, pairs, changes, turn);
    const first = async () => Math.max(0, (await looked).indexOf(true));
    const at = Math.min(Math.max(0, wished ?? (await first())), pairs.length - 1);
    const pair = pairs[at] ?? { old: null, now: null };
    const words = wordChanges(textAt(before, pair.old), textAt(after, pair.now)).slice(0, MOST);
    const known = async (here: boolean) => {
      const seen = await looked;
      seen[at] = changes[at] || here;
      return {
        differ: seen.flatMap((one, index) => (one ? [index] : [])),
        looking: seen.some((one, index) => one === null && index < LOOKED_AT),
      };
    };
    if (pair.old === null || pair.now === null)
      return { pairs, at, ...(await known(true)), words, drawn: null };
    const [{ image: _, shift, ...rest }, was, is] = await Promise.all([
      comparePages({ hash: old.pdf, page: pair.old }, { hash: now.pdf, page: pair.now }, turn),
      pageText(old.pdf, pair.old, turn),
      pageText(now.pdf, pair.now, turn),
    ]);
    const drawn = {
      ...rest,
      areas: placesWith(rest.areas, rest.width, was, is, { shift, turn: rest.turn }),
      points: { old: [was.width, was.height] as Size, now: [is.width, is.height] as Size },
      shift: shift && told(shift, rest, is.width),
    };
    return { pairs, at, ...(await known(drawn.areas.length > 0)), words, drawn };
  } catch (error) {
    if (error instanceof PageFailure) return { failed: error.reason };
    // No PDF: there are no pages to compare.
    if (error instanceof Problem && error.status === 404) return { failed: "other" };
    throw asResponse(error);
  }
}

/** So many pairs are looked at, and so long is waited for it; what is not known then is known the next time. */
const LOOKED_AT = 40;
const PATIENCE = 1500;

/**
 * Which of the pairs with the same words look different: their small images are not the same to the last pixel. Null: not known
 * yet. A drawing that changed without a word is found that way.
 */
async function looksDifferent(
  old: string,
  now: string,
  pairs: readonly Pair[],
  changes: readonly (boolean | null)[],
  turn: Turn,
): Promise<(boolean | null)[]> {
  const seen = [...changes];
  const image = (hash: string, page: number) =>
    pageImage(hash, page, { kind: "page", width: 480 }, { ...turn, urgency: "near" });
  const looking = pairs.slice(0, LOOKED_AT).map(async (pair, index) => {
    if (seen[index] !== null || pair.old === null || pair.now === null) return;
    const [a, b] = await Promise.all([image(old, pair.old), image(now, pair.now)]);
    seen[index] = !a.bytes.equals(b.bytes);
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE).unref());
  await Promise.race([Promise.allSettled(looking), late]);
  return [...seen];
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
