/** The room log to read, what changed since my last visit, and its verification. */
export { sendHeads } from "./commands/heads.ts";
export { visit } from "./commands/visit.ts";
export { quietKinds } from "./model/log.ts";
export { exportLog, logHeads, verifyLog } from "./queries/chains.ts";
export { type Changes, changes, changesShape, changesSince } from "./queries/changes.ts";
export { logEntries } from "./queries/entries.ts";
