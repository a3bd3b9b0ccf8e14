import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/process.json";
import type room from "../../../messages/en/process-room.json";

/** States, parts, bands, channels and the reasons of the rules. */
export const processMessages = await catalogue<keyof typeof en>("process");
/** Screens of a room's process. */
export const processRoomMessages = await catalogue<keyof typeof room>("process-room");
