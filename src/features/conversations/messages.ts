import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/conversations.json";

/** The words of conversations. */
export const conversationMessages = await catalogue<keyof typeof en>("conversations");
export type ConversationKey = keyof typeof en;
