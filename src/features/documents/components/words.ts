import { useAudienceWords } from "#features/rooms/components/index.ts";
import type { Side } from "#features/rooms/index.ts";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { documentMessages } from "../messages.ts";
import { categoryWords, type Shelf } from "../model/categories.ts";

/** A category (`technical.drawing`) or a shelf of them (`technical`) in the words of the room. */
export function useCategoryWords(shelves: readonly Shelf[]): (key: string) => string {
  return categoryWords(shelves, useReading().locale);
}

/** Every category that can be given, under the words of its shelf; those of the supplier's own say so. @param kept is there though retired */
export function useCategoryOptions(
  shelves: readonly Shelf[],
  kept?: string,
): { value: string; label: string; group: string }[] {
  const t = useMessages(documentMessages);
  const words = useCategoryWords(shelves);
  return shelves.flatMap((shelf) =>
    shelf.kinds
      .filter(({ key, retired }) => !retired || key === kept)
      .map(({ key, internal }) => ({
        value: key,
        label: internal ? t("category-internal", { category: words(key) }) : words(key),
        group: words(shelf.key),
      })),
  );
}

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
