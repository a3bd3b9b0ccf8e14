/** What other features may render of the log. */
export { type ChangeGroup, groupChanges } from "../model/groups.ts";
export { EntryWords } from "./EntryWords.tsx";
