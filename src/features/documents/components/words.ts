import { useAudienceWords } from "#features/rooms/components/index.ts";
import type { Side } from "#features/rooms/index.ts";
import { useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { documentMessages } from "../messages.ts";
import { categoryWords, type Shelf } from "../model/categories.ts";
import type { RevisionLabel } from "../model/labels.ts";
import type { Level } from "../model/rights.ts";

/** Labels of revisions in running text ("revision B", "draft 3") and as a mark ("Revision B"). */
export function useLabelWords(): (label: RevisionLabel, mark?: "mark") => string {
  const t = useMessages(documentMessages);
  return ({ kind, text }, mark) =>
    kind === "letter"
      ? t(mark ? "revision-mark" : "revision", { letter: text })
      : t(mark ? "draft-mark" : "draft", { number: text });
}

/** A category (`technical.drawing`) or a shelf of them (`technical`) in the words of the room. */
export function useCategoryWords(shelves: readonly Shelf[]): (key: string) => string {
  return categoryWords(shelves, useReading().locale);
}

/** Every category, under the words of its shelf; those of the supplier's own say so. */
export function useCategoryOptions(
  shelves: readonly Shelf[],
): { value: string; label: string; group: string }[] {
  const t = useMessages(documentMessages);
  const words = useCategoryWords(shelves);
  return shelves.flatMap((shelf) =>
    shelf.kinds.map(({ key, internal }) => ({
      value: key,
      label: internal ? t("category-internal", { category: words(key) }) : words(key),
      group: words(shelf.key),
    })),
  );
}

/** What a right lets one do, in words: "View only, may approve, until 3 March". The last day is told, not the moment after it. */
export function useRightsWords(): (given: {
  level: Level | "all";
  mayRevise: boolean;
  mayApprove: boolean;
  until: string | null;
}) => string {
  const t = useMessages(documentMessages);
  const format = useFormat();
  return ({ level, mayRevise, mayApprove, until }) => {
    const rights = [
      t(`level-${level}`),
      ...(mayRevise ? [t("with-revise")] : []),
      ...(mayApprove && level !== "all" ? [t("with-approve")] : []),
    ].join(", ");
    return until ? t("my-rights-until", { rights, when: format.date(lastDayOf(until)) }) : rights;
  };
}

/** The day that ends at a moment. */
export const lastDayOf = (until: string): Date => new Date(Date.parse(until) - 1);

/** To whom a right was given: a side, or a named group. */
export function useHolderWords(): (holder: { side: Side | null; audience: AudienceNamed | null }) => string {
  const t = useMessages(documentMessages);
  const audienceWords = useAudienceWords();
  return ({ side, audience }) => (side ? t(`from-${side}`) : audience ? audienceWords(audience).label : "");
}

interface AudienceNamed {
  kind: string;
  name: string;
}
