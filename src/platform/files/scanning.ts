import { config } from "../config.ts";
import { log } from "../log.ts";
import { FileProblem, megabytes } from "./errors.ts";
import { scanStream } from "./scan.ts";

/** What is known of content: `none` where no scanner is set, `waiting` where it was away and files are taken nevertheless. */
export type Scan = "none" | "clean" | "waiting";

/**
 * Has the scanner look through a file, if one is set (CLAMAV).
 * @param read begins the bytes
 * @throws FileProblem `file-infected`; `file-not-scanned` or `file-too-large-to-scan` where CLAMAV_AWAY is `refuse`
 */
export async function scanned(
  file: { name: string; size: number },
  read: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): Promise<Scan> {
  const { CLAMAV, CLAMAV_AWAY } = config();
  if (!CLAMAV) return "none";
  const said = await scanStream(CLAMAV, await read());
  const { name } = file;
  if (said.verdict === "clean") return "clean";
  if (said.verdict === "infected") throw new FileProblem("file-infected", { name, found: said.found });
  log().warn({ verdict: said.verdict, reason: said.reason }, "the virus scanner did not look at a file");
  if (CLAMAV_AWAY === "mark") return "waiting";
  if (said.verdict === "away") throw new FileProblem("file-not-scanned", { name });
  throw new FileProblem("file-too-large-to-scan", { name, megabytes: megabytes(file.size) });
}
