/** The process, for the other features and the roof. */
export { audiencesOf, startProcess, takeCopy } from "./commands/start.ts";
export { storedGate, storedHandover, type Wording, wording, wordsIn } from "./copy/stored.ts";
export { takeInBlueprints } from "./jobs.ts";
export { listBlueprints } from "./queries/blueprints.ts";
export { readProcess, type ShownProcess, showProcess } from "./queries/process.ts";
