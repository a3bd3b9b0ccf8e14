/** What other features may render of the log. */
export { EntryWords } from "./EntryWords.tsx";
