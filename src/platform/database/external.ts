import pg from "pg";
import { ConfigError } from "../config.ts";

const oldest = 15;
const patienceMs = 10_000;

/**
 * Makes sure that the database of DATABASE_URL can be used before anything is written to it: it answers, is new enough,
 * keeps text as UTF-8, and its login owns it and may make roles.
 * @throws ConfigError saying what is wrong and what to do; never with the address's password
 */
export async function checkExternal(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: patienceMs });
  client.on("error", () => undefined);
  try {
    await client.connect().catch((cause) => {
      throw refusal(unreachable(cause), cause);
    });
    const { rows } = await client.query<Standing>(standing);
    const wrong = rows[0] && whatIsWrong(rows[0]);
    if (wrong) throw refusal(wrong);
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Standing {
  version: number;
  login: string;
  database: string;
  encoding: string;
  owns: boolean;
  makes: boolean;
  /** The role that serves people is there already, and this login may not set its password. */
  foreign: boolean;
}

// Since version 16 a role is changed only by who made it or was given it; before, by everybody who may make roles.
const standing = `
  select current_setting('server_version_num')::int / 10000 as version, current_user as login, d.datname as database,
    pg_encoding_to_char(d.encoding) as encoding, pg_has_role(current_user, d.datdba, 'usage') as owns,
    r.rolsuper or r.rolcreaterole as makes,
    not r.rolsuper and current_setting('server_version_num')::int >= 160000
      and exists (select from pg_roles where rolname in ('frontstage_runtime', 'frontstage_member', 'frontstage_system')
        and not pg_has_role(current_user, oid, 'usage with admin option')) as foreign
  from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`;

function whatIsWrong({ version, login, database, encoding, owns, makes, foreign }: Standing): string | null {
  if (version < oldest) return `the server is PostgreSQL ${version}; ${oldest} or newer is needed.`;
  if (encoding !== "UTF8")
    return `the database ${database} keeps text as ${encoding}; make one with encoding UTF8.`;
  if (!owns)
    return `${login} does not own the database ${database}. As its administrator: alter database "${database}" owner to "${login}"`;
  if (!makes)
    return `${login} may not make roles, which keep people apart in the database. As an administrator: alter role "${login}" createrole`;
  if (foreign)
    return `the roles frontstage_… were made by another login. As an administrator: grant frontstage_runtime, frontstage_member, frontstage_system to "${login}" with admin option`;
  return null;
}

/** Why there is no connection, in words; what the server itself says is already in words. */
function unreachable(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const words: Record<string, string> = {
    ECONNREFUSED: "nothing listens at that address. Is the server running, and the port right?",
    ENOTFOUND: "there is no machine of that name.",
    EAI_AGAIN: "the machine's name could not be looked up.",
    ECONNRESET: "the server closed the connection.",
    "28P01": "the name or the password of the login is wrong.",
    "3D000": "there is no such database. It must be made first, owned by the login.",
    "57P03": "the server is just starting or stopping. Try again in a moment.",
    "53300": "the server has no connection left.",
  };
  const said = cause instanceof Error ? cause.message : String(cause);
  return words[code] ?? (said === "timeout expired" ? "the server does not answer." : said);
}

const refusal = (words: string, cause?: unknown) =>
  new ConfigError(`The database of DATABASE_URL cannot be used: ${words}`, { cause });
