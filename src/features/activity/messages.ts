import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/activity.json";

/** Words of the log and of changes; `kind-…` puts each kind of entry into words. */
export const activityMessages = await catalogue<keyof typeof en>("activity");
