import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/log.json";

export type LogKey = keyof typeof en;

/** Words of the log's own screens; apart from those of its entries, which the overview tells too. */
export const logMessages = await catalogue<LogKey>("log");
