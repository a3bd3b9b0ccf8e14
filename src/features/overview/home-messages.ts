import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/home.json";

/** Words of the first screens; apart from the overview's, which most visits begin with. */
export const homeMessages = await catalogue<keyof typeof en>("home");
