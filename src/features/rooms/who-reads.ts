import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/who-reads.json";

/** The words of who reads something and of choosing it, which stand in every form; apart from those of the rooms' own screens. */
export const whoReadsMessages = await catalogue<keyof typeof en>("who-reads");
