import { LOCKED } from "../files/refine.ts";
import { pagesOfBlob } from "./content.ts";
import { describePdf } from "./draw.ts";
import { PageFailure } from "./failure.ts";
import type { Turn } from "./turns.ts";

/** Why a content cannot be opened here: a password, or it is not what it should be. */
export type Closed = "encrypted" | "broken";

/** Larger ones are not fetched for this alone, in bytes. */
const LARGEST = 200_000_000;

/**
 * Whether a stored content can be opened here, as far as that shows without making anything of it: PDFs, pictures, and Office
 * documents with a password. Null: it can, or nobody knows yet.
 */
export async function closedFor(
  blob: { hash: string; size: number; type: string },
  turn: Turn,
): Promise<Closed | null> {
  try {
    const { how, type } = await pagesOfBlob(blob);
    if (type === LOCKED) return "encrypted";
    if (how === "own" && blob.size <= LARGEST) await describePdf(blob.hash, turn);
    return null;
  } catch (error) {
    if (error instanceof PageFailure) return closedBy(error.reason);
    throw error;
  }
}

/** As `closedFor`, of why something could not be read: limits of this machine say nothing of the file. */
export const closedBy = (reason: string | undefined): Closed | null =>
  reason === "encrypted" || reason === "broken" ? reason : null;
