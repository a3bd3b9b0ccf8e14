/** Notifications, for the other features and the frame. */
export { openNotification, readAll, readOpened } from "./commands/read.ts";
export { changeSettings, turnOff } from "./commands/settings.ts";
export { unreadNotifications } from "./items.ts";
export { scanRoom, watchRooms } from "./jobs.ts";
export { mailSettings, notifications } from "./queries/list.ts";
export { unread } from "./queries/unread.ts";
