import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { labelMessages } from "../label-messages.ts";
import type { RevisionLabel } from "../model/labels.ts";
import type { Level } from "../model/rights.ts";

/** Labels of revisions in running text ("revision B", "draft 3") and as a mark ("Revision B"). */
export function useLabelWords(): (label: RevisionLabel, mark?: "mark") => string {
  const t = useMessages(labelMessages);
  return ({ kind, text }, mark) =>
    kind === "letter"
      ? t(mark ? "revision-mark" : "revision", { letter: text })
      : t(mark ? "draft-mark" : "draft", { number: text });
}

/** What a right lets one do, in words: "View only, may approve, until 3 March". The last day is told, not the moment after it. */
export function useRightsWords(): (
  given: {
    level: Level | "all";
    mayRevise: boolean;
    mayApprove: boolean;
    until: string | null;
  },
  /** Told above what is being read: how it is read, nothing that could be taken for a button. */
  reading?: boolean,
) => string {
  const t = useMessages(labelMessages);
  const format = useFormat();
  return ({ level, mayRevise, mayApprove, until }, reading) => {
    const rights = [
      t(reading && level === "watermarked" ? "reading-watermarked" : `level-${level}`),
      ...(mayRevise ? [t("with-revise")] : []),
      ...(mayApprove && level !== "all" ? [t("with-approve")] : []),
    ].join(", ");
    return until ? t("my-rights-until", { rights, when: format.date(lastDayOf(until)) }) : rights;
  };
}

/** The day that ends at a moment. */
export const lastDayOf = (until: string): Date => new Date(Date.parse(until) - 1);
