import { audienceMessages, audienceTone } from "#features/rooms/components/index.ts";
import { formatFor, translate, type Values } from "#platform/i18n/index.ts";
import type { ExportedMarkup } from "../commands/export.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import type { Note } from "./note.ts";

/** How who asks for a file reads. */
export interface Reading {
  locale: string;
  timeZone: string;
}

/** Words of a file in its reader's language. */
export function fileWords({ locale, timeZone }: Reading) {
  const t = (key: MarkupWord, values?: Values) => translate(markupMessages, locale, key, values, timeZone);
  const audience = ({ kind, name }: { kind: string; name: string }) =>
    translate(audienceMessages, locale, audienceTone(kind), { name }, timeZone);
  return { t, audience, format: formatFor(locale, timeZone) };
}

const nameOf = ({ name, company }: { name: string; company: string }) =>
  [name, company].filter(Boolean).join(", ");

/** A comment for a file; null when it has no place on the revision, or nothing of it is left to read. */
export function noteFrom(mark: ExportedMarkup, reading: Reading): Note | null {
  const { t, audience } = fileWords(reading);
  const { place } = mark;
  const people = new Map(mark.messages.map(({ author }) => [author.id, author.name]));
  const textOf = ({ text, withdrawn }: { text: string; withdrawn: boolean }) =>
    withdrawn
      ? t("withdrawn")
      : text.replace(/@\[([0-9a-f-]{36})\]/g, (_, id: string) => `@${people.get(id) ?? "…"}`);
  const [first, ...replies] = mark.messages;
  if (!first || !place?.shape || place.page === null) return null;
  return {
    id: mark.id,
    kind: mark.kind,
    page: place.page,
    shape: place.shape,
    state: mark.state,
    settled: mark.settled,
    author: nameOf(mark.author),
    at: new Date(mark.madeAt).toISOString(),
    text: textOf(first),
    subject: `${t("comment", { ordinal: mark.ordinal })} · ${audience(mark.audience)}`,
    replies: replies.map((one) => ({
      id: one.id,
      author: nameOf(one.author),
      at: new Date(one.sentAt).toISOString(),
      text: textOf(one),
    })),
  };
}
