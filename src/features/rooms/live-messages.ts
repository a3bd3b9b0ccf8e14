import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/live.json";

/** Words of what arrives while somebody is at work in a room. */
export const liveMessages = await catalogue<keyof typeof en>("live");
