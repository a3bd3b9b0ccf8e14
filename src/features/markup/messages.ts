import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/markup.json";

/** The words of mark-up. */
export const markupMessages = await catalogue<keyof typeof en>("markup");
export type MarkupWord = keyof typeof en;
