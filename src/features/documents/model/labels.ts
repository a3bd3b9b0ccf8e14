import type { AudienceKind } from "#features/rooms/index.ts";

/** What a revision is called: a letter where its document is shared, a draft's number below. */
export interface RevisionLabel {
  kind: "letter" | "draft";
  /** `A`, `B` … `Z`, `AA` …; for drafts `1`, `2` … */
  text: string;
}

/** 1 → A, 26 → Z, 27 → AA: as the columns of a spreadsheet, so that a row of letters never ends. */
export function letterOf(ordinal: number): string {
  let rest = ordinal;
  let letters = "";
  while (rest > 0) {
    rest -= 1;
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26);
  }
  return letters;
}

/**
 * The label of a revision. Letters are for what the other side (or a named group) sees of the document; work within one
 * side, and whatever is still narrower than its document, is a draft. Each audience has a row of its own, counted from
 * one, so neither row can tell of the other.
 */
export function revisionLabel(
  revision: { ordinal: number; audienceId: string },
  document: { audienceId: string; audienceKind: AudienceKind },
): RevisionLabel {
  const oneSide = document.audienceKind === "seller" || document.audienceKind === "buyer";
  return revision.audienceId === document.audienceId && !oneSide
    ? { kind: "letter", text: letterOf(revision.ordinal) }
    : { kind: "draft", text: String(revision.ordinal) };
}

const prefixes = { room: "D", seller: "S", buyer: "B", commercial: "C" } as const;

/**
 * The letters before a document's number: D for everyone, S and B for one side, C for commercial people. Named groups
 * have their initials (at least two, so they are none of those): a running number of groups would tell how many there are.
 */
export function prefixOf(audience: { kind: AudienceKind; name: string }): string {
  if (audience.kind !== "custom") return prefixes[audience.kind];
  const words = audience.name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9\s]/g, "")
    .split(/\s+/)
    .filter(Boolean);
  const initials = words.length > 1 ? words.map((word) => word[0]).join("") : (words[0] ?? "");
  return initials.length < 2 ? `T${initials}`.padEnd(2, "G") : initials.slice(0, 3);
}

/** What no file system takes in a name, and what would turn its reading direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
const unfit = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]+/g;

/**
 * The naming rule: `<room code>_<number>_<revision>_<title>.<ext>`, `NMS-PM3_D-007_B_Process description.pdf`. The name a
 * file was uploaded under never leaves its own side.
 */
export function fileName(parts: {
  roomCode: string;
  number: string;
  label: RevisionLabel;
  title: string;
  extension: string;
}): string {
  const title = parts.title
    .toWellFormed()
    .normalize("NFC")
    .replace(unfit, "-")
    .replace(/_/g, "-")
    .replace(/\s+/g, " ")
    .slice(0, 120)
    .toWellFormed()
    .replace(/\ufffd/g, "")
    .replace(/^[\s.-]+|[\s.-]+$/g, "");
  const revision = parts.label.kind === "letter" ? parts.label.text : `draft${parts.label.text}`;
  const stem = [parts.roomCode, parts.number, revision, title].filter(Boolean).join("_");
  return parts.extension ? `${stem}.${parts.extension}` : stem;
}
