import { useLabelWords } from "#features/documents/components/index.ts";
import { audienceTone, useAudienceWords } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import type { State as StateShape } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import type { State } from "../model/kinds.ts";
import type { ShownMarkup } from "../queries/on-revision.ts";

/** Each state has a shape of its own, by its outline too: on a badge it is small, and there is no word beside it. */
export const shapeOf: Record<State, StateShape> = {
  open: "open",
  answered: "running",
  accepted: "agreed",
  rejected: "no-go",
  closed: "done",
};

/** The beginning of what a comment says. */
export function wordsOf(mark: ShownMarkup, length = 90): string {
  const text = (mark.messages[0]?.text ?? "").replace(/@\[[0-9a-f-]{36}\]/g, "@…").replace(/\s+/g, " ");
  return text.length > length ? `${text.slice(0, length).trimEnd()}…` : text;
}

/**
 * A comment's number. Each audience counts its own, so that nobody learns how many there are that he does not read; a letter
 * before it tells those apart that not everyone reads: "T1" is the team's first.
 */
export function useOrdinal(): (mark: Pick<ShownMarkup, "ordinal" | "audience">) => string {
  const t = useMessages(markupMessages);
  return ({ ordinal, audience }) =>
    t("ordinal", { kind: audienceTone(audience.kind), ordinal: String(ordinal) });
}

/** What a mark on the page is called by those who do not see it. */
export function useMarkWords(): (mark: ShownMarkup) => string {
  const t = useMessages(markupMessages);
  const audience = useAudienceWords();
  const ordinal = useOrdinal();
  return (mark) =>
    [
      t("comment", { ordinal: ordinal(mark) }),
      t(`kind-${mark.kind}` as MarkupWord),
      t(`state-${mark.state}` as MarkupWord),
      audience(mark.audience).label,
      wordsOf(mark),
    ].join(", ");
}

/** Where a comment lies, in words. */
export function usePlaceWords(): (mark: ShownMarkup) => string[] {
  const t = useMessages(markupMessages);
  const label = useLabelWords();
  return ({ place, earlier }) => [
    place === null
      ? t("place-waiting")
      : place.page === null
        ? t("place-lost")
        : t("place-page", { page: place.page + 1 }),
    ...(earlier ? [t("made-on", { revision: label(earlier) })] : []),
    ...(place?.how === "moved" ? [t("place-moved")] : []),
  ];
}
