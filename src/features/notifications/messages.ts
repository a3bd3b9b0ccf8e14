import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/notifications.json";

/** The words of notifications, on the screen and in mails. */
export const notificationMessages = await catalogue<keyof typeof en>("notifications");
export type NotificationKey = keyof typeof en;
