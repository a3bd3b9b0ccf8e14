import { useMessages } from "#platform/i18n/index.ts";
import { type DocumentWord, documentMessages } from "../messages.ts";
import type { RevisionLabel } from "../model/labels.ts";
import type { Category, CategoryGroup } from "../model/lists.ts";

/** Labels of revisions in running text ("revision B", "draft 3") and as a mark ("Revision B"). */
export function useLabelWords(): (label: RevisionLabel, mark?: "mark") => string {
  const t = useMessages(documentMessages);
  return ({ kind, text }, mark) =>
    kind === "letter"
      ? t(mark ? "revision-mark" : "revision", { letter: text })
      : t(mark ? "draft-mark" : "draft", { number: text });
}

/** A category (`technical.drawing`) or group of them (`technical`) in words. */
export function useCategoryWords(): (category: Category | CategoryGroup) => string {
  const t = useMessages(documentMessages);
  return (category) => t(`category-${category.replace(".", "-")}` as DocumentWord);
}
