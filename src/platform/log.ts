import pino from "pino";
import { config } from "./config.ts";

let logger: pino.Logger | undefined;

/** Structured log of the process. Ids and codes only: no names, texts, addresses, tokens or file names go in here. */
export function log(): pino.Logger {
  logger ??= pino({ level: config().LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  return logger;
}
