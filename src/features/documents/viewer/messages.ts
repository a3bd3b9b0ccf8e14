import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../../messages/en/viewer.json";

/** The words of the viewer; apart from those of the register, which no other screen has to load. */
export const viewerMessages = await catalogue<keyof typeof en>("viewer");
export type ViewerWord = keyof typeof en;
