import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/document-labels.json";

/** Names of revisions and of rights: apart, since the viewer needs them and nothing else of the register's words. */
export const labelMessages = await catalogue<keyof typeof en>("document-labels");
