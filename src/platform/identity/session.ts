import { createHash, randomBytes } from "node:crypto";
import { config } from "../config.ts";
import type { Tx } from "../database/index.ts";
import { asSystem, databasePool } from "../database/system.ts";
import { newId } from "../ids.ts";
import type { Preferences, Reader } from "./context.ts";

/** How somebody came in. */
export type SignInMethod = "code" | "passkey" | "password" | "invitation" | "owner-link" | "demo" | "oidc";

const cookieName = "frontstage";
const idleDays = 7;
const absoluteDays = 90;
const day = 86_400_000;

/** SHA-256 of a secret reference token: all that is ever kept of it. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/** A random reference token of 256 bits, safe in addresses. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Begins a session in a system transaction. @returns the token for the cookie; it is not kept anywhere. */
export async function beginSession(
  tx: Tx,
  personId: string,
  method: SignInMethod,
  agent: string,
): Promise<string> {
  const token = newToken();
  await tx
    .insertInto("session")
    .values({
      audience_id: personId,
      id: newId(),
      token_hash: tokenHash(token),
      method,
      agent: agent.slice(0, 200),
      expires_at: new Date(Date.now() + absoluteDays * day),
      idle_until: new Date(Date.now() + idleDays * day),
    })
    .execute();
  return token;
}

/** Set-Cookie of a session token. */
export function sessionCookie(token: string): string {
  const secure = config().BASE_URL.startsWith("https:") ? "; Secure" : "";
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${(absoluteDays * day) / 1000}${secure}`;
}

/** Set-Cookie that forgets the session. */
export const noSessionCookie = (): string => `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** The value of a cookie in a Cookie header. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return null;
}

/** The session token of a request: the cookie, or `Authorization: Bearer` for programs. */
export function requestToken(headers: Headers): string | null {
  const bearer = /^Bearer ([\w-]{43})$/.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ?? cookieValue(headers.get("cookie"), cookieName);
}

/** Who a token belongs to; null when it is unknown, ended or expired. One round trip. */
export async function readSession(
  token: string | null,
): Promise<{ reader: Reader; preferences: Preferences } | null> {
  if (!token || !/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await databasePool().query("select * from private.session_reader($1)", [tokenHash(token)]);
  const row = rows[0];
  if (!row) return null;
  return {
    reader: {
      actor: { personId: row.person_id },
      sessionId: row.session_id,
      name: row.name,
      email: row.email,
      companyName: row.company_name,
      staff: row.staff,
      owner: row.owner,
    },
    preferences: { locale: row.locale, timeZone: row.time_zone, theme: row.theme },
  };
}

/** Ends a session by its token (signing out). */
export async function endSession(token: string): Promise<void> {
  await asSystem((tx) => tx.deleteFrom("session").where("token_hash", "=", tokenHash(token)).execute());
}
