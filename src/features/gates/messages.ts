import { processMessages } from "#features/process/messages.ts";
import { type Catalogue, catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/gates.json";

/** Words of gates and handovers. */
export const gateMessages = await catalogue<keyof typeof en>("gates");

/** The reasons of the rules as refusals: they stand in the catalogue of the process without the word `problem`. */
const reasonProblems: Catalogue<string> = {
  namespace: processMessages.namespace,
  byLocale: Object.fromEntries(
    Object.entries(processMessages.byLocale).map(([locale, messages]) => [
      locale,
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [`problem-${key}`, message])),
    ]),
  ),
};

/** Where refusals of gates and handovers find their words. */
export const gateProblems: Catalogue<string>[] = [gateMessages, reasonProblems];
