/** Files on their way in: in parts (tus), looked through by a virus scanner, kept apart when infected. */
import "./jobs.ts";

export { noteFound, tellOfInfection } from "./check.ts";
export { uploadsDoor } from "./door.ts";
export { unfinishedUploads } from "./queries/unfinished.ts";
export { assertMayUpload, uploadLimit } from "./records.ts";
export { takeIn } from "./take-in.ts";
