import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/overview.json";

/** Words of the overview. */
export const overviewMessages = await catalogue<keyof typeof en>("overview");
