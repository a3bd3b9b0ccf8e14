import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** How often something may happen: `count` times at once, refilled evenly over `seconds`. */
export interface Allowance {
  count: number;
  seconds: number;
}

const quarterHour = 900;

/** What may be tried before anybody is known. Offices share one network address, so that limit is wide. */
export const allowances = {
  codesToAddress: { count: 6, seconds: quarterHour },
  codesFromNetwork: { count: 60, seconds: quarterHour },
  passwordsForAddress: { count: 10, seconds: quarterHour },
  triesFromNetwork: { count: 120, seconds: quarterHour },
} satisfies Record<string, Allowance>;

/**
 * Takes one from the allowance of a subject (an e-mail address, a network), in PostgreSQL, so that it holds over all
 * processes and restarts. Generic cell rate algorithm: one row, one statement, no race. Only a hash of the subject is kept.
 * @returns false when nothing is left
 */
export async function take(tx: Tx, kind: keyof typeof allowances, subject: string): Promise<boolean> {
  const { count, seconds }: Allowance = allowances[kind];
  const key = createHash("sha256").update(`${kind}:${subject}`).digest();
  const cost = sql`make_interval(secs => ${seconds / count}::float8)`;
  const spent = sql`greatest(rate_limit.spent_until, now()) + ${cost}`;
  const { rows } = await sql`
    insert into rate_limit (key, spent_until) values (${key}, now() + ${cost})
    on conflict (key) do update set spent_until = ${spent}
      where ${spent} <= now() + make_interval(secs => ${seconds}::float8)
    returning 1 as taken`.execute(tx);
  return rows.length > 0;
}

/** The network of an address: itself for IPv4, the /64 for IPv6, where one household or office has that many. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const first = head ? head.split(":") : [];
  const last = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - first.length - last.length)).fill("0");
  return [...first, ...zeros, ...last].slice(0, 4).join(":");
}
