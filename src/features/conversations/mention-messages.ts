import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/mentions.json";

/** The words of addressing somebody in a text. A file of their own: the viewer needs no other words of conversations. */
export const mentionMessages = await catalogue<keyof typeof en>("mentions");
