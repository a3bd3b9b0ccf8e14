import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/uploads.json";

/** The words of this feature. */
export const uploadMessages = await catalogue<keyof typeof en>("uploads");
