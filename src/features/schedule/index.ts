/** The schedule, for the other features: operations and what waits. Nothing of it may be imported by components. */
export { answerItem } from "./commands/answer.ts";
export { makeCalendarLink, revokeCalendarLink, setCalendarRule } from "./commands/calendar-link.ts";
export { cancelItem, finishItem } from "./commands/close.ts";
export { editItem } from "./commands/edit.ts";
export { moveItem } from "./commands/move.ts";
export { proposeItem } from "./commands/propose.ts";
export { publishItem } from "./commands/publish.ts";
export { comingItems, nextMeeting, nextMeetings, scheduleWaiting } from "./queries/coming.ts";
export { calendarFeed, calendarSettings } from "./queries/feed.ts";
export { scheduleItem } from "./queries/item.ts";
export { scheduleList } from "./queries/list.ts";
export { type ItemShown, itemShown } from "./queries/rows.ts";
