import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/documents.json";

/** The words of documents. */
export const documentMessages = await catalogue<keyof typeof en>("documents");
export type DocumentWord = keyof typeof en;
