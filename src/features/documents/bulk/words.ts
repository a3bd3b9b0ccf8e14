import { catalogue, translate, type Values } from "#platform/i18n/index.ts";
import type audienceWords from "../../../../messages/en/audience.json";
import { labelMessages } from "../label-messages.ts";
import { type DocumentWord, documentMessages } from "../messages.ts";
import type { RevisionLabel } from "../model/labels.ts";
import type { Level } from "../model/rights.ts";

const audienceMessages = await catalogue<keyof typeof audienceWords>("audience");

/** Words of a file that is made on the server, for one reader. */
export interface FileWords {
  (key: DocumentWord, values?: Values): string;
  /** Some keys are made of values of the register; all of them are in the catalogue. */
  of(prefix: string, value: string): string;
  label(label: RevisionLabel): string;
  level(level: Level): string;
  audience(audience: { kind: string; name: string }): string;
}

/** The words of documents in the reader's language. */
export function fileWords(locale: string, timeZone: string): FileWords {
  const say = (key: DocumentWord, values?: Values) =>
    translate(documentMessages, locale, key, values, timeZone);
  return Object.assign(say, {
    of: (prefix: string, value: string) => say(`${prefix}-${value.replaceAll(".", "-")}` as DocumentWord),
    label: ({ kind, text }: RevisionLabel) =>
      kind === "letter"
        ? translate(labelMessages, locale, "revision-mark", { letter: text })
        : translate(labelMessages, locale, "draft-mark", { number: text }),
    level: (level: Level) => translate(labelMessages, locale, `level-${level}`),
    audience: ({ kind, name }: { kind: string; name: string }) => {
      const tone =
        kind === "room" || kind === "seller" || kind === "buyer" || kind === "commercial" ? kind : "custom";
      return translate(audienceMessages, locale, tone, { name });
    },
  });
}
