import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";

const flag = z.enum(["true", "false", "1", "0", ""]).transform((value) => value === "true" || value === "1");

const schema = z.object({
  /** Port the web server listens on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** Address the web server listens on. `0.0.0.0` for all; the default serves this machine only. */
  HOST: z.string().default("127.0.0.1"),
  /** The address people use, e.g. https://rooms.example.com. Links, cookies and origin checks follow it. */
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Folder for the embedded database, files and keys. */
  DATA_DIR: z.string().default("./data"),
  /** An external PostgreSQL 15+ (a login that owns the database and may make roles). Without it an embedded one runs in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  /** SMTP server, e.g. smtp://user:secret@mail.example.com:587. Without it links are copied from the screen. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  /** Sender of mails. */
  MAIL_FROM: z.string().default("Frontstage <frontstage@localhost>"),
  /** S3-compatible store for files; without it files lie in DATA_DIR. */
  S3_ENDPOINT: z.url().optional(),
  /** Bucket in that store; it must exist. Needed with S3_ENDPOINT. */
  S3_BUCKET: z.string().optional(),
  /** Region that requests to the store are signed for; most stores other than Amazon's take any. */
  S3_REGION: z.string().default("us-east-1"),
  /** Key that may read, write and delete in the bucket. Needed with S3_ENDPOINT. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  /** Secret of that key. Needed with S3_ENDPOINT. */
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Largest file that can be uploaded, in megabytes. */
  MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(1_048_576).default(10_240),
  /** ClamAV daemon that looks through every file before anybody can open it: `host:port`, or the path of its socket. */
  CLAMAV: z
    .string()
    .regex(/^(\/\S+|[^\s:/]+:\d{1,5}|\[[\da-f:]+\]:\d{1,5})$/i, "must be host:port or the path of a socket")
    .optional(),
  /** While the scanner is away, or cannot take a file of that size: `refuse` the file, or take it and `mark` it as not scanned. */
  CLAMAV_AWAY: z.enum(["refuse", "mark"]).default("refuse"),
  /** Page images and texts that were made of PDFs are kept up to this many megabytes; those read longest ago are made anew. */
  PAGE_CACHE_MB: z.coerce.number().int().min(50).max(10_000_000).default(2000),
  /** How much is logged. */
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  /** Prometheus reads /metrics with this bearer token; without one only this machine may read it. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Take the reader's address from X-Forwarded-For: only with a proxy in front that sets it. */
  TRUST_PROXY: flag.default(false),
  /** Demonstration: sign in as any of the demonstration's people by a click. Never on a real deployment. */
  DEMO: flag.default(false),
  /** Connections to the database. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
});

/** The deployment's settings, validated. Names are the environment variables' names. */
export type Config = z.infer<typeof schema> & {
  BASE_URL: string;
  /** Of BASE_URL where it was configured: the only origin that may write. Null: what the request's Host says. */
  ORIGIN: string | null;
};

/** Configuration that cannot be used; the message names each variable and says what is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads the configuration: command line (`--port=4100`), then environment, then the file `frontstage.config`
 * (lines `NAME=value`) in the working folder. Nothing is required.
 * @throws ConfigError naming every variable that cannot be used.
 */
export function readConfig(
  argv: string[] = process.argv.slice(2),
  env: Record<string, string | undefined> = process.env,
  file = resolve("frontstage.config"),
): Config {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const known = Object.keys(schema.shape);
  const fromLine = Object.fromEntries(
    argv.flatMap((word) => {
      const match = /^--([a-z0-9-]+)=(.*)$/.exec(word);
      const name = match?.[1]?.toUpperCase().replaceAll("-", "_");
      return match && name && known.includes(name) ? [[name, match[2]]] : [];
    }),
  );
  const unknown = Object.keys(fromFile).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ConfigError(`frontstage.config: unknown setting ${unknown.join(", ")}`);
  const given = Object.fromEntries(
    Object.entries({ ...fromFile, ...env, ...fromLine }).filter(
      ([name, value]) => known.includes(name) && value !== "",
    ),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration cannot be used:\n${lines.join("\n")}`);
  }
  const value = parsed.data;
  if (value.S3_ENDPOINT && !(value.S3_BUCKET && value.S3_ACCESS_KEY_ID && value.S3_SECRET_ACCESS_KEY)) {
    throw new ConfigError(
      "The configuration cannot be used:\n  S3_ENDPOINT needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY",
    );
  }
  return {
    ...value,
    BASE_URL: (value.BASE_URL ?? `http://localhost:${value.PORT}`).replace(/\/$/, ""),
    ORIGIN: value.BASE_URL ? new URL(value.BASE_URL).origin : null,
  };
}

let current: Config | undefined;

/** The configuration of this process, read on first use. */
export function config(): Config {
  current ??= readConfig();
  return current;
}

/** Replaces the configuration of this process (the server's start and tests). */
export function setConfig(value: Config): void {
  current = value;
}
