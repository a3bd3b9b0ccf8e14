import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/schedule.json";

/** The words of the schedule and of the calendar. */
export const scheduleMessages = await catalogue<keyof typeof en>("schedule");
