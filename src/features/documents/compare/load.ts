import type { Actor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { asResponse } from "#platform/operations/form.ts";
import { comparePages, PageFailure, type PageReason, pageText, pageTexts } from "#platform/pages/index.ts";
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
    const [{ image: _, ...drawn }, was, is] = await Promise.all([
      comparePages({ hash: old.pdf, page: pair.old }, { hash: now.pdf, page: pair.now }, turn),
      pageText(old.pdf, pair.old, turn),
      pageText(now.pdf, pair.now, turn),
    ]);
    const areas = placesWith(drawn.areas, drawn.width, was, is);
    return { pairs, at, differ, words, drawn: { ...drawn, areas } };
  } catch (error) {
    if (error instanceof PageFailure) return { failed: error.reason };
    // No PDF: there are no pages to compare.
    if (error instanceof Problem && error.status === 404) return { failed: "other" };
    throw asResponse(error);
  }
}

const textAt = (texts: readonly string[], page: number | null): string =>
  page === null ? "" : (texts[page] ?? "");
const wordsDiffer = (a: string, b: string): boolean => a.replace(/\s+/g, "") !== b.replace(/\s+/g, "");
