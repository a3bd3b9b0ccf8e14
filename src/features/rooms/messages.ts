import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/rooms.json";

/** The words of rooms, people and audiences. */
export const roomsMessages = await catalogue<keyof typeof en>("rooms");
